import type { EventRow } from '../base/brands';
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
    for (; this.done < events.length; this.done++) {
      const row = this.done as EventRow;
      // The events that describe containers at a capture's beginning may carry any time.
      this.opening &&= OPENING_TYPES.has(events.type(row));
      if (this.opening) continue;
      if (row >= (origin.sections[this.section]?.firstRow ?? Number.POSITIVE_INFINITY)) this.beginSection();
      this.take(events.time(row));
    }
  }

  private beginSection(): void {
    this.section++;
    this.newest = Number.NEGATIVE_INFINITY;
  }

  private take(time: number): void {
    if (time < this.newest) {
      this.lateEvents++;
      this.latest = Math.max(this.latest, this.newest - time);
    } else {
      this.newest = time;
    }
    if (this.first === undefined || time < this.first) this.first = time;
    if (this.last === undefined || time > this.last) this.last = time;
  }
}
