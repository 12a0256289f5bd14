import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ExpectationRoot, isPresent, loadCapture, OWN_FIXTURES, SHARED } from '../support/expectations';
import { openTrace } from '../support/openedTrace';
import { compareFilter, recordedFilters } from '../support/recordedFilters';
import { ALLOWED_DIFFERENCES } from './allowedDifferences';
import { FILTER_DEVIATIONS, peerOf } from './deviations';

/** A ratchet: how many of the recorded filters the language does not have yet. */
const UNSUPPORTED_LIMIT = 97;

/** Filters that no capture's test could ask, with the reason: told once at the end. */
const unsupported = new Map<string, string>();

function differencesOf(root: ExpectationRoot, name: string): { asked: number; different: string[] } {
  const opened = openTrace(loadCapture(root, name));
  const different: string[] = [];
  let asked = 0;
  for (const recorded of recordedFilters(root, name)) {
    // What that version of the program did not know yet is proved by the captures of a later one.
    if (recorded.count === undefined) continue;
    const isDeviation = FILTER_DEVIATIONS.some(
      ({ filter, peers }) => filter === recorded.filter && peers.includes(peerOf(name)),
    );
    if (isDeviation) continue;
    const outcome = compareFilter(root, name, opened, recorded);
    if (outcome.kind === 'unsupported') unsupported.set(recorded.filter, outcome.message);
    else asked++;
    if (outcome.kind === 'different') different.push(outcome.description);
  }
  return { asked, different };
}

for (const root of [OWN_FIXTURES, SHARED]) {
  const present = isPresent(root, `recorded filters of the ${root.name}`);
  const names = present ? readdirSync(root.expected).filter((name) => !name.includes('.')) : [];
  describe.skipIf(!present)(`filters over the ${root.name} keep the recorded events`, () => {
    it.each(names)('%s', (name) => {
      const { asked, different } = differencesOf(root, name);
      const allowed = ALLOWED_DIFFERENCES[name]?.filters ?? 0;
      expect(asked).toBeGreaterThan(0);
      const report = `${different.length} of ${asked} filters differ, at most ${allowed} may:\n${different.join('\n')}`;
      expect(different.length <= allowed, report).toBe(true);
      if (different.length < allowed)
        console.info(`${name}: ${different.length} filters differ, the ratchet allows ${allowed}`);
    });
  });
}

it('names the recorded filters that the language does not have yet', () => {
  const lines = [...unsupported].map(([filter, message]) => `  ${filter}  (${message})`);
  console.info(`${lines.length} recorded filters are not supported yet:\n${lines.join('\n')}`);
  expect(lines.length).toBeLessThanOrEqual(UNSUPPORTED_LIMIT);
});
