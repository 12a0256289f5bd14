import { type EventRow, NO_THREAD, type ThreadVersion } from '../base/brands';
import {
  BLOCK_BITS,
  BLOCK_ROWS,
  BLOCK_WORDS,
  intersect,
  isScarce,
  lowestBit,
  putRange,
  type RowBits,
} from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import { Decision } from './decision';
import { Found, type PartialDecisions } from './indexedScan';
import { Cost, type Predicate, type RowBlock } from './predicate';
import type { Scratch } from './scratch';

/** What a check says of the rows of a thread version at a moment; what it looks up lowers the horizon of the trace. */
export type MomentRule = (version: ThreadVersion, row: EventRow) => boolean;

/** How often a version is asked anew within a block, as long as the answer stays the same. */
const MOST_ANSWERS = 16;

/**
 * A check that a thread version and what was known at the row decide: its container, its ancestors. Each version is asked once,
 * and once more where something changes that the answer came from.
 */
export class MomentPredicate implements Predicate, PartialDecisions {
  readonly cost = Cost.COLUMNS;
  /** By version: the answer, and for which rows it is one: those of `[from, until)`. */
  private known = new Uint8Array(0);
  private from = new Int32Array(0);
  private until = new Int32Array(0);
  /** What rows have by now can change at later ones, which are not there yet. */
  private length = 0;
  private firstRow = 0;

  constructor(
    private readonly trace: Trace,
    readonly rule: MomentRule,
    private readonly scratch: Scratch,
  ) {}

  prepare(): void {
    const { threads, events } = this.trace;
    this.length = events.length;
    if (threads.length <= this.known.length) return;
    const capacity = Math.max(threads.length, 2 * this.known.length);
    const { known, from, until } = this;
    this.known = new Uint8Array(capacity);
    this.from = new Int32Array(capacity);
    this.until = new Int32Array(capacity);
    this.known.set(known);
    this.from.set(from);
    this.until.set(until);
  }

  narrow(block: RowBlock, rows: RowBits): void {
    const indexed = this.trace.index.block(block.row >> BLOCK_BITS);
    if (!indexed || isScarce(rows)) {
      this.askRows(block.row, rows);
      return;
    }
    this.firstRow = block.row;
    const { scan } = this.scratch;
    const found = scan.byPartialRuns(indexed.threads, this);
    if (found === Found.NONE) rows.fill(0);
    else if (found === Found.SOME) intersect(rows, scan.kept);
  }

  test(row: EventRow): boolean {
    return this.ask(this.trace.events.thread(row), row);
  }

  /** Decides the versions of the block that begins at `firstRow`; `BY_ROW` where the answer changes within it. */
  decideAll(versions: Int32Array, into: Uint8Array): number {
    const { end } = this;
    let seen = 0;
    for (let at = 0; at < versions.length; at++) {
      const version = versions[at] as ThreadVersion;
      const holds = this.ask(version, this.firstOf(version));
      const decision = this.until[version] < end ? Decision.BY_ROW : holds ? Decision.YES : Decision.NO;
      into[at] = decision;
      seen |= 1 << decision;
    }
    return seen;
  }

  /** Decides a version of that block with many runs: looked for anew, the answer is often the same. */
  decideWhole(key: number): Decision {
    const { from, until } = this;
    const version = key as ThreadVersion;
    const row = this.firstOf(version);
    const holds = this.ask(version, row);
    for (let left = MOST_ANSWERS; until[version] < this.end; left--) {
      if (left === 0 || this.ask(version, until[version] as EventRow) !== holds) return Decision.BY_ROW;
      from[version] = row;
    }
    return holds ? Decision.YES : Decision.NO;
  }

  putKept(version: number, from: number, to: number, into: RowBits): void {
    const { firstRow, until } = this;
    for (let row = from; row < to; ) {
      const holds = this.ask(version as ThreadVersion, (firstRow + row) as EventRow);
      const end = Math.min(to, Math.max(row + 1, until[version] - firstRow));
      if (holds) putRange(into, row, end);
      row = end;
    }
  }

  /** Where the block ends that begins at `firstRow`. */
  private get end(): number {
    return Math.min(this.firstRow + BLOCK_ROWS, this.length);
  }

  /** The first row of that block at which a version is known. */
  private firstOf(version: ThreadVersion): EventRow {
    const since = version === NO_THREAD ? 0 : this.trace.threads.sinceRow(version);
    return Math.max(this.firstRow, since) as EventRow;
  }

  private ask(version: ThreadVersion, row: EventRow): boolean {
    const { known, from, until } = this;
    if (row >= from[version] && row < until[version]) return known[version] === 1;
    const { horizon } = this.trace;
    horizon.begin(row);
    const holds = this.rule(version, row);
    known[version] = holds ? 1 : 0;
    from[version] = row;
    until[version] = Math.min(horizon.row, this.length);
    return holds;
  }

  private askRows(first: EventRow, rows: RowBits): void {
    for (let word = 0; word < BLOCK_WORDS; word++) {
      for (let left = rows[word]; left !== 0; left &= left - 1) {
        const bit = lowestBit(left);
        if (!this.test((first + 32 * word + bit) as EventRow)) rows[word] &= ~(1 << bit);
      }
    }
  }
}
