import type { IndexedBlock, RunsOfKeys } from '../trace/blockIndex';
import { BLOCK_ROWS, fillBetween, type RowBits } from '../trace/rowBits';
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
  /** The rows are in `kept`, too, but some of them, in `byRow`, have to be asked one by one. */
  SOME_BY_ROW: 3,
} as const;
export type Found = (typeof Found)[keyof typeof Found];

const ROW_MASK = BLOCK_ROWS - 1;

/** Looks for the rows of an indexed block that are kept; results are valid until the next look. */
export class IndexedScan {
  readonly kept: RowBits = new Int32Array(BLOCK_ROWS >> 5);
  readonly byRow: RowBits = new Int32Array(BLOCK_ROWS >> 5);
  /** The decisions on the keys of the block, by their place in it. */
  private readonly local = new Uint8Array(BLOCK_ROWS);

  /** Finds rows by their thread or fd version: once for each version, then once for each run of rows. */
  byRuns({ keys, runs }: RunsOfKeys, decisions: Decisions): Found {
    const { any, all } = this.decideAll(keys, decisions);
    if (any === Decision.NO) return Found.NONE;
    if (any === Decision.YES && all === Decision.YES) return Found.ALL;
    markChanges(runs, this.local, 0, this.kept);
    if ((any & UNSETTLED) === 0) return Found.SOME;
    markChanges(runs, this.local, 1, this.byRow);
    return Found.SOME_BY_ROW;
  }

  /** Finds rows by the kind of event, touching the smaller part of them. */
  byKinds({ kinds, kindEnds, order }: IndexedBlock, decisions: Decisions): Found {
    const { any, all } = this.decideAll(kinds, decisions);
    if (any === Decision.NO) return Found.NONE;
    if (any === Decision.YES && all === Decision.YES) return Found.ALL;
    const { local, kept, byRow } = this;
    let count = 0;
    for (let at = 0, start = 0; at < kinds.length; start = kindEnds[at++]) {
      if (local[at] !== Decision.NO) count += kindEnds[at] - start;
    }
    const mostAreKept = 2 * count > BLOCK_ROWS;
    kept.fill(mostAreKept ? -1 : 0);
    for (let at = 0, start = 0; at < kinds.length; start = kindEnds[at++]) {
      if ((local[at] === Decision.NO) === mostAreKept) flip(kept, order, start, kindEnds[at]);
    }
    if ((any & UNSETTLED) === 0) return Found.SOME;
    byRow.fill(0);
    for (let at = 0, start = 0; at < kinds.length; start = kindEnds[at++]) {
      if (local[at] === Decision.BY_ROW) flip(byRow, order, start, kindEnds[at]);
    }
    return Found.SOME_BY_ROW;
  }

  /** The decisions on all keys of a block, put together bit by bit. */
  private decideAll(keys: ArrayLike<number>, decisions: Decisions): { any: number; all: number } {
    const { local } = this;
    const { known } = decisions;
    let any = 0;
    let all = -1;
    for (let at = 0; at < keys.length; at++) {
      let decision = known[keys[at]];
      if (decision === Decision.OPEN) decision = decisions.decide(keys[at]);
      local[at] = decision;
      any |= decision;
      all &= decision;
    }
    return { any, all };
  }
}

/** The rows of all runs of which a bit of the decision is set. */
function markChanges(runs: Int32Array, local: Uint8Array, bit: number, into: RowBits): void {
  into.fill(0);
  let word = 0;
  let changes = 0;
  let before = 0;
  for (let at = 0; at < runs.length; at++) {
    const run = runs[at];
    const row = run & ROW_MASK;
    const now = (local[run >>> 12] >> bit) & 1;
    if (row >> 5 !== word) {
      into[word] = changes;
      word = row >> 5;
      changes = 0;
    }
    // Without a branch, which would be foretold wrongly too often.
    changes |= (now ^ before) << (row & 31);
    before = now;
  }
  into[word] = changes;
  fillBetween(into);
}

function flip(bits: RowBits, order: Uint16Array, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    const row = order[at];
    bits[row >> 5] ^= 1 << (row & 31);
  }
}
