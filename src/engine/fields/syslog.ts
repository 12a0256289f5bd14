import type { EventRow } from '../base/brands';
import { DATA_PARAMETERS, EVENT_TYPE_FLAGS, EventFlag } from '../capture/eventTable';
import { FdKind } from '../capture/fdList';
import { fdName } from '../format/fdText';
import { rawText } from '../format/plainText';
import type { Trace } from '../trace/trace';
import type { FieldContext } from './field';

const LOG_SOCKET = '/dev/log';

/** A message to the system log. Source: RFC 3164 §4.1. */
export interface SyslogMessage {
  readonly facility: number;
  readonly severity: number;
  readonly text: string;
}

/** Whether an event writes to the socket of the system log. */
export function isSyslogWrite(trace: Trace, row: EventRow): boolean {
  if ((EVENT_TYPE_FLAGS[trace.events.type(row)] & EventFlag.WRITES_TO_FD) === 0) return false;
  const version = trace.events.fd(row);
  return trace.fds.get(version, 'kind') === FdKind.UNIX && fdName(trace, version).endsWith(LOG_SOCKET);
}

/** The message that an event writes to the system log; undefined where it writes none. */
export function syslogMessage(context: FieldContext, row: EventRow): SyslogMessage | undefined {
  const index = DATA_PARAMETERS[context.trace.events.type(row)];
  if (index < 0 || !isSyslogWrite(context.trace, row)) return undefined;
  const event = context.raw.read(row);
  if (event.parameterLength(index) === 0) return undefined;
  const data = rawText(event.bytes, event.starts[index], event.ends[index]);
  const [head, digits] = /^<(\d{1,9})>/.exec(data) ?? ['', ''];
  if (head === '') return undefined;
  const priority = Number(digits);
  return { facility: (priority & 0x3f8) >> 3, severity: priority & 7, text: data.slice(head.length) };
}
