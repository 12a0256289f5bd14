import { type EventRow, NO_THREAD } from '../../base/brands';
import { LocalClock, nineDigits, type SplitTime } from '../../format/timeText';
import type { Trace } from '../../trace/trace';
import type { ColumnReader, FieldContext, NumberOfTime, RowReader, SinceDecider } from '../fieldReader';
import { perContext, perTrace } from './memo';
import { rowNumber, rowText } from './shapes';

const BILLION = 1_000_000_000;

/** A time as the column has it, as whole seconds and the nanoseconds beyond: since the epoch, exact. */
export class SplitTimes {
  private value = 0n;
  private seconds = 0;
  private nanoseconds = 0;

  constructor(private readonly trace: Trace) {}

  split(time: number): SplitTime {
    this.findBase();
    const rest = this.nanoseconds + time;
    const carried = Math.floor(rest / BILLION);
    return { seconds: this.seconds + carried, nanoseconds: rest - carried * BILLION };
  }

  secondOf(time: number): number {
    this.findBase();
    return this.seconds + Math.floor((this.nanoseconds + time) / BILLION);
  }

  nanosecondOf(time: number): number {
    this.findBase();
    const rest = this.nanoseconds + time;
    return rest - Math.floor(rest / BILLION) * BILLION;
  }

  /** The time, as the column has it, at which a second since the epoch begins. */
  startOf(second: number): number {
    this.findBase();
    return (second - this.seconds) * BILLION - this.nanoseconds;
  }

  /** The time that rows count from may still change while the first events are read. */
  private findBase(): void {
    const { timeBase } = this.trace;
    if (this.value === timeBase) return;
    const billion = BigInt(BILLION);
    this.value = timeBase;
    this.seconds = Number(timeBase / billion);
    this.nanoseconds = Number(timeBase % billion);
  }
}

/** How times of a trace are split. */
export const splitTimes = perTrace((trace) => new SplitTimes(trace));

/** What writes the times of a context's rows. */
export const localClock = perContext(() => new LocalClock());

/** The time of a row since the epoch. */
export function rowTime({ trace }: FieldContext, row: EventRow): SplitTime {
  return splitTimes(trace).split(trace.events.time(row));
}

/** A number that the time of a row decides. */
export function numberOfTime(ofTime: NumberOfTime): ColumnReader {
  return { domain: 'column', read: (trace, chunk, index) => ofTime.of(trace, chunk.time[index]), ofTime };
}

/** The time in ns from a moment, which the row's thread decides and when the row was, to the row. */
export function timeSince(moment: SinceDecider['moment']): RowReader {
  return {
    ...rowNumber((context, row) => {
      const { events } = context.trace;
      const version = events.thread(row);
      const from = version === NO_THREAD ? undefined : moment(context, version, row);
      return from === undefined ? undefined : events.time(row) - from;
    }),
    decidedBy: { by: 'since', moment },
  };
}

/** A text that names the second of a row. */
export function secondText(ofSecond: (context: FieldContext, second: number) => string): RowReader {
  return {
    ...rowText((context, row) => ofSecond(context, rowTime(context, row).seconds)),
    decidedBy: { by: 'time', ofSecond },
  };
}

/** A text that names the second of a row, then has its nanoseconds in nine digits, and an end. */
export function nanosecondText(ofSecond: (context: FieldContext, second: number) => string, end: string): RowReader {
  return {
    ...rowText((context, row) => {
      const { seconds, nanoseconds } = rowTime(context, row);
      return `${ofSecond(context, seconds)}${nineDigits(nanoseconds)}${end}`;
    }),
    decidedBy: { by: 'time', ofSecond, end },
  };
}
