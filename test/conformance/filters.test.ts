import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../src/engine/filter/parser';
import { type ExpectationRoot, isPresent, loadCapture, OWN_FIXTURES, SHARED } from '../support/expectations';
import { Explanations, namesOf } from '../support/explanations';
import { openTrace } from '../support/openedTrace';
import { compareFilter, recordedFilters } from '../support/recordedFilters';
import { peerOf, REFUSED_FILTERS, type RefusedFilter } from './deviations';
import { FILTER_DEVIATION_COUNTS } from './filterDeviationCounts';

/** Where only counts are recorded, nobody knows which deviation explains which event. */
const COUNTS = 'only counts';

/** What became of the recorded filters of a capture. */
interface Comparison {
  readonly asked: number;
  /** Filters that keep other events than the recording where no deviation explains it. */
  readonly different: readonly string[];
  /** By deviation: how many answers it explains, of all filters and events. */
  readonly explained: Readonly<Record<string, number>>;
}

function compared(root: ExpectationRoot, name: string): Comparison {
  const opened = openTrace(loadCapture(root, name));
  const explanations = new Explanations(opened, peerOf(name));
  const different: string[] = [];
  const explained: Record<string, number> = {};
  const isExplained = (event: number, names: readonly string[]): boolean => {
    const deviation = explanations.ofFields(event, names);
    if (deviation) explained[deviation.name] = (explained[deviation.name] ?? 0) + 1;
    return deviation !== undefined;
  };
  let asked = 0;
  for (const recorded of recordedFilters(root, name)) {
    // What that version of the program did not know yet is proved by the captures of a later one.
    if (recorded.count === undefined) continue;
    const { filter, count } = recorded;
    const refused = REFUSED_FILTERS.find((each) => each.filter === filter && each.peers.includes(peerOf(name)));
    const outcome = compareFilter(root, name, opened, refused ? { ...recorded, filter: fixed(refused) } : recorded);
    if (outcome.kind === 'unsupported') {
      different.push(`${filter}: ${outcome.message}`);
      continue;
    }
    asked++;
    const names = namesOf(filter);
    const missing = outcome.missing.filter((event) => !isExplained(event, names));
    const extra = outcome.extra.filter((event) => !isExplained(event, names));
    // Recordings of the own fixtures have counts only: an answer is another one where the count is.
    const isCountOnly = outcome.missing.length + outcome.extra.length === 0 && outcome.kept !== count;
    const isAnother = isCountOnly && !explanations.couldChange(names);
    if (isCountOnly && !isAnother) explained[COUNTS] = (explained[COUNTS] ?? 0) + Math.abs(outcome.kept - (count ?? 0));
    if (missing.length + extra.length === 0 && !isAnother) continue;
    const told = `missing ${sample(missing)}, too many ${sample(extra)}`;
    different.push(`${filter}: ${count} expected, ${outcome.kept} kept; unexplained: ${told}`);
  }
  return { asked, different, explained };
}

function sample(events: readonly number[]): string {
  return `${events.length}${events.length > 0 ? ` (${events.slice(0, 5)} …)` : ''}`;
}

for (const root of [OWN_FIXTURES, SHARED]) {
  const present = isPresent(root, `recorded filters of the ${root.name}`);
  const names = present ? readdirSync(root.expected).filter((name) => !name.includes('.')) : [];
  describe.skipIf(!present)(`filters over the ${root.name} keep the recorded events, deviations apart`, () => {
    it.each(names)('%s', (name) => {
      const { asked, different, explained } = compared(root, name);
      expect(asked).toBeGreaterThan(0);
      expect(different, different.join('\n')).toEqual([]);
      expect(explained).toEqual(FILTER_DEVIATION_COUNTS[root.name]?.[name] ?? {});
    });
  });
}

/** A filter that we refuse, with its quick fix applied. */
function fixed({ filter, fix }: RefusedFilter): string {
  const { diagnostics } = parseFilter(filter);
  const edits = diagnostics.flatMap(({ fixes }) => fixes.find(({ title }) => title === fix)?.edits ?? []);
  return edits.reduceRight((text, { start, end, text: to }) => text.slice(0, start) + to + text.slice(end), filter);
}

describe('a recorded filter that we refuse', () => {
  it.each(REFUSED_FILTERS.map((each) => [each.filter, each] as const))('%s has a way out', (filter, refused) => {
    expect(parseFilter(filter).diagnostics).toHaveLength(1);
    expect(parseFilter(fixed(refused)).diagnostics).toEqual([]);
  });
});
