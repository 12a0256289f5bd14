import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { EventColumns, RowFlag } from '../../../src/engine/trace/eventColumns';
import { Selection, selectShown } from '../../../src/engine/trace/selection';

function selectionOf(rows: readonly number[]): Selection {
  const selection = new Selection();
  for (const row of rows) selection.add(row as EventRow);
  return selection;
}

const ascending = fc.uniqueArray(fc.nat({ max: 2000 }), { maxLength: 400 }).map((rows) => rows.sort((a, b) => a - b));

describe('a selection', () => {
  it('gives back its rows in order', () => {
    fc.assert(
      fc.property(ascending, (rows) => {
        const selection = selectionOf(rows);
        expect(Array.from({ length: selection.count }, (_, index) => selection.rowAt(index))).toEqual(rows);
      }),
    );
  });

  it('takes marked rows of a block as it takes single ones', () => {
    const blocks = fc.array(fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 50 }), { maxLength: 100 });
    fc.assert(
      fc.property(
        fc.oneof(
          blocks,
          blocks.map((all) => all.map((marks) => marks.map(() => 1))),
        ),
        (all) => {
          const selection = new Selection();
          let first = 0;
          for (const marks of all) {
            selection.addMarked(first as EventRow, Uint8Array.from(marks), marks.length);
            first += marks.length;
          }
          const rows = all.flat().flatMap((mark, row) => (mark === 1 ? [row] : []));
          expect(Array.from({ length: selection.count }, (_, index) => selection.rowAt(index))).toEqual(rows);
        },
      ),
    );
  });

  it('finds a row, or else the next later one, or else the last', () => {
    fc.assert(
      fc.property(ascending, fc.nat({ max: 2100 }), (rows, row) => {
        const later = rows.findIndex((each) => each >= row);
        expect(selectionOf(rows).nearestIndex(row)).toBe(later < 0 ? rows.length - 1 : later);
      }),
    );
  });

  it('has no nearest row while it is empty', () => {
    expect(new Selection().nearestIndex(5)).toBe(-1);
  });

  it('of everything shown leaves out hidden rows', () => {
    const events = new EventColumns();
    const flags = [0, 0, RowFlag.HIDDEN, 0, RowFlag.FAILED, RowFlag.HIDDEN];
    for (const each of flags) events.push(0, 0, 0, 0, 0, 0, 0, -1, each);
    const selection = new Selection();
    selectShown(events, 0, 4, selection);
    selectShown(events, 4, 6, selection);
    expect(Array.from({ length: selection.count }, (_, index) => selection.rowAt(index))).toEqual([0, 1, 3, 4]);
  });
});
