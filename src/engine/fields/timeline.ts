import type { ThreadVersion } from '../base/brands';
import type { Float64Column, Int32Column } from '../base/growingColumns';

/** How a number changed, one change after the other; as the trace grows more are put behind. */
export interface Changes {
  /** Its place among all changes of the timeline, which are few or follow each other. */
  readonly place: number;
  /** The rows from which on it was another one, in ascending order. */
  readonly rows: Int32Column;
  /** What it was then; NaN: there was none. */
  readonly values: Float64Column | Int32Column;
  /** No number is less than the one before it, and all are whole. */
  readonly rises?: boolean;
}

/** How a number of threads changed, as far as that is known. */
export interface Timeline {
  /** The changes that a thread version shares with others, up to the last row; undefined where it shares none. */
  changesOf(version: ThreadVersion): Changes | undefined;
  /** From which row on the number of a version is that of its changes; infinite: never. */
  sinceOf(version: ThreadVersion): number;
  /** What else of a version decides its number; few versions differ in it. */
  scaleOf(version: ThreadVersion): number;
  /** The number of a version, from a value of its changes. */
  numberOf(value: number, scale: number): number;
}
