import type { EventRow } from '../engine/base/brands';
import { STATE_ONLY } from '../engine/capture/eventCursor';
import { EVENT_TYPES } from '../engine/capture/eventTable';
import type { CompiledFilter } from '../engine/filter/filter';
import { defaultLine } from '../engine/format/eventLine';
import { TextContext } from '../engine/format/textContext';
import { RowFlag } from '../engine/trace/eventColumns';
import type { RawEvents } from '../engine/trace/rawEvents';
import { Selection, selectShown } from '../engine/trace/selection';
import type { Trace } from '../engine/trace/trace';
import type { LineWriter } from './lineWriter';

/** Prints the rows of a trace as it grows, each once. */
export class EventPrinter {
  /** How many rows have been looked at. */
  private done = 0;
  /** Events still to be delivered. */
  private left: number;
  private readonly context: TextContext;

  /** `limit` counts delivered events: those printed, and the internal ones among them that are not. */
  constructor(
    private readonly trace: Trace,
    private readonly raw: RawEvents,
    private readonly filter: CompiledFilter | undefined,
    limit: number | undefined,
    private readonly out: LineWriter,
  ) {
    this.left = limit ?? Number.POSITIVE_INFINITY;
    this.context = new TextContext(trace, { imitatesAccidents: true });
  }

  /** Prints what has been added to the trace; true when nothing more is to be printed. */
  async advance(): Promise<boolean> {
    const { events } = this.trace;
    const from = this.done;
    this.done = events.length;
    const shown = new Selection();
    if (this.filter) this.filter.select(from, this.done, shown);
    else selectShown(events, from, this.done, shown);
    let next = from;
    for (let index = 0; index < shown.count && this.left > 0 && !this.out.closed; index++) {
      const row = shown.rowAt(index);
      this.countHidden(next, row);
      next = row + 1;
      if (this.left <= 0) break;
      this.left--;
      if (this.out.add(this.line(row))) await this.out.flush();
    }
    this.countHidden(next, this.done);
    await this.out.flush();
    return this.left <= 0 || this.out.closed;
  }

  private line(row: EventRow): string {
    this.context.moveTo(row, this.raw.read(row));
    return defaultLine(this.context);
  }

  /** Counts the hidden events of `[from, to)` that are delivered: not those that only carry state. */
  private countHidden(from: number, to: number): void {
    if (this.filter || this.left === Number.POSITIVE_INFINITY) return;
    for (let row = from as EventRow; row < to; row++) if (this.isDeliveredHidden(row)) this.left--;
  }

  private isDeliveredHidden(row: EventRow): boolean {
    const { events } = this.trace;
    if ((events.flags(row) & RowFlag.HIDDEN) === 0) return false;
    // Container events before all others are read while the capture is opened, and not delivered.
    if (EVENT_TYPES[events.type(row)].name === 'container') return false;
    return (this.raw.read(row).blockFlags & STATE_ONLY) === 0;
  }
}
