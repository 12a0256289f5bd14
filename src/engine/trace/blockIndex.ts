import type { FdVersion } from '../base/brands';
import type { FdVersions } from '../state/fdVersions';
import { CHUNK_BITS, CHUNK_ROWS, type EventColumns, RowFlag } from './eventColumns';
import { FdClasses } from './fdClasses';
import { type GroupedRows, groupRuns } from './groupedRows';
import { KindOrder } from './kindOrder';
import { BLOCK_BITS, BLOCK_ROWS, makeRowBits, type RowBits } from './rowBits';

/** What of a block is known without a look at its rows. Rows are counted from the block's first. */
export interface IndexedBlock {
  /** By thread version (`groupRuns`). */
  readonly threads: GroupedRows;
  /** By class of fds (`FdClasses`; `groupRuns`). */
  readonly fds: GroupedRows;
  /**
   * All rows by kind of event (`eventKey`). Those of exits are ordered by how long the calls took, from the enter event on, and
   * 0 where there is none; all others by number.
   */
  readonly kinds: GroupedRows;
  /** For each kind of `kinds` that is an exit, the longest time of a call. */
  readonly longestCalls: Float64Array;
  readonly exits: RowBits;
  /** The rows that have a result above 0. */
  readonly positive: RowBits;
  /** Some of the rows are not shown. */
  readonly hasHidden: boolean;
  /** Times as in the column. */
  readonly earliest: number;
  readonly latest: number;
  /** The least and the most time that a call took which has an exit in the block; without one 0. */
  readonly shortestCall: number;
  readonly longestCall: number;
  /** CPU numbers, of which those from 32,768 on count as negative. */
  readonly lowestCpu: number;
  readonly highestCpu: number;
}

/**
 * An index over the whole blocks of a trace that does not change any more, made block by block in idle time: 2 bytes a row
 * for the order by kind, 4 for each run of rows of one thread or fd, which are some seven rows long, and two bits. A filter
 * touches only the rows that it keeps, or only those that it does not.
 */
export class BlockIndex {
  readonly fdClasses: FdClasses;
  private readonly blocks: IndexedBlock[] = [];
  private readonly byKind: KindOrder;

  constructor(
    private readonly events: EventColumns,
    fds: FdVersions,
  ) {
    this.fdClasses = new FdClasses(fds);
    this.byKind = new KindOrder(events);
  }

  /** A block by its number; undefined while it is not indexed. */
  block(number: number): IndexedBlock | undefined {
    return this.blocks[number];
  }

  /** Indexes the next `count` blocks; false where there is none left. To be called only once the trace is complete. */
  advance(count: number): boolean {
    const whole = this.events.length >> BLOCK_BITS;
    for (let left = count; left > 0 && this.blocks.length < whole; left--) this.blocks.push(this.next());
    if (this.blocks.length < whole) return true;
    this.fdClasses.seal();
    return false;
  }

  private next(): IndexedBlock {
    const row = this.blocks.length << BLOCK_BITS;
    const chunk = this.events.chunk(row >> CHUNK_BITS);
    const first = row & (CHUNK_ROWS - 1);
    let flags = 0;
    let earliest = Number.POSITIVE_INFINITY;
    let latest = Number.NEGATIVE_INFINITY;
    let lowestCpu = Number.POSITIVE_INFINITY;
    let highestCpu = Number.NEGATIVE_INFINITY;
    for (let at = first; at < first + BLOCK_ROWS; at++) {
      flags |= chunk.flags[at];
      const time = chunk.time[at];
      if (time < earliest) earliest = time;
      if (time > latest) latest = time;
      const cpu = (chunk.cpu[at] << 16) >> 16;
      if (cpu < lowestCpu) lowestCpu = cpu;
      if (cpu > highestCpu) highestCpu = cpu;
    }
    const exits = makeRowBits();
    const positive = makeRowBits();
    for (let row = 0; row < BLOCK_ROWS; row++) {
      const at = first + row;
      // Exits have odd types.
      exits[row >> 5] |= (chunk.type[at] & 1) << (row & 31);
      if ((chunk.flags[at] & RowFlag.HAS_RESULT) === 0 || this.events.decodeResult(chunk.result[at]) <= 0) continue;
      positive[row >> 5] |= 1 << (row & 31);
    }
    return {
      threads: groupRuns(chunk.thread, first, (version) => version),
      fds: groupRuns(chunk.fd, first, (version) => this.fdClasses.classOf(version as FdVersion)),
      ...this.byKind.order(chunk, row),
      exits,
      positive,
      hasHidden: (flags & RowFlag.HIDDEN) !== 0,
      earliest,
      latest,
      lowestCpu,
      highestCpu,
    };
  }
}
