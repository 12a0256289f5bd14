import type { EventRow } from '../base/brands';
import type { EventChunk } from '../trace/eventColumns';

/** Consecutive rows of one chunk. Reused: nothing may keep it. */
export interface RowBlock {
  chunk: EventChunk;
  /** Index of the first row in the chunk. */
  index: number;
  /** The first row. */
  row: EventRow;
  count: number;
}

/** Most rows of a block. */
export const BLOCK_ROWS = 4096;

/** What asking about a row costs, at worst. Cheaper predicates are asked first, dearer ones about what is left. */
export const Cost = {
  /** A look into columns and masks. */
  COLUMNS: 0,
  /** The bytes of a few rows: unknown fds, generic events. */
  SOME_BYTES: 1,
  /** The bytes of every row in question. */
  BYTES: 2,
} as const;

/** A compiled part of a filter. It belongs to one trace, and allocates nothing while it is asked. */
export interface Predicate {
  readonly cost: number;
  /** To be called before rows are asked, after the trace has grown. */
  prepare(): void;
  /** Clears `marks[i]` where row `i` of the block does not satisfy the predicate; rows that are not marked are not asked. */
  narrow(block: RowBlock, marks: Uint8Array): void;
  /** The same for one row. */
  test(row: EventRow): boolean;
}
