import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../src/engine/fields/catalogue';
import { loadCapture, OWN_FIXTURES } from '../support/expectations';
import { breathe, FUZZ_RUNS, sharesOf } from '../support/fuzzRuns';
import { openTrace } from '../support/openedTrace';
import { keptEvents } from '../support/recordedFilters';

const opened = openTrace(loadCapture(OWN_FIXTURES, 'overlay-collision-exits').slice(0, 150_000));

const WORDS = ['and', 'or', 'not', '(', ')', ',', '=', '==', '!=', '<', '<=', '>', '>=', 'in', 'contains', 'exists'];
const VALUES = [
  '3',
  '-1',
  '0x10',
  '99999999999999999999',
  '""',
  "'a b'",
  '"',
  'curl',
  '1.2.3.4',
  '::1',
  '/etc',
  '\u{1f980}',
];
const token = fc.constantFrom(...WORDS, ...VALUES, ...FIELDS.map((field) => field.name));

/** Filters that are right more often than not. */
const comparison = fc
  .tuple(
    fc.constantFrom(...FIELDS.map((field) => field.name)),
    fc.constantFrom('=', '!=', '<', '>=', 'contains'),
    token,
  )
  .map((parts) => parts.join(' '));
const { filter: sentence } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    comparison,
    fc.tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter')).map((parts) => parts.join(' ')),
    tie('filter').map((inner) => `not (${inner})`),
  ),
}));

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(token, { maxLength: 12 }).map((words) => words.join(' ')),
  sentence,
);

describe('a filter', () => {
  it.each(sharesOf(FUZZ_RUNS))(
    'of any text is answered with events or with what is wrong, never with a crash: $part',
    async ({ runs: numRuns }) => {
      let accepted = 0;
      await fc.assert(
        fc.asyncProperty(text, async (filter) => {
          await breathe();
          const kept = keptEvents(opened, filter);
          if (typeof kept === 'string') expect(kept).not.toBe('');
          else {
            accepted++;
            expect(kept).toEqual([...kept].sort((a, b) => a - b));
          }
        }),
        { numRuns },
      );
      // Otherwise the generator above would make nothing but nonsense.
      expect(accepted).toBeGreaterThan(numRuns / 50);
    },
  );

  it.each(sharesOf(FUZZ_RUNS))('and its opposite never keep the same event: $part', async ({ runs: numRuns }) => {
    await fc.assert(
      fc.asyncProperty(sentence, async (filter) => {
        await breathe();
        const kept = keptEvents(opened, filter);
        const rest = keptEvents(opened, `not (${filter})`);
        if (typeof kept === 'string' || typeof rest === 'string') return;
        const both = new Set(rest);
        expect(kept.filter((event) => both.has(event))).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('nested very deeply is answered, too', () => {
    for (const depth of [100, 10_000, 200_000]) {
      const nested = `${'('.repeat(depth)}evt.num=1${')'.repeat(depth)}`;
      expect(() => keptEvents(opened, nested)).not.toThrow();
      expect(() => keptEvents(opened, `${'not '.repeat(depth)}evt.num=1`)).not.toThrow();
      expect(() => keptEvents(opened, `evt.num=1${' or evt.num=1'.repeat(depth)}`)).not.toThrow();
    }
  });
});
