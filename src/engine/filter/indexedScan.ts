import type { IndexedBlock } from '../trace/blockIndex';
import type { GroupedRows } from '../trace/groupedRows';
import { flipKind, type KindRows } from '../trace/kindRows';
import { BLOCK_ROWS, invert, makeRowBits, putByDirection, putRanges, type RowBits } from '../trace/rowBits';
import { Decision } from './decision';

/** A key with so many beginnings and ends of runs in a block is decided as a whole, if it can be. */
const MANY_ENDS = 128;

/** What decides keys of a block. */
export interface Decisions {
  /** Writes a decision on each key, none of them `OPEN`; gives a bit for each decision that some key has. */
  decideAll(keys: Int32Array, into: Uint8Array): number;
}

/** The same where a decision may not hold for all rows of a key. */
export interface PartialDecisions extends Decisions {
  /** Decides a key for all of its rows where that can be, although it was decided `BY_ROW`: worth it only for many runs. */
  decideWhole(key: number): Decision;
  /** Of a key that is decided `BY_ROW`, puts those of the rows `[from, to)` of the block into a set that are kept. */
  putKept(key: number, from: number, to: number, into: RowBits): void;
}

/** What was found out about a block. */
export const Found = {
  NONE: 0,
  ALL: 1,
  /** The rows are in `kept`. */
  SOME: 2,
  /** Those in `byRow` have to be asked otherwise, and no others are kept. */
  BY_ROW: 3,
  /** The same, and others are kept: those in `kept`. */
  SOME_BY_ROW: 4,
} as const;
export type Found = (typeof Found)[keyof typeof Found];

/** Looks for the rows of an indexed block that are kept; results are valid until the next look. */
export class IndexedScan {
  readonly kept: RowBits = makeRowBits();
  readonly byRow: RowBits = makeRowBits();
  /** The decisions on the keys of the block, by their place in it. */
  private readonly local = new Uint8Array(BLOCK_ROWS);

  /**
   * Finds rows by their thread or fd: once for each of them, then for each run of rows that is kept, or not kept. `byRow` is filled
   * where that is wanted.
   */
  byRuns(runs: GroupedRows, decisions: Decisions, findsByRow: boolean): Found {
    const found = this.decideAll(runs.keys, decisions);
    if (found === Found.SOME || found === Found.SOME_BY_ROW) this.putRuns(runs, Decision.YES, this.kept);
    if (found >= Found.BY_ROW && findsByRow) this.putRuns(runs, Decision.BY_ROW, this.byRow);
    return found;
  }

  /** The same where some keys are decided for each of their runs. */
  byPartialRuns(runs: GroupedRows, decisions: PartialDecisions): Found {
    const { kept, local } = this;
    const { keys, ends, rows } = runs;
    const found = this.decideAll(keys, decisions);
    if (found === Found.NONE || found === Found.ALL) return found;
    this.putRuns(runs, Decision.YES, kept);
    if (found < Found.BY_ROW) return found;
    for (let group = 0, start = 0; group < ends.length; start = ends[group++]) {
      if (local[group] !== Decision.BY_ROW) continue;
      const whole = ends[group] - start < MANY_ENDS ? Decision.BY_ROW : decisions.decideWhole(keys[group]);
      if (whole === Decision.YES) putRanges(kept, rows, start, ends[group]);
      if (whole !== Decision.BY_ROW) continue;
      for (let at = start; at < ends[group]; at += 2) {
        decisions.putKept(keys[group], rows[at], at + 1 < ends[group] ? rows[at + 1] : BLOCK_ROWS, kept);
      }
    }
    return Found.SOME;
  }

  /** Finds rows by the kind of event, touching the smaller part of the exits and of all others. */
  byKinds(block: IndexedBlock, decisions: Decisions, findsByRow: boolean): Found {
    const found = this.decideAll(block.kinds.keys, decisions);
    if (found === Found.SOME || found === Found.SOME_BY_ROW) this.putKinds(block, Decision.YES, this.kept);
    if (found >= Found.BY_ROW && findsByRow) this.putKinds(block, Decision.BY_ROW, this.byRow);
    return found;
  }

  /** Whether all keys are decided with no. */
  areNone(keys: Int32Array, decisions: Decisions): boolean {
    return this.decideAll(keys, decisions) === Found.NONE;
  }

  /** Puts the rows of all runs with a decision into a set. */
  private putRuns({ ends, rows }: GroupedRows, decision: Decision, into: RowBits): void {
    const { local } = this;
    let wanted = 0;
    for (let at = 0, start = 0; at < ends.length; start = ends[at++]) {
      if (local[at] === decision) wanted += ends[at] - start;
    }
    const inverted = 2 * wanted > rows.length;
    into.fill(0);
    for (let at = 0, start = 0; at < ends.length; start = ends[at++]) {
      if ((local[at] === decision) !== inverted) putRanges(into, rows, start, ends[at]);
    }
    if (inverted) invert(into);
  }

  /** Puts the rows of all kinds with a decision into a set. */
  private putKinds({ kinds, exits }: IndexedBlock, decision: Decision, into: RowBits): void {
    const { keys, firstExit } = kinds;
    const mostOthers = this.areMost(kinds, 0, firstExit, decision);
    const mostExits = this.areMost(kinds, firstExit, keys.length, decision);
    putByDirection(exits, mostExits, mostOthers, into);
    this.flipKinds(kinds, 0, firstExit, decision, mostOthers, into);
    this.flipKinds(kinds, firstExit, keys.length, decision, mostExits, into);
  }

  /** Whether it is cheaper to put the rows of those kinds `[from, to)` that do not have a decision than of those that have it. */
  private areMost({ costs }: KindRows, from: number, to: number, decision: Decision): boolean {
    const { local } = this;
    let balance = 0;
    for (let at = from; at < to; at++) balance += local[at] === decision ? costs[at] : -costs[at];
    return balance > 0;
  }

  /** Of the kinds `[from, to)`, flips those that have a decision, or with `others` those that have not. */
  private flipKinds(
    kinds: KindRows,
    from: number,
    to: number,
    decision: Decision,
    others: boolean,
    into: RowBits,
  ): void {
    const { local } = this;
    for (let at = from; at < to; at++) if ((local[at] === decision) !== others) flipKind(kinds, at, into);
  }

  /** Decides all keys of a block. */
  private decideAll(keys: Int32Array, decisions: Decisions): Found {
    const seen = decisions.decideAll(keys, this.local);
    if (seen === 1 << Decision.NO) return Found.NONE;
    if (seen === 1 << Decision.YES) return Found.ALL;
    if ((seen & (1 << Decision.BY_ROW)) === 0) return Found.SOME;
    return (seen & (1 << Decision.YES)) === 0 ? Found.BY_ROW : Found.SOME_BY_ROW;
  }
}
