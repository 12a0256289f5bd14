import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isPresent, loadCapture, loadExpected, OWN_FIXTURES, SHARED } from '../support/expectations';
import { Explanations } from '../support/explanations';
import { fieldRows, TABLE_FIELDS } from '../support/fieldRows';
import { compareLines, describeComparison, type LineDifference } from '../support/lineComparison';
import { defaultLines, type OpenedTrace, openTrace, shownRows } from '../support/openedTrace';
import { DEVIATION_COUNTS } from './deviationCounts';
import { peerOf } from './deviations';

// The recordings were made so; times of day are the reader's own.
process.env.TZ = 'UTC';

/** Counts the differences by what explains them; what nothing explains goes to `unexplained`. */
function explain(
  differences: readonly LineDifference[],
  explanationOf: (difference: LineDifference) => string | undefined,
): { counts: Record<string, number>; unexplained: LineDifference[] } {
  const counts: Record<string, number> = {};
  const unexplained: LineDifference[] = [];
  for (const difference of differences) {
    const name = explanationOf(difference);
    if (name === undefined) {
      unexplained.push(difference);
      continue;
    }
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return { counts, unexplained };
}

/** The names of the deviations that explain each of the columns that differ; undefined where one has none. */
function ofColumns(explanations: Explanations, { key, expected, actual }: LineDifference): string | undefined {
  if (expected === undefined || actual === undefined) return undefined;
  const own = actual.split('\t');
  const names = expected
    .split('\t')
    .flatMap((value, column) => (value === own[column] ? [] : [TABLE_FIELDS[column]]))
    .map((field) => explanations.ofFields(Number(key), [field])?.name);
  return names.includes(undefined) ? undefined : names[0];
}

for (const root of [OWN_FIXTURES, SHARED]) {
  const present = isPresent(root, `recorded output of the ${root.name}`);
  const names = present ? readdirSync(root.expected).filter((name) => !name.includes('.')) : [];
  describe.skipIf(!present)(`what is read from the ${root.name} equals the recorded output, deviations apart`, () => {
    describe.each(names)('%s', (name) => {
      let opened: OpenedTrace | undefined;
      const trace = (): OpenedTrace => {
        opened ??= openTrace(loadCapture(root, name));
        return opened;
      };
      const lines = loadExpected(root, name, 'default.txt');
      const fields = loadExpected(root, name, 'fields.tsv');

      it('is read to its end without damage', () => {
        expect(trace().damage).toEqual([]);
      });

      if (lines)
        it('in the default lines', () => {
          const comparison = compareLines(lines, defaultLines(trace(), shownRows(trace())));
          const explanations = new Explanations(trace(), peerOf(name));
          const { counts, unexplained } = explain(
            comparison.differences,
            ({ key }) => explanations.ofLine(Number(key))?.name,
          );
          expect(unexplained.length, describeComparison({ ...comparison, differences: unexplained })).toBe(0);
          expect(counts).toEqual(DEVIATION_COUNTS[name]?.lines ?? {});
        });

      if (fields)
        it('in the table of fields', () => {
          const columns = fields[0].split('\t').length;
          const comparison = compareLines(fields, fieldRows(trace(), shownRows(trace()), columns));
          const explanations = new Explanations(trace(), peerOf(name));
          const { counts, unexplained } = explain(comparison.differences, (each) => ofColumns(explanations, each));
          expect(unexplained.length, describeComparison({ ...comparison, differences: unexplained })).toBe(0);
          expect(counts).toEqual(DEVIATION_COUNTS[name]?.rows ?? {});
        });
    });
  });
}
