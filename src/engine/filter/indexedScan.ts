import type { IndexedBlock } from '../trace/blockIndex';
import { isExit } from '../trace/eventKeys';
import type { GroupedRows } from '../trace/groupedRows';
import { BLOCK_ROWS, fillBetween, flip, invert, makeRowBits, putByDirection, type RowBits } from '../trace/rowBits';
import { Decision, UNSETTLED } from './decision';

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
  /** The rows are in `kept`, and others, in `byRow`, have to be asked otherwise. */
  SOME_BY_ROW: 3,
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
    const found = this.decideAll(runs, decisions);
    if (found >= Found.SOME) this.putRuns(runs, Decision.YES, this.kept);
    if (found === Found.SOME_BY_ROW) this.putRuns(runs, Decision.BY_ROW, this.byRow);
    return found;
  }

  /** Finds rows by the kind of event, touching the smaller part of the exits and of all others. */
  byKinds(block: IndexedBlock, decisions: Decisions): Found {
    const found = this.decideAll(block.kinds, decisions);
    if (found >= Found.SOME) this.putKinds(block, Decision.YES, this.kept);
    if (found === Found.SOME_BY_ROW) this.putKinds(block, Decision.BY_ROW, this.byRow);
    return found;
  }

  /** Puts the rows of all runs with a decision into a set. */
  private putRuns({ ends, rows }: GroupedRows, decision: Decision, into: RowBits): void {
    const { local } = this;
    // How many more runs have the decision than have not.
    let balance = 0;
    for (let at = 0, start = 0; at < ends.length; start = ends[at++]) {
      balance += local[at] === decision ? ends[at] - start : start - ends[at];
    }
    const most = balance > 0;
    into.fill(0);
    for (let at = 0, start = 0; at < ends.length; start = ends[at++]) {
      if ((local[at] === decision) !== most) flip(into, rows, start, ends[at]);
    }
    fillBetween(into);
    if (most) invert(into);
  }

  /** Puts the rows of all kinds with a decision into a set. */
  private putKinds({ kinds, exits }: IndexedBlock, decision: Decision, into: RowBits): void {
    const { local } = this;
    const { keys, ends, rows } = kinds;
    // How many more exits have the decision than have not, and how many more others.
    let exitsBalance = 0;
    let othersBalance = 0;
    for (let at = 0, start = 0; at < keys.length; start = ends[at++]) {
      const balance = local[at] === decision ? ends[at] - start : start - ends[at];
      if (isExit(keys[at])) exitsBalance += balance;
      else othersBalance += balance;
    }
    const mostExits = exitsBalance > 0;
    const mostOthers = othersBalance > 0;
    putByDirection(exits, mostExits, mostOthers, into);
    for (let at = 0, start = 0; at < keys.length; start = ends[at++]) {
      const most = isExit(keys[at]) ? mostExits : mostOthers;
      if ((local[at] === decision) !== most) flip(into, rows, start, ends[at]);
    }
  }

  /** Decides all keys of a block. */
  private decideAll({ keys }: GroupedRows, decisions: Decisions): Found {
    const { local } = this;
    const { known } = decisions;
    // All decisions put together bit by bit.
    let any = 0;
    let all = -1;
    for (let at = 0; at < keys.length; at++) {
      let decision = known[keys[at]];
      if (decision === Decision.OPEN) decision = decisions.decide(keys[at]);
      local[at] = decision;
      any |= decision;
      all &= decision;
    }
    if (any === Decision.NO) return Found.NONE;
    if (any === Decision.YES && all === Decision.YES) return Found.ALL;
    return (any & UNSETTLED) === 0 ? Found.SOME : Found.SOME_BY_ROW;
  }
}
