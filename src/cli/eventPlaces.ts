import type { EventRow } from '../engine/base/brands';
import { LocalClock, splitTime } from '../engine/format/timeText';
import { type Observer, observerAt } from '../engine/packets/observer';
import type { Trace } from '../engine/trace/trace';

/** When and where something was said, as lines show it. */
export class EventPlaces {
  private readonly clock = new LocalClock();

  constructor(private readonly trace: Trace) {}

  /** Time of day with nanoseconds. */
  time(row: EventRow): string {
    const { events, timeBase } = this.trace;
    const time = timeBase + BigInt(events.time(row));
    return this.clock.timeOfDay(splitTime(Number(time >> 32n), Number(time & 0xffffffffn)));
  }

  /** The process of an event, with its container; `?` for one that the capture does not have. */
  process(row: EventRow | undefined): string {
    if (row === undefined) return '?';
    const { process, container } = observerAt(this.trace, row);
    const name = process === '' ? 'unknown' : process;
    return container === '' ? name : `${name} (${container})`;
  }

  observer(row: EventRow): Observer {
    return observerAt(this.trace, row);
  }
}
