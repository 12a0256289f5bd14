import type { EventRow } from '../base/brands';
import { Int32Column } from '../base/growingColumns';
import type { EventColumns } from './eventColumns';
import type { Selection } from './selection';

/**
 * The rows of a selection in order of time; those of one time are in the file's order. Captures with a buffer for each CPU
 * need it: a few percent of their events are older than one before them.
 *
 * It follows a selection that grows, by `advance`. As long as the file's order is the order of time, it takes no memory of
 * its own, afterwards 4 bytes a row; only the new rows that come late are sorted, and merged into the others.
 */
export class TimeOrderedRows {
  /** The rows in order, with room for more; undefined while they stand as the selection has them. */
  private rows: Int32Array | undefined;
  private length = 0;
  /** Time of the youngest row, in ns since the trace's time base. */
  private newest = Number.NEGATIVE_INFINITY;

  /** Puts as many rows in order at once as are wanted; `advance` does the others. */
  constructor(
    private readonly events: EventColumns,
    private readonly selection: Selection,
    atOnce = Number.POSITIVE_INFINITY,
  ) {
    this.advance(atOnce);
  }

  /** How many rows are in order: as many as the selection had at the last `advance`. */
  get count(): number {
    return this.length;
  }

  /** Whether the file's order is the order of time. */
  get isFileOrder(): boolean {
    return this.rows === undefined;
  }

  /**
   * Takes in what the selection has gained, at most so many rows; returns the lowest index at which another row stands than
   * before, or a new one.
   */
  advance(most = Number.POSITIVE_INFINITY): number {
    const { events, selection, length: before } = this;
    const end = Math.min(selection.count, before + most);
    const late = new Int32Column();
    if (this.rows) this.rows = this.roomFor(selection.count);
    for (let index = before; index < end; index++) {
      const row = selection.rowAt(index);
      const time = events.time(row);
      if (time < this.newest) {
        this.rows ??= this.roomFor(selection.count);
        late.push(row);
        continue;
      }
      this.newest = time;
      if (this.rows) this.rows[this.length] = row;
      this.length++;
    }
    if (!this.rows || late.length === 0) return before;
    return Math.min(before, this.merge(this.rows, late.values.subarray(0, late.length).sort(this.compare)));
  }

  /** The row at an index, from 0 to `count - 1`. */
  rowAt(index: number): EventRow {
    return this.rows ? (this.rows[index] as EventRow) : this.selection.rowAt(index);
  }

  /** Index of the first row that does not come before `row`, which need not be selected; `count` where there is none. */
  indexFrom(row: EventRow): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(this.rowAt(middle), row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of a row, or of the nearest younger one, or else of the last; -1 where nothing is selected. */
  nearestIndex(row: EventRow): number {
    return Math.min(this.indexFrom(row), this.length - 1);
  }

  /** Negative where one row comes before the other. */
  private readonly compare = (one: number, other: number): number =>
    this.events.time(one as EventRow) - this.events.time(other as EventRow) || one - other;

  /** Merges late rows into those that are in order, from the back, as far as needed; returns the first index that changed. */
  private merge(rows: Int32Array, late: Int32Array): number {
    let from = this.length - 1;
    this.length += late.length;
    let to = this.length - 1;
    for (let next = late.length - 1; next >= 0; to--) {
      const isLate = from < 0 || this.compare(rows[from], late[next]) < 0;
      rows[to] = isLate ? late[next--] : rows[from--];
    }
    return to + 1;
  }

  /** The rows so far, with room for `count`: twice that, where they have been moved before. */
  private roomFor(count: number): Int32Array {
    const { rows, length } = this;
    if (rows && count <= rows.length) return rows;
    const larger = new Int32Array(rows ? Math.max(count, 2 * length) : count);
    if (rows) larger.set(rows.subarray(0, length));
    else for (let index = 0; index < length; index++) larger[index] = this.selection.rowAt(index);
    return larger;
  }
}
