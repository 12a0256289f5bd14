import { type EventRow, NO_THREAD } from '../base/brands';
import { EVENT_TYPES } from '../capture/eventTable';
import { UNKNOWN_NAME } from '../state/threadVersions';
import { NO_PARTNER, RowFlag } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';
import { callSide } from './schema';

/** By event type: 1 for the exits of calls that make threads. */
const IS_CLONE: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name, direction }) =>
  direction === '<' && /^(clone3?|v?fork)$/.test(name) ? 1 : 0,
);

/** One scan over all events of a trace, as a whole or slice by slice. */
export class RecordingTally {
  /** How many events there are of each type. */
  readonly types = new Uint32Array(EVENT_TYPES.length);
  shown = 0;
  lonelyExits = 0;
  lonelyEnters = 0;
  unseenEvents = 0;
  /** Tids of the threads that were never seen beginning. */
  readonly unseen = new Set<number>();

  private done = 0;

  constructor(private readonly trace: Trace) {}

  /** Looks at the next `count` events at most; false where there are no more. */
  advance(count: number): boolean {
    const { trace } = this;
    const { events, threads } = trace;
    const unknownName = trace.texts.internText(UNKNOWN_NAME);
    const end = Math.min(events.length, this.done + count);
    for (let row = this.done as EventRow; row < end; row++) {
      const type = events.type(row);
      this.types[type]++;
      if ((events.flags(row) & RowFlag.HIDDEN) === 0) this.shown++;
      if (events.partner(row) === NO_PARTNER && !isBirth(trace, row, type)) this.countLonely(callSide(type));
      const thread = events.thread(row);
      if (thread === NO_THREAD || threads.get(thread, 'comm') !== unknownName) continue;
      this.unseenEvents++;
      this.unseen.add(threads.get(thread, 'tid'));
    }
    this.done = end;
    return end < events.length;
  }

  private countLonely(side: number): void {
    if (side === 1) this.lonelyEnters++;
    else if (side === 2) this.lonelyExits++;
  }
}

/** A new thread's own return from the call that made it: nobody called it. */
function isBirth({ events }: Trace, row: EventRow, type: number): boolean {
  return IS_CLONE[type] === 1 && events.result(row) === 0;
}
