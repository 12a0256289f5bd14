import type { EventRow } from '../engine/base/brands';
import type { Selection } from '../engine/trace/selection';
import { TimeOrderedRows } from '../engine/trace/timeOrderedRows';
import type { Trace } from '../engine/trace/trace';
import type { RowOrder } from './protocol';
import { type Cancellation, throwIfCancelled } from './requestQueue';
import type { SessionPort } from './sessionPort';

/** Rows that are put in order in one slice: some ms. */
const SLICE_ROWS = 200_000;

/** The rows of a selection in some order. */
export interface OrderedRows {
  readonly count: number;
  rowAt(index: number): EventRow;
  /** Index of a row, or of the next one that is there, or else of the last; -1 where there are none. */
  nearestIndex(row: EventRow): number;
}

/** Whatever holds a selection that grows. */
interface HoldsRows {
  readonly rows: Selection;
}

/** The orders in which selections are shown. An order by time is made when it is first asked for. */
export class RowOrders {
  private readonly byTime = new WeakMap<HoldsRows, TimeOrderedRows>();

  constructor(
    private readonly trace: Trace,
    private readonly port: Pick<SessionPort, 'breathe'>,
  ) {}

  /** The rows that a selection has so far. Works in slices; throws `cancelled` where the request was withdrawn. */
  async rows(selection: HoldsRows, order: RowOrder, cancellation: Cancellation): Promise<OrderedRows> {
    if (order === 'file') return selection.rows;
    const rows = this.byTime.get(selection) ?? new TimeOrderedRows(this.trace.events, selection.rows, 0);
    this.byTime.set(selection, rows);
    while (rows.count < selection.rows.count) {
      rows.advance(SLICE_ROWS);
      await this.port.breathe();
      throwIfCancelled(cancellation);
    }
    return rows;
  }
}
