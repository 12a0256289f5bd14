import type { EventRow } from '../engine/base/brands';
import type { EventCursor } from '../engine/capture/eventCursor';
import { DATA_PARAMETERS, EVENT_TYPES } from '../engine/capture/eventTable';
import { eventName } from '../engine/format/eventText';
import { parameterText } from '../engine/format/parameterText';
import { TextContext } from '../engine/format/textContext';
import { NO_PARTNER, RowFlag } from '../engine/trace/eventColumns';
import type { RawEvents } from '../engine/trace/rawEvents';
import type { Trace } from '../engine/trace/trace';
import { signedCpu, timeOf } from './eventLines';
import { fdFacts } from './fdFacts';
import type { EventLacks } from './packetProtocol';
import type { EventDetail, EventParameter } from './protocol';
import { RowConditions } from './rowConditions';
import { threadFacts } from './threadFacts';

/** Makes the details of single events. */
export class EventDetails {
  private readonly context: TextContext;
  private readonly conditions: RowConditions;

  constructor(
    private readonly trace: Trace,
    private readonly raw: RawEvents,
    private readonly lacksOf: (row: EventRow) => EventLacks,
  ) {
    this.context = new TextContext(trace, { wholeBuffers: true });
    this.conditions = new RowConditions({ trace, raw });
  }

  /** Everything about the event of a row. Throws a `RawBytesError` where its bytes cannot be read again. */
  detail(row: EventRow): EventDetail {
    const { trace, context } = this;
    const { events } = trace;
    const cursor = this.raw.read(row);
    context.moveTo(row, cursor);
    const type = EVENT_TYPES[cursor.type];
    const partner = events.partner(row);
    const parameters = this.parameters(cursor);
    const data = dataOf(trace, row, cursor);
    // From here on the cursor may stand elsewhere: conditions read fields.
    const event = eventName(cursor);
    return {
      number: row + 1,
      event,
      direction: type.direction,
      time: context.clock.dateAndTime(timeOf(trace, row)),
      cpu: signedCpu(events.cpu(row)),
      category: type.categories.join(' '),
      partner: partner === NO_PARTNER ? null : partner + 1,
      latency: partner === NO_PARTNER ? null : latency(trace, row, partner as EventRow, type.direction),
      failed: (events.flags(row) & RowFlag.FAILED) !== 0,
      offset: events.offset(row),
      parameters: parameters.map((each) => ({ ...each, condition: this.conditions.same(`evt.arg.${each.name}`, row) })),
      process: threadFacts(trace, row, this.conditions),
      fd: fdFacts(trace, row, this.conditions),
      related: {
        process: this.conditions.same('proc.pid', row),
        fd: this.conditions.all(['proc.pid', 'fd.num'], row),
        container: this.conditions.same('container.id', row),
      },
      lacks: this.lacksOf(row),
      data,
    };
  }

  private parameters(cursor: EventCursor): EventParameter[] {
    const { parameters } = EVENT_TYPES[cursor.type];
    return parameters
      .slice(0, cursor.parameterCount)
      .map(({ name, type }, index) => ({ name, type, ...parameterText(this.context, index) }));
  }
}

/** Nanoseconds from enter to exit. */
function latency(trace: Trace, row: EventRow, partner: EventRow, direction: '>' | '<'): number {
  const between = trace.events.time(partner) - trace.events.time(row);
  return direction === '>' ? between : -between;
}

/** The bytes that the event read or wrote; as many as the capture kept of the number that the call returned. */
function dataOf(trace: Trace, row: EventRow, cursor: EventCursor): EventDetail['data'] {
  const index = DATA_PARAMETERS[cursor.type];
  if (index < 0 || cursor.parameterLength(index) === 0) return null;
  const bytes = cursor.bytes.slice(cursor.starts[index], cursor.ends[index]);
  const moved = (trace.events.flags(row) & RowFlag.HAS_RESULT) === 0 ? 0 : trace.events.result(row);
  const parameter = EVENT_TYPES[cursor.type].parameters[index].name;
  return { parameter, bytes, originalLength: Math.max(bytes.length, moved) };
}
