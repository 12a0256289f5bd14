import type { EventRow } from '../base/brands';
import { STATE_ONLY } from '../capture/eventCursor';
import { EVENT_TYPES } from '../capture/eventTable';
import type { FieldContext } from '../fields/field';
import type { CompiledFilter } from '../filter/filter';
import { RowFlag } from '../trace/eventColumns';
import { Selection } from '../trace/selection';

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
  next(): Selection {
    const from = this.done;
    this.done = this.context.trace.events.length;
    const kept = new Selection();
    if (!this.ended) this.deliver(this.candidates(from, this.done), kept);
    return kept;
  }

  private candidates(from: number, to: number): Selection {
    const found = new Selection();
    if (this.limits.filter) this.limits.filter.select(from, to, found, 'kept');
    else for (let row = from as EventRow; row < to; row++) found.add(row);
    return found;
  }

  private deliver(candidates: Selection, into: Selection): void {
    const { trace } = this.context;
    const { limit = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = this.limits;
    for (let index = 0; index < candidates.count; index++) {
      const row = candidates.rowAt(index);
      if ((trace.events.flags(row) & RowFlag.HIDDEN) !== 0 && !this.isDelivered(row)) continue;
      const time = trace.events.time(row);
      this.firstTime ??= time;
      this.ended = time - this.firstTime >= seconds * BILLION;
      if (this.ended) return;
      into.add(row);
      this.count++;
      this.ended = this.count >= limit;
      if (this.ended) return;
    }
  }

  /** Whether a hidden row is delivered. */
  private isDelivered(row: EventRow): boolean {
    const { trace, raw } = this.context;
    return INTERNAL[trace.events.type(row)] === 1 && (raw.read(row).blockFlags & STATE_ONLY) === 0;
  }
}
