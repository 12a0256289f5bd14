import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { EventColumns } from '../../../src/engine/trace/eventColumns';
import { Selection } from '../../../src/engine/trace/selection';
import { TimeOrderedRows } from '../../../src/engine/trace/timeOrderedRows';
import { addRow } from '../../support/eventRows';

/** Events of these times, of which every one is selected unless `isSelected` says otherwise. */
class Growing {
  readonly events = new EventColumns();
  readonly selection = new Selection();

  constructor(private readonly isSelected: (row: number) => boolean = () => true) {}

  add(times: readonly number[]): void {
    for (const time of times) {
      const row = addRow(this.events, { time });
      if (this.isSelected(row)) this.selection.add(row);
    }
  }
}

function ordered(times: readonly number[]): TimeOrderedRows {
  const growing = new Growing();
  growing.add(times);
  return new TimeOrderedRows(growing.events, growing.selection);
}

function rowsOf(order: TimeOrderedRows): number[] {
  return Array.from({ length: order.count }, (_, index) => order.rowAt(index));
}

const times = fc.array(fc.integer({ min: -5, max: 30 }), { maxLength: 60 });

describe('rows in order of time', () => {
  it('moves a late event to where it belongs', () => {
    expect(rowsOf(ordered([10, 30, 40, 20]))).toEqual([0, 3, 1, 2]);
  });

  it('keeps the order of the file among events of one time', () => {
    expect(rowsOf(ordered([20, 10, 20, 10, 20]))).toEqual([1, 3, 0, 2, 4]);
  });

  it('has no rows of its own while the file is in order', () => {
    expect(ordered([1, 1, 2]).isFileOrder).toBe(true);
    expect(ordered([1, 3, 2]).isFileOrder).toBe(false);
  });

  it('says from where on the rows of a growing selection have moved', () => {
    const growing = new Growing();
    growing.add([10, 20, 30]);
    const order = new TimeOrderedRows(growing.events, growing.selection);
    growing.add([40]);
    expect(order.advance()).toBe(3);
    growing.add([25, 50]);
    expect(order.advance()).toBe(2);
    expect(rowsOf(order)).toEqual([0, 1, 4, 2, 3, 5]);
    expect(order.advance()).toBe(6);
  });

  it('is the same however the selection grows, and says no less than what moved', () => {
    fc.assert(
      fc.property(fc.array(times, { maxLength: 8 }), fc.constantFrom(1, 2, 3), (pieces, every) => {
        const growing = new Growing((row) => row % every === 0);
        const order = new TimeOrderedRows(growing.events, growing.selection);
        for (const piece of pieces) {
          const before = rowsOf(order);
          growing.add(piece);
          const moved = order.advance();
          expect(rowsOf(order).slice(0, moved)).toEqual(before.slice(0, moved));
        }
        const all = pieces.flat();
        const rows = [...all.keys()].filter((row) => row % every === 0);
        expect(rowsOf(order)).toEqual(rows.sort((one, other) => all[one] - all[other] || one - other));
      }),
    );
  });

  it('finds the place of a row, and of one that is not selected the next younger', () => {
    fc.assert(
      fc.property(times, (all) => {
        const growing = new Growing((row) => row % 2 === 0);
        growing.add(all);
        const order = new TimeOrderedRows(growing.events, growing.selection);
        const sorted = [...all.keys()].sort((one, other) => all[one] - all[other] || one - other);
        for (const row of all.keys()) {
          const before = sorted.slice(0, sorted.indexOf(row)).filter((each) => each % 2 === 0).length;
          expect(order.indexFrom(row as EventRow)).toBe(before);
          expect(order.nearestIndex(row as EventRow)).toBe(Math.min(before, order.count - 1));
        }
      }),
    );
  });
});
