/** Where a grid's rows come from. The grid does not know what a row is. */
export interface RowSource<Row> {
  /** Rows that exist at present; may grow (tell the grid with `countChanged`), never shrinks. */
  readonly count: number;
  /**
   * Rows from an index on. May answer with fewer than asked at the end. Rejects when it fails; an abort rejects too and
   * is not an error.
   */
  fetch(from: number, count: number, signal: AbortSignal): Promise<readonly Row[]>;
}
