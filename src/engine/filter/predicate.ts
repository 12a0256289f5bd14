import type { EventRow } from '../base/brands';
import type { EventChunk } from '../trace/eventColumns';
import type { RowBits } from '../trace/rowBits';

/** `BLOCK_ROWS` consecutive rows of one chunk, the last of which may not be written yet. Reused: nothing may keep it. */
export interface RowBlock {
  chunk: EventChunk;
  /** Index of the first row in the chunk. */
  index: number;
  /** The first row. */
  row: EventRow;
}

/** What asking about a row costs, at worst. Cheaper predicates are asked first, dearer ones about what is left. */
export const Cost = {
  /** A look at each version or kind of event, where the trace is indexed. */
  KEYS: 0,
  /** A look into columns, for each row. */
  COLUMNS: 1,
  /** The bytes of a few rows: unknown fds, generic events. */
  SOME_BYTES: 2,
  /** The bytes of every row in question. */
  BYTES: 3,
} as const;

/** A compiled part of a filter. It belongs to one trace, and allocates nothing while it is asked. */
export interface Predicate {
  readonly cost: number;
  /** To be called before rows are asked, after the trace has grown. */
  prepare(): void;
  /** Takes the rows of a block that do not satisfy the predicate out of `rows`; others than those in it are not asked. */
  narrow(block: RowBlock, rows: RowBits): void;
  /** The same for one row. */
  test(row: EventRow): boolean;
}
