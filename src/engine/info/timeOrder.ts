import type { EventRow } from '../base/brands';
import { CHUNK_BITS, CHUNK_MASK } from '../trace/eventColumns';
import { OPENING_TYPES } from '../trace/openingTypes';
import type { Trace } from '../trace/trace';

/**
 * Counts the events that are older than one before them, as captures with a buffer for each CPU have them. It goes on as the
 * trace grows. Captures appended to each other are looked at one by one.
 */
export class TimeOrder {
  /** How many events are older than one before them. */
  lateEvents = 0;
  /** By how much at most, in ns. */
  latest = 0;
  /** Time of the first event and of the oldest and youngest one, in ns since the trace's time base; undefined: no events. */
  first: number | undefined;
  last: number | undefined;
  private newest = Number.NEGATIVE_INFINITY;
  private done = 0;
  private opening = true;
  /** How many sections have begun. */
  private section = 0;

  constructor(private readonly trace: Trace) {}

  /** Looks at what was added since the last time. */
  advance(): void {
    const { events, origin } = this.trace;
    // The events that describe containers at a capture's beginning may carry any time.
    while (this.opening && this.done < events.length) {
      this.opening = OPENING_TYPES.has(events.type(this.done as EventRow));
      if (this.opening) this.done++;
    }
    while (this.done < events.length) {
      const next = origin.sections[this.section]?.firstRow ?? Number.POSITIVE_INFINITY;
      if (this.done >= next) {
        this.beginSection();
        continue;
      }
      const chunkEnd = (this.done | CHUNK_MASK) + 1;
      const end = Math.min(events.length, next, chunkEnd);
      const from = this.done & CHUNK_MASK;
      this.take(events.chunk(this.done >> CHUNK_BITS).time, from, from + end - this.done);
      this.done = end;
    }
  }

  private beginSection(): void {
    this.section++;
    this.newest = Number.NEGATIVE_INFINITY;
  }

  /** Looks at `times[from, to)`, which are consecutive ones. It is done while the capture is read, so it has to be quick. */
  private take(times: Float64Array, from: number, to: number): void {
    let { newest, first = times[from], last = times[from] } = this;
    for (let at = from; at < to; at++) {
      const time = times[at];
      if (time < newest) {
        this.lateEvents++;
        this.latest = Math.max(this.latest, newest - time);
      } else {
        newest = time;
      }
      if (time < first) first = time;
      if (time > last) last = time;
    }
    this.newest = newest;
    this.first = first;
    this.last = last;
  }
}
