import type { ThreadVersion } from '../base/brands';
import type { Float64Column, Int32Column } from '../base/growingColumns';

/** How a number changed, one change after the other. */
export interface Changes {
  /** The rows from which on it was another one, in ascending order. */
  readonly rows: Int32Column;
  /** What it was then; NaN: there was none. */
  readonly values: Float64Column;
}

/** How a number of threads changed, as far as that is known beforehand. */
export interface Timeline {
  /** The changes that a thread version shares with others; undefined where it shares none. */
  changesOf(version: ThreadVersion): Changes | undefined;
  /** What the values of changes are multiplied by. */
  readonly unit: number;
  /** From which row on the number of a version is that of its changes; infinite: never. */
  sinceOf(version: ThreadVersion): number;
}
