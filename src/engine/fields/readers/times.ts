import type { EventRow } from '../../base/brands';
import { LocalClock, type SplitTime } from '../../format/timeText';
import type { Trace } from '../../trace/trace';
import type { FieldContext } from '../field';
import { perContext } from './memo';

const BILLION = 1_000_000_000;

interface Base {
  readonly value: bigint;
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** Times of a trace as seconds and nanoseconds, and what writes them. */
export class RowTimes {
  readonly clock = new LocalClock();
  private base: Base = { value: 0n, seconds: 0, nanoseconds: 0 };

  constructor(private readonly trace: Trace) {}

  /** The time of a row since the epoch, exact. */
  split(row: EventRow): SplitTime {
    const rest = this.currentBase().nanoseconds + this.trace.events.time(row);
    const carried = Math.floor(rest / BILLION);
    return { seconds: this.base.seconds + carried, nanoseconds: rest - carried * BILLION };
  }

  /** The time that rows count from may still change while the first events are read. */
  private currentBase(): Base {
    const { timeBase } = this.trace;
    if (this.base.value !== timeBase) {
      const billion = BigInt(BILLION);
      this.base = {
        value: timeBase,
        seconds: Number(timeBase / billion),
        nanoseconds: Number(timeBase % billion),
      };
    }
    return this.base;
  }
}

/** The times of a context's rows. */
export const rowTimes = perContext((context: FieldContext) => new RowTimes(context.trace));
