import type { EventRow } from '../base/brands';

/** Rows of one capture in order of time, as one of several that are merged. */
export interface TimedRows {
  readonly count: number;
  /** The row at an index, from 0 to `count - 1`. */
  rowAt(index: number): EventRow;
  /** Time of a row in ns, on the clock that all the captures share. */
  timeOf(row: EventRow): number;
}

/** A line of several captures: the place of its capture among them, and its row there. */
export interface MergedRow {
  readonly capture: number;
  readonly row: EventRow;
}

/**
 * The rows of several captures in one order: by time; those of one time by capture; those of one capture as it has them.
 *
 * It takes no memory of its own and nothing has to be merged beforehand: where a line stands follows from how many rows of
 * each capture stand before it, and those are searched for, as each capture's rows are in order already.
 */
export class MergedRows {
  /** Number of lines. */
  readonly count: number;

  /** Takes the captures' rows as they are: what is added later is for another object. */
  constructor(private readonly captures: readonly TimedRows[]) {
    this.count = captures.reduce((sum, { count }) => sum + count, 0);
  }

  /** The lines from index `from` on, at most `count`. */
  lines(from: number, count: number): MergedRow[] {
    const next = this.rowsBefore(from);
    const lines: MergedRow[] = [];
    const end = Math.min(this.count, from + count);
    for (let index = from; index < end; index++) {
      const capture = this.earliest(next);
      lines.push({ capture, row: this.captures[capture].rowAt(next[capture]++) });
    }
    return lines;
  }

  /** How many lines stand before a row of a capture, which need not be one of the lines. */
  indexFrom({ capture, row }: MergedRow): number {
    const time = this.captures[capture].timeOf(row);
    let index = 0;
    for (const [place, rows] of this.captures.entries()) {
      index += countBefore(rows, 0, rows.count, (other) => {
        const otherTime = rows.timeOf(other);
        if (otherTime !== time || place === capture) return otherTime < time || (otherTime === time && other < row);
        return place < capture;
      });
    }
    return index;
  }

  /** How many rows of each capture are among the first `index` lines. */
  private rowsBefore(index: number): number[] {
    const { captures } = this;
    const wanted = Math.min(Math.max(0, index), this.count);
    // For each capture at least `low` of its rows are, and at most `high`.
    const low = captures.map(() => 0);
    const high = captures.map(({ count }) => count);
    for (;;) {
      const widest = indexOfWidest(low, high);
      if (low[widest] === high[widest]) return low;
      const middle = (low[widest] + high[widest]) >>> 1;
      const time = captures[widest].timeOf(captures[widest].rowAt(middle));
      const before = captures.map((rows, place) => {
        if (place === widest) return middle;
        const isBefore = (other: EventRow): boolean =>
          place < widest ? rows.timeOf(other) <= time : rows.timeOf(other) < time;
        return countBefore(rows, low[place], high[place], isBefore);
      });
      const total = before.reduce((sum, count) => sum + count, 0);
      if (total >= wanted) for (const [place, count] of before.entries()) high[place] = count;
      else for (const [place, count] of before.entries()) low[place] = place === widest ? count + 1 : count;
    }
  }

  /** The capture whose next row comes first; there has to be one. */
  private earliest(next: readonly number[]): number {
    let earliest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [place, rows] of this.captures.entries()) {
      if (next[place] >= rows.count) continue;
      const time = rows.timeOf(rows.rowAt(next[place]));
      if (earliest >= 0 && time >= least) continue;
      earliest = place;
      least = time;
    }
    return earliest;
  }
}

/** How many of the rows are older than a time. */
export function countOlder(rows: TimedRows, time: number): number {
  return countBefore(rows, 0, rows.count, (row) => rows.timeOf(row) < time);
}

/** The first index from `low` to `high` at which a row does not stand before; all of those in front of it do. */
function countBefore(rows: TimedRows, low: number, high: number, isBefore: (row: EventRow) => boolean): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isBefore(rows.rowAt(middle))) from = middle + 1;
    else to = middle;
  }
  return from;
}

function indexOfWidest(low: readonly number[], high: readonly number[]): number {
  let widest = 0;
  for (let place = 1; place < low.length; place++) {
    if (high[place] - low[place] > high[widest] - low[widest]) widest = place;
  }
  return widest;
}
