import type { IndexedBlock } from '../trace/blockIndex';
import type { GroupedRows } from '../trace/groupedRows';
import { flipKind, type KindRows } from '../trace/kindRows';
import { BLOCK_ROWS, invert, makeRowBits, putByDirection, putRanges, type RowBits } from '../trace/rowBits';
import { Decision } from './decision';

/** Decisions by key, and how those are made that are still `OPEN`. */
export interface Decisions {
  readonly known: Uint8Array;
  decide(key: number): number;
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

  /** Finds rows by their thread or fd: once for each of them, then for each run of rows that is kept, or not kept. */
  byRuns(runs: GroupedRows, decisions: Decisions): Found {
    const found = this.decideAll(runs.keys, decisions);
    if (found === Found.SOME || found === Found.SOME_BY_ROW) this.putRuns(runs, Decision.YES, this.kept);
    if (found >= Found.BY_ROW) this.putRuns(runs, Decision.BY_ROW, this.byRow);
    return found;
  }

  /** Finds rows by the kind of event, touching the smaller part of the exits and of all others. */
  byKinds(block: IndexedBlock, decisions: Decisions): Found {
    const found = this.decideAll(block.kinds.keys, decisions);
    if (found === Found.SOME || found === Found.SOME_BY_ROW) this.putKinds(block, Decision.YES, this.kept);
    if (found >= Found.BY_ROW) this.putKinds(block, Decision.BY_ROW, this.byRow);
    return found;
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
    const { local } = this;
    const { known } = decisions;
    // A bit for each decision that some key has.
    let seen = 0;
    for (let at = 0; at < keys.length; at++) {
      let decision = known[keys[at]];
      if (decision === Decision.OPEN) decision = decisions.decide(keys[at]);
      local[at] = decision;
      seen |= 1 << decision;
    }
    if (seen === 1 << Decision.NO) return Found.NONE;
    if (seen === 1 << Decision.YES) return Found.ALL;
    if ((seen & (1 << Decision.BY_ROW)) === 0) return Found.SOME;
    return (seen & (1 << Decision.YES)) === 0 ? Found.BY_ROW : Found.SOME_BY_ROW;
  }
}
