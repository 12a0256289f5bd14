import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { EventColumns, RowFlag } from '../../../src/engine/trace/eventColumns';
import { BLOCK_ROWS, makeRowBits, type RowBits } from '../../../src/engine/trace/rowBits';
import { Selection, selectShown } from '../../../src/engine/trace/selection';
import { addRow } from '../../support/eventRows';

function selectionOf(rows: readonly number[]): Selection {
  const selection = new Selection();
  for (const row of rows) selection.add(row as EventRow);
  return selection;
}

/** A set of rows of one block. */
function bitsOf(rows: readonly number[]): RowBits {
  const bits = makeRowBits();
  for (const row of rows) bits[row >> 5] |= 1 << (row & 31);
  return bits;
}

const ascending = fc.uniqueArray(fc.nat({ max: 20_000 }), { maxLength: 400 }).map((rows) => rows.sort((a, b) => a - b));

describe('a selection', () => {
  it('gives back its rows in order', () => {
    fc.assert(
      fc.property(ascending, (rows) => {
        const selection = selectionOf(rows);
        expect(Array.from({ length: selection.count }, (_, index) => selection.rowAt(index))).toEqual(rows);
      }),
    );
  });

  it('takes rows of a block as it takes single ones', () => {
    const blocks = fc.array(fc.array(fc.nat({ max: BLOCK_ROWS - 1 }), { maxLength: 50 }), { maxLength: 5 });
    fc.assert(
      fc.property(blocks, (all) => {
        const selection = new Selection();
        for (const [block, rows] of all.entries()) selection.addBits(block, bitsOf(rows));
        const rows = all.flatMap((each, block) => each.map((row) => block * BLOCK_ROWS + row));
        const expected = [...new Set(rows)].sort((a, b) => a - b);
        expect(Array.from({ length: selection.count }, (_, index) => selection.rowAt(index))).toEqual(expected);
      }),
    );
  });

  it('lists rows that were added to a block after it was looked at', () => {
    const selection = selectionOf([1, 2]);
    expect(selection.rowAt(1)).toBe(2);
    selection.addBits(0, bitsOf([70]));
    selection.add(5000 as EventRow);
    expect([0, 1, 2, 3].map((index) => selection.rowAt(index))).toEqual([1, 2, 70, 5000]);
    expect(selection.rowAt(0)).toBe(1);
  });

  it('finds a row, or else the next later one, or else the last', () => {
    fc.assert(
      fc.property(ascending, fc.nat({ max: 21_000 }), (rows, row) => {
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
    for (const each of flags) addRow(events, { flags: each });
    const selection = new Selection();
    selectShown(events, 0, 4, selection);
    selectShown(events, 4, 6, selection);
    expect(Array.from({ length: selection.count }, (_, index) => selection.rowAt(index))).toEqual([0, 1, 3, 4]);
  });
});
