import type { FdVersion } from '../base/brands';
import type { FdVersions } from '../state/fdVersions';
import { timeOfCall } from './callTime';
import { CHUNK_BITS, CHUNK_ROWS, type EventChunk, type EventColumns, RowFlag } from './eventColumns';
import { FdClasses } from './fdClasses';
import { type GroupedRows, groupRuns } from './groupedRows';
import { groupKinds, type KindRows } from './kindRows';
import { LEVEL_OF_ZERO, type LevelPlanes, levelOf, levelPlanes } from './numberLevels';
import { BLOCK_BITS, BLOCK_ROWS, BLOCK_WORDS, makeRowBits, type RowBits } from './rowBits';

/**
 * What of a block is known without a look at its rows. Rows are counted from the block's first. The last block of a trace may
 * have fewer rows than others: of those that it lacks, nothing here means anything.
 */
export interface IndexedBlock {
  /** By thread version (`groupRuns`). */
  readonly threads: GroupedRows;
  /** By class of fds (`FdClasses`; `groupRuns`). */
  readonly fds: GroupedRows;
  readonly kinds: KindRows;
  readonly exits: RowBits;
  /** The rows that have a result, and those among them of calls that failed. */
  readonly results: RowBits;
  readonly failed: RowBits;
  /** The rows that are not shown; undefined where there are none. */
  readonly hidden: RowBits | undefined;
  /** The levels (`levelOf`) of results; of rows that have none they mean nothing. */
  readonly resultLevels: LevelPlanes;
  /** The levels of how long the calls took that rows end; of all other rows, that of 0. */
  readonly callLevels: LevelPlanes;
  /** Times as in the column. */
  readonly earliest: number;
  readonly latest: number;
  /** The same of each word, which is 32 rows. */
  readonly earliestOfWords: Float64Array;
  readonly latestOfWords: Float64Array;
  /** The least and the most time that a call took which has an exit in the block; without one 0. */
  readonly shortestCall: number;
  readonly longestCall: number;
  /** CPU numbers, of which those from 32,768 on count as negative. */
  readonly lowestCpu: number;
  readonly highestCpu: number;
}

/**
 * An index over the blocks of a trace that does not change any more, made block by block in idle time: at most 2 bytes a row
 * for its kind, 4 for each run of rows of one thread or fd, which are some seven rows long, 2 for levels, half a byte for times, and
 * four bits. A
 * filter touches only the rows that it keeps, or only those that it does not, or 32 of them at a time.
 */
export class BlockIndex {
  readonly fdClasses: FdClasses;
  private readonly blocks: IndexedBlock[] = [];
  /** The levels of a block in which no row ends a call whose beginning is known. */
  private noCalls: LevelPlanes | undefined;
  private readonly levels = new Uint8Array(BLOCK_ROWS);

  constructor(
    private readonly events: EventColumns,
    fds: FdVersions,
  ) {
    this.fdClasses = new FdClasses(fds);
  }

  /** A block by its number; undefined while it is not indexed. */
  block(number: number): IndexedBlock | undefined {
    return this.blocks[number];
  }

  /** Indexes the next `count` blocks; false where there is none left. To be called only once the trace is complete. */
  advance(count: number): boolean {
    const all = Math.ceil(this.events.length / BLOCK_ROWS);
    for (let left = count; left > 0 && this.blocks.length < all; left--) this.blocks.push(this.next());
    if (this.blocks.length < all) return true;
    this.fdClasses.seal();
    return false;
  }

  private next(): IndexedBlock {
    const row = this.blocks.length << BLOCK_BITS;
    const chunk = this.events.chunk(row >> CHUNK_BITS);
    const first = row & (CHUNK_ROWS - 1);
    const rows = Math.min(BLOCK_ROWS, this.events.length - row);
    let lowestCpu = Number.POSITIVE_INFINITY;
    let highestCpu = Number.NEGATIVE_INFINITY;
    for (let at = first; at < first + rows; at++) {
      const cpu = (chunk.cpu[at] << 16) >> 16;
      if (cpu < lowestCpu) lowestCpu = cpu;
      if (cpu > highestCpu) highestCpu = cpu;
    }
    return {
      threads: groupRuns(chunk.thread, first, rows, (version) => version),
      fds: groupRuns(chunk.fd, first, rows, (version) => this.fdClasses.classOf(version as FdVersion)),
      kinds: groupKinds(chunk, first, rows),
      ...directionAndFlags(chunk, first, rows),
      resultLevels: this.resultLevels(chunk, first, rows),
      ...this.callTimes(chunk, row, rows),
      ...times(chunk, first, rows),
      lowestCpu,
      highestCpu,
    };
  }

  private resultLevels({ flags, result }: EventChunk, first: number, rows: number): LevelPlanes {
    const { events, levels } = this;
    for (let row = 0; row < rows; row++) {
      const hasResult = (flags[first + row] & RowFlag.HAS_RESULT) !== 0;
      levels[row] = hasResult ? levelOf(events.decodeResult(result[first + row])) : LEVEL_OF_ZERO;
    }
    return levelPlanes(levels);
  }

  /** Of the block that begins at `row`, which lies in `chunk`. */
  private callTimes(
    chunk: EventChunk,
    row: number,
    rows: number,
  ): Pick<IndexedBlock, 'callLevels' | 'shortestCall' | 'longestCall'> {
    const { events, levels } = this;
    const first = row & (CHUNK_ROWS - 1);
    let shortestCall = 0;
    let longestCall = 0;
    for (let at = 0; at < rows; at++) {
      const time = isExitType(chunk.type[first + at]) ? timeOfCall(events, chunk, row + at) : 0;
      levels[at] = levelOf(time);
      if (time < shortestCall) shortestCall = time;
      if (time > longestCall) longestCall = time;
    }
    if (shortestCall < 0 || longestCall > 0) return { callLevels: levelPlanes(levels), shortestCall, longestCall };
    this.noCalls ??= levelPlanes(levels);
    return { callLevels: this.noCalls, shortestCall, longestCall };
  }
}

function times(
  { time }: EventChunk,
  first: number,
  rows: number,
): Pick<IndexedBlock, 'earliest' | 'latest' | 'earliestOfWords' | 'latestOfWords'> {
  const earliestOfWords = new Float64Array(BLOCK_WORDS).fill(Number.POSITIVE_INFINITY);
  const latestOfWords = new Float64Array(BLOCK_WORDS).fill(Number.NEGATIVE_INFINITY);
  let earliest = Number.POSITIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  for (let from = 0; from < rows; from += 32) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let at = first + from; at < first + Math.min(from + 32, rows); at++) {
      if (time[at] < least) least = time[at];
      if (time[at] > most) most = time[at];
    }
    earliestOfWords[from >> 5] = least;
    latestOfWords[from >> 5] = most;
    if (least < earliest) earliest = least;
    if (most > latest) latest = most;
  }
  return { earliest, latest, earliestOfWords, latestOfWords };
}

function directionAndFlags(
  { type, flags }: EventChunk,
  first: number,
  rows: number,
): Pick<IndexedBlock, 'exits' | 'results' | 'failed' | 'hidden'> {
  const exits = makeRowBits();
  const results = makeRowBits();
  const failed = makeRowBits();
  const hidden = makeRowBits();
  let any = 0;
  for (let row = 0, at = first; row < rows; row++, at++) {
    const bit = row & 31;
    const flag = flags[at];
    any |= flag;
    exits[row >> 5] |= (isExitType(type[at]) ? 1 : 0) << bit;
    results[row >> 5] |= ((flag & RowFlag.HAS_RESULT) === 0 ? 0 : 1) << bit;
    failed[row >> 5] |= ((flag & RowFlag.FAILED) === 0 ? 0 : 1) << bit;
    hidden[row >> 5] |= ((flag & RowFlag.HIDDEN) === 0 ? 0 : 1) << bit;
  }
  return { exits, results, failed, hidden: (any & RowFlag.HIDDEN) === 0 ? undefined : hidden };
}

/** Exits have odd types. */
function isExitType(type: number): boolean {
  return (type & 1) === 1;
}
