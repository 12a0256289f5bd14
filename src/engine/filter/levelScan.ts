import { compareLevels, type LevelPlanes, levelOf } from '../trace/numberLevels';
import { BLOCK_WORDS, makeRowBits, type RowBits, subtract, unite } from '../trace/rowBits';
import type { WholeRange } from './numberTests';

/** Narrows sets of rows of indexed blocks to those whose whole numbers are in a range, by the levels of these numbers. */
export class LevelScan {
  /** Of the rows that are left, those that share a level with the range's bounds: their numbers have to be looked at. */
  readonly unsure: RowBits = makeRowBits();
  private readonly above: RowBits = makeRowBits();
  private readonly equal: RowBits = makeRowBits();
  /** Levels of the bounds, where there are any, and whether numbers outside the range have them, too. */
  private readonly low: number | undefined;
  private readonly high: number | undefined;
  private readonly isLowShared: boolean;
  private readonly isHighShared: boolean;

  constructor({ low, high }: WholeRange) {
    this.low = low === Number.NEGATIVE_INFINITY ? undefined : levelOf(low);
    this.high = high === Number.POSITIVE_INFINITY ? undefined : levelOf(high);
    this.isLowShared = this.low !== undefined && levelOf(low - 1) === this.low;
    this.isHighShared = this.high !== undefined && levelOf(high + 1) === this.high;
  }

  /** Takes out the rows that are not in the range for certain; true where some of those that are left may be unsure. */
  narrow(planes: LevelPlanes, rows: RowBits): boolean {
    const { low, high, isLowShared, isHighShared, unsure, above, equal } = this;
    if (low !== undefined) {
      compareLevels(planes, low, rows, above, equal);
      for (let at = 0; at < BLOCK_WORDS; at++) rows[at] = above[at] | equal[at];
      if (isLowShared) unsure.set(equal);
    }
    if (high !== undefined) {
      compareLevels(planes, high, rows, above, equal);
      for (let at = 0; at < BLOCK_WORDS; at++) rows[at] &= ~above[at];
      if (isLowShared) subtract(unsure, above);
      if (isLowShared && isHighShared) unite(unsure, equal);
      else if (isHighShared) unsure.set(equal);
    }
    return isLowShared || isHighShared;
  }
}
