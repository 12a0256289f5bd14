import type { EventRow } from '../base/brands';
import { Int32Column } from '../base/growingColumns';
import { CHUNK_BITS, CHUNK_ROWS, type EventColumns, RowFlag } from './eventColumns';

/**
 * Rows of a trace in ascending order, which grow as rows arrive. As long as every row so far is in it, it is kept as a
 * count alone, so that "everything" costs nothing.
 */
export class Selection {
  /** Unused while the selection is the rows `[0, count)`. */
  private rows: Int32Column | undefined;
  private length = 0;

  /** How many rows are selected. */
  get count(): number {
    return this.rows?.length ?? this.length;
  }

  /** Adds a row, which has to be larger than all before it. */
  add(row: EventRow): void {
    if (!this.rows && row === this.length) {
      this.length++;
      return;
    }
    this.rows ??= firstRows(this.length);
    this.rows.push(row);
  }

  /** The row at an index, from 0 to `count - 1`. */
  rowAt(index: number): EventRow {
    return (this.rows ? this.rows.values[index] : index) as EventRow;
  }

  /** Index of the first selected row that is not before `row`; `count` where there is none. */
  indexFrom(row: number): number {
    if (!this.rows) return Math.min(Math.max(row, 0), this.length);
    const { values } = this.rows;
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (values[middle] < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of a row, or of the nearest later one, or else of the last; -1 where the selection is empty. */
  nearestIndex(row: number): number {
    return Math.min(this.indexFrom(row), this.count - 1);
  }
}

/** Adds the rows `[from, to)` that are shown without a filter. */
export function selectShown(events: EventColumns, from: number, to: number, into: Selection): void {
  for (let row = from; row < to; row++) {
    const flags = events.chunk(row >> CHUNK_BITS).flags[row & (CHUNK_ROWS - 1)];
    if ((flags & RowFlag.HIDDEN) === 0) into.add(row as EventRow);
  }
}

function firstRows(count: number): Int32Column {
  const rows = new Int32Column(Math.max(256, 2 * count));
  for (let row = 0; row < count; row++) rows.push(row);
  return rows;
}
