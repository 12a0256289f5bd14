import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ExpectationRoot, isPresent, loadCapture, OWN_FIXTURES, SHARED } from '../support/expectations';
import { Explanations, namesOf } from '../support/explanations';
import { openTrace } from '../support/openedTrace';
import { compareFilter, recordedFilters } from '../support/recordedFilters';
import { peerOf } from './deviations';

/** A ratchet: how many of the recorded filters the language does not have yet. */
const UNSUPPORTED_LIMIT = 1;

/** Filters that no capture's test could ask, with the reason: told once at the end. */
const unsupported = new Map<string, string>();

/** Filters that keep other events than the recording where no deviation explains it, and how many were asked. */
function unexplained(root: ExpectationRoot, name: string): { asked: number; different: string[] } {
  const opened = openTrace(loadCapture(root, name));
  const explanations = new Explanations(opened, peerOf(name));
  const different: string[] = [];
  let asked = 0;
  for (const recorded of recordedFilters(root, name)) {
    // What that version of the program did not know yet is proved by the captures of a later one.
    if (recorded.count === undefined) continue;
    const { filter, count } = recorded;
    const outcome = compareFilter(root, name, opened, recorded);
    if (outcome.kind === 'unsupported') {
      unsupported.set(filter, outcome.message);
      continue;
    }
    asked++;
    const names = namesOf(filter);
    const isExplained = (event: number): boolean => explanations.ofFields(event, names) !== undefined;
    const missing = outcome.missing.filter((event) => !isExplained(event));
    const extra = outcome.extra.filter((event) => !isExplained(event));
    // Recordings of the own fixtures have counts only: an answer is another one where the count is.
    const isCountOnly = outcome.missing.length + outcome.extra.length === 0 && outcome.kept !== count;
    const isAnother = isCountOnly && !explanations.couldChange(names);
    if (missing.length + extra.length === 0 && !isAnother) continue;
    const told = `missing ${sample(missing)}, too many ${sample(extra)}`;
    different.push(`${filter}: ${count} expected, ${outcome.kept} kept; unexplained: ${told}`);
  }
  return { asked, different };
}

function sample(events: readonly number[]): string {
  return `${events.length}${events.length > 0 ? ` (${events.slice(0, 5)} …)` : ''}`;
}

for (const root of [OWN_FIXTURES, SHARED]) {
  const present = isPresent(root, `recorded filters of the ${root.name}`);
  const names = present ? readdirSync(root.expected).filter((name) => !name.includes('.')) : [];
  describe.skipIf(!present)(`filters over the ${root.name} keep the recorded events, deviations apart`, () => {
    it.each(names)('%s', (name) => {
      const { asked, different } = unexplained(root, name);
      expect(asked).toBeGreaterThan(0);
      expect(different, different.join('\n')).toEqual([]);
    });
  });
}

it('names the recorded filters that the language does not have yet', () => {
  const lines = [...unsupported].map(([filter, message]) => `  ${filter}  (${message})`);
  console.info(`${lines.length} recorded filters are not supported yet:\n${lines.join('\n')}`);
  expect(lines.length).toBeLessThanOrEqual(UNSUPPORTED_LIMIT);
});
