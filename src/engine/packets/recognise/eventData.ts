import type { EventRow } from '../../base/brands';
import { DATA_PARAMETERS, EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { RowFlag } from '../../trace/eventColumns';
import type { RawEvents } from '../../trace/rawEvents';
import type { Trace } from '../../trace/trace';

/** By event type: index of the parameter with the bytes that were asked for, and of the socket tuple; -1: none. */
const SIZES: Int8Array = Int8Array.from(EVENT_TYPES, (type) => parameterIndex(type, 'size'));
const TUPLES: Int8Array = Int8Array.from(EVENT_TYPES, (type) => parameterIndex(type, 'tuple'));

/** Calls of several messages: the result counts those, and the size is that of the one in the event. */
const COUNTS_MESSAGES: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name }) =>
  /^(send|recv)mmsg$/.test(name) ? 1 : 0,
);

/** What an event read or wrote. One object serves all events: it is valid until the next `read`. */
export class EventData {
  bytes: Uint8Array = new Uint8Array(0);
  /** Bytes that the call had, of which `bytes` may be the first. */
  length = 0;
  /** The socket tuple of the event itself; empty where it has none. */
  tuple: Uint8Array = new Uint8Array(0);

  constructor(
    private readonly trace: Trace,
    private readonly raw: RawEvents,
  ) {}

  /** Reads the data of a row; false where it has none. Throws a `RawBytesError` where its bytes cannot be read again. */
  read(row: EventRow): boolean {
    const { events } = this.trace;
    const type = events.type(row);
    const event = this.raw.read(row);
    const index = DATA_PARAMETERS[type];
    if (index < 0 || event.parameterLength(index) === 0) return false;
    this.bytes = event.bytes.subarray(event.starts[index], event.ends[index]);
    const tuple = TUPLES[type];
    this.tuple =
      tuple >= 0 && event.parameterLength(tuple) > 0
        ? event.bytes.subarray(event.starts[tuple], event.ends[tuple])
        : NOTHING;
    const size = event.uint32(SIZES[type], -1);
    this.length = Math.max(this.bytes.length, this.wholeLength(row, size, COUNTS_MESSAGES[type] === 1));
    return true;
  }

  /** Bytes that a call was asked to move; -1 where the capture does not tell. Throws a `RawBytesError` as `read` does. */
  asked(row: EventRow): number {
    const { events } = this.trace;
    const enter = events.partner(row);
    for (const each of enter < 0 ? [row] : [row, enter as EventRow]) {
      const index = SIZES[events.type(each)];
      const event = index < 0 ? undefined : this.raw.read(each);
      if (event && event.parameterLength(index) >= 4) return event.uint32(index, -1);
    }
    return -1;
  }

  private wholeLength(row: EventRow, size: number, countsMessages: boolean): number {
    const { events } = this.trace;
    const failed = (events.flags(row) & RowFlag.FAILED) !== 0;
    if (!failed && !countsMessages) return events.result(row);
    if (size >= 0) return size;
    const enter = events.partner(row);
    if (enter < 0) return 0;
    const asked = SIZES[events.type(enter as EventRow)];
    if (asked < 0) return 0;
    const { bytes, tuple } = this;
    // Reading the enter event moves the bytes that the exit's were in.
    this.bytes = bytes.slice();
    this.tuple = tuple.slice();
    return this.raw.read(enter as EventRow).uint32(asked, 0);
  }
}

const NOTHING = new Uint8Array(0);
