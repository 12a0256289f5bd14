import type { EventRow } from '../base/brands';
import { STATE_ONLY } from '../capture/eventCursor';
import { EVENT_TYPES } from '../capture/eventTable';
import type { FieldContext } from '../fields/fieldReader';
import type { CompiledFilter } from '../filter/filter';
import { RowFlag } from '../trace/eventColumns';
import { Selection } from '../trace/selection';
import { TimeOrderedRows } from '../trace/timeOrderedRows';

const BILLION = 1e9;

/**
 * By event type: 1 for internal events, which are delivered although they are not printed. Those of containers are read
 * where a capture is opened.
 */
const INTERNAL: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name, categories }) =>
  categories.includes('INTERNAL') && name !== 'container' ? 1 : 0,
);

/** Where delivery ends. */
export interface DeliveryLimits {
  /** Only events of it are delivered. */
  readonly filter: CompiledFilter | undefined;
  /** So many events at most. */
  readonly limit: number | undefined;
  /** Only events less than so many seconds after the first delivered one. */
  readonly seconds: number | undefined;
}

/** Rows in the order in which they are delivered. */
export interface DeliveredRows {
  readonly count: number;
  /** The row at an index, from 0 to `count - 1`. */
  rowAt(index: number): EventRow;
}

/**
 * Hands out the rows of a growing trace, each once, as sysdig delivers events: those that are shown, and internal ones that
 * are not; but no events that only carry state, and none of those that a capture is opened with.
 */
export class Deliveries {
  /** How many rows have been delivered. */
  count = 0;
  /** Nothing more will be delivered. */
  ended = false;
  /** How many rows have been looked at. */
  private done = 0;
  private firstTime: number | undefined;

  constructor(
    private readonly context: FieldContext,
    private readonly limits: DeliveryLimits,
  ) {}

  /** The rows that are delivered of what has been added to the trace. */
  next(): DeliveredRows {
    return this.limited(this.deliverable());
  }

  /** Instead of `next`, of a trace that grows no more: all that is delivered, in order of time. The limits count in it. */
  inTimeOrder(): DeliveredRows {
    return this.limited(new TimeOrderedRows(this.context.trace.events, this.deliverable()));
  }

  /** What may be delivered of the rows that have not been looked at. */
  private deliverable(): Selection {
    const from = this.done;
    const { events } = this.context.trace;
    this.done = events.length;
    const found = new Selection();
    if (this.ended) return found;
    const candidates = this.candidates(from, this.done);
    for (let index = 0; index < candidates.count; index++) {
      const row = candidates.rowAt(index);
      if ((events.flags(row) & RowFlag.HIDDEN) === 0 || this.isDelivered(row)) found.add(row);
    }
    return found;
  }

  private candidates(from: number, to: number): Selection {
    const found = new Selection();
    if (this.limits.filter) this.limits.filter.select(from, to, found, 'kept');
    else for (let row = from as EventRow; row < to; row++) found.add(row);
    return found;
  }

  /** The first of some rows, up to where a limit ends the delivery. */
  private limited(rows: DeliveredRows): DeliveredRows {
    const { events } = this.context.trace;
    const { limit = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = this.limits;
    let count = 0;
    while (count < rows.count && !this.ended) {
      const time = events.time(rows.rowAt(count));
      this.firstTime ??= time;
      this.ended = time - this.firstTime >= seconds * BILLION;
      if (this.ended) break;
      count++;
      this.ended = ++this.count >= limit;
    }
    return { count, rowAt: (index) => rows.rowAt(index) };
  }

  /** Whether a hidden row is delivered. */
  private isDelivered(row: EventRow): boolean {
    const { trace, raw } = this.context;
    return INTERNAL[trace.events.type(row)] === 1 && (raw.read(row).blockFlags & STATE_ONLY) === 0;
  }
}
