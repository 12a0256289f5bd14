import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import { Int32Column } from '../../base/growingColumns';
import { countUntil } from '../../base/sortedColumn';
import { CHUNK_BITS, CHUNK_ROWS } from '../../trace/eventColumns';
import { BLOCK_BITS, BLOCK_ROWS } from '../../trace/rowBits';
import type { Trace } from '../../trace/trace';
import { visitRowsOfTypes } from '../rowsOfTypes';

/**
 * The rows of some event types, by a key such as the tid: made by one look at the columns when somebody first asks, and
 * carried on as the trace grows.
 */
export class RowIndex {
  private readonly rows = new Map<number, Int32Column>();
  private done = 0;

  /** `wanted` is 1 for event types that count; `keyOf` says under which key their rows are found. */
  constructor(
    private readonly trace: Trace,
    private readonly wanted: ArrayLike<number>,
    private readonly keyOf: (trace: Trace, row: EventRow) => number,
  ) {}

  /** The last row under a key that is not after `row`; undefined where there is none. Lowers the horizon to the next one. */
  lastUntil(key: number, row: number): EventRow | undefined {
    this.advance();
    const found = this.rows.get(key);
    if (!found) return undefined;
    const length = countUntil(found, row);
    if (length < found.length) this.trace.horizon.lower(found.values[length]);
    return length === 0 ? undefined : (found.values[length - 1] as EventRow);
  }

  /** The first row under a key that is not before `row`; undefined where there is none. */
  firstFrom(key: number, row: number): EventRow | undefined {
    this.advance();
    const found = this.rows.get(key);
    const place = found ? countUntil(found, row - 1) : 0;
    return found && place < found.length ? (found.values[place] as EventRow) : undefined;
  }

  /** The last row under a key in `(after, until]` that meets a condition. */
  lastUntilWhere(
    key: number,
    until: number,
    after: number,
    condition: (row: EventRow) => boolean,
  ): EventRow | undefined {
    let row = this.lastUntil(key, until);
    while (row !== undefined && row > after && !condition(row)) row = this.lastUntil(key, row - 1);
    return row !== undefined && row > after ? row : undefined;
  }

  /** Looks at the rows before `end`, of a trace that has them: done beforehand, the first look-up waits for less. */
  advanceTo(end: number): void {
    while (this.done < end) {
      const indexed = this.trace.index.block(this.done >> BLOCK_BITS);
      const next = Math.min(end, (this.done | (BLOCK_ROWS - 1)) + 1);
      if (indexed && next - this.done === BLOCK_ROWS)
        visitRowsOfTypes(indexed, this.done, this.wanted, (row) => this.add(row));
      else this.addRows(next);
      this.done = next;
    }
  }

  /** The rows from `done` to before `end`. */
  private addRows(end: number): void {
    const { events } = this.trace;
    for (let row = this.done; row < end; row++) {
      const type = events.chunk(row >> CHUNK_BITS).type[row & (CHUNK_ROWS - 1)];
      if (this.wanted[type] === 1) this.add(row as EventRow);
    }
  }

  private advance(): void {
    this.advanceTo(this.trace.events.length);
  }

  private add(row: EventRow): void {
    const key = this.keyOf(this.trace, row);
    let rows = this.rows.get(key);
    if (!rows) {
      rows = new Int32Column(16);
      this.rows.set(key, rows);
    }
    rows.push(row);
  }
}

/** The tid of a row's thread, or -1. */
export function threadKey({ events, threads }: Trace, row: EventRow): number {
  const version: ThreadVersion = events.thread(row);
  return version === NO_THREAD ? -1 : threads.get(version, 'tid');
}

/** The id of a row's process, or -1. */
export function processKey({ events, threads }: Trace, row: EventRow): number {
  const version: ThreadVersion = events.thread(row);
  return version === NO_THREAD ? -1 : threads.get(version, 'pid');
}
