import type { EventRow, FdVersion } from '../base/brands';
import { DATA_PARAMETERS, EVENT_TYPE_FLAGS, EventFlag } from '../capture/eventTable';
import { FdKind } from '../capture/fdList';
import { fdName } from '../format/fdText';
import { rawText } from '../format/plainText';
import type { Trace } from '../trace/trace';
import { type FieldContext, Reading, type TypeReader } from './fieldReader';
import type { FieldValue } from './value';

const LOG_SOCKET = '/dev/log';

/** A message to the system log. Source: RFC 3164 §4.1. */
export interface SyslogMessage {
  readonly facility: number;
  readonly severity: number;
  readonly text: string;
}

/** Whether an event writes to the socket of the system log, as 1 or 0. */
export const syslogWrite: TypeReader = {
  domain: 'type',
  read(type, value) {
    value.number = 0;
    return writesToFd(type) ? Reading.CLOSER : Reading.VALUE;
  },
  readFd(trace, version, value) {
    value.number = isLogSocket(trace, version) ? 1 : 0;
    return Reading.VALUE;
  },
};

/** Something of the message that an event writes to the system log; no value where it writes none. */
export function ofSyslogMessage(put: (message: SyslogMessage, value: FieldValue) => void): TypeReader {
  return {
    domain: 'type',
    read: (type) => (writesToFd(type) && DATA_PARAMETERS[type] >= 0 ? Reading.CLOSER : Reading.MISSING),
    readFd: (trace, version) => (isLogSocket(trace, version) ? Reading.CLOSER : Reading.MISSING),
    readBytes(context, row, value) {
      const message = syslogMessage(context, row);
      if (message === undefined) return false;
      put(message, value);
      return true;
    },
    bytesAreRare: true,
  };
}

function writesToFd(type: number): boolean {
  return (EVENT_TYPE_FLAGS[type] & EventFlag.WRITES_TO_FD) !== 0;
}

function isLogSocket(trace: Trace, version: FdVersion): boolean {
  return trace.fds.get(version, 'kind') === FdKind.UNIX && fdName(trace, version).endsWith(LOG_SOCKET);
}

/** The message of an event that writes to the socket of the system log; undefined where its bytes are none. */
function syslogMessage(context: FieldContext, row: EventRow): SyslogMessage | undefined {
  const index = DATA_PARAMETERS[context.trace.events.type(row)];
  const event = context.raw.read(row);
  if (event.parameterLength(index) === 0) return undefined;
  const data = rawText(event.bytes, event.starts[index], event.ends[index]);
  const [head, digits] = /^<(\d{1,9})>/.exec(data) ?? ['', ''];
  if (head === '') return undefined;
  const priority = Number(digits);
  return { facility: (priority & 0x3f8) >> 3, severity: priority & 7, text: data.slice(head.length) };
}
