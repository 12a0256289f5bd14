import { type EventRow, type FdVersion, NO_FD, NO_THREAD } from '../engine/base/brands';
import { EVENT_TYPES } from '../engine/capture/eventTable';
import { FieldPrinter, type FieldText } from '../engine/fields/fieldPrinter';
import type { FieldContext } from '../engine/fields/fieldReader';
import { isFieldError, resolveField } from '../engine/fields/resolveField';
import { eventInfo, eventName } from '../engine/format/eventText';
import { fdName } from '../engine/format/fdText';
import { TextContext } from '../engine/format/textContext';
import type { SplitTime } from '../engine/format/timeText';
import { RowFlag } from '../engine/trace/eventColumns';
import type { RawEvents } from '../engine/trace/rawEvents';
import type { Trace } from '../engine/trace/trace';
import { isUnreadable } from './failures';
import type { EventLine } from './protocol';

const BILLION = 1_000_000_000n;

/** Fields that are kept ready to be printed. */
const MOST_PREPARED = 64;

/** What stands in place of an event's parameters when its bytes cannot be read again. */
const BYTES_GONE = '(the bytes of this event cannot be read)';

/** Makes the lines of the event list. */
export class EventLines {
  private readonly context: TextContext;
  private readonly printer: FieldPrinter;
  /** Fields that are ready to be printed, by name; undefined for a name that is none. */
  private readonly prepared = new Map<string, FieldText | undefined>();

  constructor(
    private readonly trace: Trace,
    private readonly raw: RawEvents,
    fields: FieldContext,
  ) {
    this.context = new TextContext(trace);
    this.printer = new FieldPrinter(fields);
  }

  /** The line of a row; `previous` is the row of the line before it, undefined for the first. `fields`: as in `lines`. */
  line(row: EventRow, previous: EventRow | undefined, fields: readonly string[] = []): EventLine {
    const { events, threads, texts } = this.trace;
    const type = EVENT_TYPES[events.type(row)];
    const thread = events.thread(row);
    const known = thread !== NO_THREAD;
    return {
      number: row + 1,
      time: this.context.clock.timeOfDay(timeOf(this.trace, row)),
      delta: previous === undefined ? null : events.time(row) - events.time(previous),
      cpu: signedCpu(events.cpu(row)),
      process: known ? texts.text(threads.get(thread, 'comm')) : '',
      tid: known ? threads.get(thread, 'tid') : -1,
      direction: type.direction,
      fd: fdText(this.trace, events.fd(row)),
      failed: (events.flags(row) & RowFlag.FAILED) !== 0,
      ...this.textOf(row, type.name),
      ...(fields.length === 0 ? {} : { fields: this.fieldsOf(row, fields) }),
    };
  }

  private fieldsOf(row: EventRow, names: readonly string[]): Readonly<Record<string, string>> {
    const texts: [string, string][] = [];
    this.printer.moveTo(row);
    for (const name of names) {
      try {
        const text = this.fieldText(name)?.(row);
        if (text !== undefined) texts.push([name, text]);
      } catch (error) {
        if (!isUnreadable(error)) throw error;
      }
    }
    return Object.fromEntries(texts);
  }

  private fieldText(name: string): FieldText | undefined {
    if (!this.prepared.has(name)) {
      const bound = resolveField(name);
      const whole = !isFieldError(bound) && bound.length === name.length;
      if (this.prepared.size >= MOST_PREPARED) this.prepared.clear();
      this.prepared.set(name, whole ? this.printer.prepare(bound) : undefined);
    }
    return this.prepared.get(name);
  }

  /** What only the event's bytes tell. */
  private textOf(row: EventRow, typeName: string): Pick<EventLine, 'event' | 'details'> {
    try {
      const cursor = this.raw.read(row);
      this.context.moveTo(row, cursor);
      return { event: eventName(cursor), details: eventInfo(this.context) };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return { event: typeName, details: BYTES_GONE };
    }
  }
}

/** The time of a row, in seconds and nanoseconds since the epoch. */
export function timeOf(trace: Trace, row: EventRow): SplitTime {
  const time = trace.timeBase + BigInt(trace.events.time(row));
  return { seconds: Number(time / BILLION), nanoseconds: Number(time % BILLION) };
}

/** A CPU as sysdig prints it: 16 bits with a sign, so that 65,535 is -1. */
export function signedCpu(cpu: number): number {
  return (cpu << 16) >> 16;
}

function fdText(trace: Trace, version: FdVersion): string {
  if (version === NO_FD) return '';
  const number = trace.fds.number(version);
  // A call that has no fd yet, such as open's beginning, or never had one.
  if (number < 0) return '';
  const name = trace.fds.isKnown(version) ? fdName(trace, version) : '';
  return name === '' ? `${number}` : `${number} ${name}`;
}
