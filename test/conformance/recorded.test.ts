import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isPresent, loadCapture, loadExpected, OWN_FIXTURES, SHARED } from '../support/expectations';
import { fieldRows } from '../support/fieldRows';
import { compareLines, describeComparison } from '../support/lineComparison';
import { defaultLines, type OpenedTrace, openTrace, shownRows } from '../support/openedTrace';
import { ALLOWED_DIFFERENCES } from './allowedDifferences';
import { peerOf } from './deviations';

// The recordings were made so; times of day are the reader's own.
process.env.TZ = 'UTC';

/** At least this share of the lines has to be equal, whatever the ratchet says. */
const SMALLEST_SHARE = 0.99;

/**
 * The table of fields as 0.29.3 prints it is allowed to differ more: it shows for every event what that version does by
 * accident with unknown threads and reused memory (README.md).
 */
const SMALLEST_SHARE_OF_OLD_FIELDS = 0.97;

/** Compares, tells what differs where it is more than is allowed, and asks for a lower ratchet where it is less. */
function check(
  expected: string[],
  actual: Iterable<string>,
  share: number,
  allowed: number | undefined,
  what: string,
): void {
  const comparison = compareLines(expected, actual);
  const { different, total } = comparison;
  const most = Math.floor((1 - share) * total);
  const limit = Math.min(most, allowed ?? most);
  expect(different <= limit, `${what}: at most ${limit} may differ\n${describeComparison(comparison)}`).toBe(true);
  if (different < limit) console.info(`${what}: ${different} lines differ, the ratchet allows ${limit}: lower it`);
}

for (const root of [OWN_FIXTURES, SHARED]) {
  const present = isPresent(root, `recorded output of the ${root.name}`);
  const names = present ? readdirSync(root.expected).filter((name) => !name.includes('.')) : [];
  describe.skipIf(!present)(`what is read from the ${root.name} equals the recorded output`, () => {
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
          const own = defaultLines(trace(), shownRows(trace()));
          check(lines, own, SMALLEST_SHARE, ALLOWED_DIFFERENCES[name]?.default, `${name}, default lines`);
        });

      if (fields)
        it('in the table of fields', () => {
          const columns = fields[0].split('\t').length;
          const own = fieldRows(trace(), shownRows(trace()), columns);
          const share = peerOf(name) === 'sysdig 0.29.3' ? SMALLEST_SHARE_OF_OLD_FIELDS : SMALLEST_SHARE;
          check(fields, own, share, ALLOWED_DIFFERENCES[name]?.fields, `${name}, fields`);
        });
    });
  });
}
