import type { EventRow } from '../base/brands';
import { CHUNK_BITS, CHUNK_ROWS, type EventColumns, RowFlag } from './eventColumns';

const FIRST_CAPACITY = 1024;

/**
 * Rows of a trace in ascending order, which grow as rows arrive. As long as every row so far is in it, it is kept as a
 * count alone, so that "everything" costs nothing.
 */
export class Selection {
  /** The rows, with room for more; undefined while the selection is the rows `[0, length)`. */
  private rows: Int32Array | undefined;
  private length = 0;

  /** How many rows are selected. */
  get count(): number {
    return this.length;
  }

  /** Adds a row, which has to be larger than all before it. */
  add(row: EventRow): void {
    if (this.rows || row !== this.length) this.withRoom(1)[this.length] = row;
    this.length++;
  }

  /** Adds those of the `count` rows from `first` on of which `marks` is 1; for the others it is 0. */
  addMarked(first: EventRow, marks: Uint8Array, count: number): void {
    let marked = 0;
    for (let at = 0; at < count; at++) marked += marks[at];
    if (marked === 0) return;
    if (!this.rows && marked === count && first === this.length) {
      this.length += count;
      return;
    }
    // Every row is written and only the marked ones are kept: a branch on marks that nobody can foretell costs more.
    const rows = this.withRoom(count);
    let length = this.length;
    for (let at = 0; at < count; at++) {
      rows[length] = first + at;
      length += marks[at];
    }
    this.length = length;
  }

  /** The row at an index, from 0 to `count - 1`. */
  rowAt(index: number): EventRow {
    return (this.rows ? this.rows[index] : index) as EventRow;
  }

  /** Index of the first selected row that is not before `row`; `count` where there is none. */
  indexFrom(row: number): number {
    if (!this.rows) return Math.min(Math.max(row, 0), this.length);
    const { rows } = this;
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (rows[middle] < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of a row, or of the nearest later one, or else of the last; -1 where the selection is empty. */
  nearestIndex(row: number): number {
    return Math.min(this.indexFrom(row), this.count - 1);
  }

  /** The rows as an array with room for `more`. */
  private withRoom(more: number): Int32Array {
    const needed = this.length + more;
    if (this.rows && needed <= this.rows.length) return this.rows;
    const larger = new Int32Array(Math.max(FIRST_CAPACITY, needed, 2 * this.length));
    if (this.rows) larger.set(this.rows);
    else for (let row = 0; row < this.length; row++) larger[row] = row;
    this.rows = larger;
    return larger;
  }
}

/** Adds the rows `[from, to)` that are shown without a filter. */
export function selectShown(events: EventColumns, from: number, to: number, into: Selection): void {
  for (let row = from; row < to; row++) {
    const flags = events.chunk(row >> CHUNK_BITS).flags[row & (CHUNK_ROWS - 1)];
    if ((flags & RowFlag.HIDDEN) === 0) into.add(row as EventRow);
  }
}
