import { EVENT_TYPE_FLAGS, EVENT_TYPES, EventFlag, parameterIndex } from '../capture/eventTable';
import { FdKind } from '../capture/fdList';
import { fdName } from './fdText';
import { rawText } from './plainText';
import { SYSLOG_SEVERITIES } from './tables/syslogSeverities';
import type { TextContext } from './textContext';

/** Index of the data parameter of exit events that write, by event type; -1 for all others. */
const WRITTEN_DATA = Int8Array.from(EVENT_TYPES, (type) =>
  type.direction === '<' && (EVENT_TYPE_FLAGS[type.id] & EventFlag.WRITES_TO_FD) !== 0
    ? parameterIndex(type, 'data')
    : -1,
);

const LOG_SOCKET = '/dev/log';

/**
 * `syslog sev=SEVERITY msg=TEXT` for a write to the system log, undefined for every other event. The message begins with
 * its priority, `<14>`; severity is the priority's three lowest bits (RFC 3164 §4.1.1). It ends at the first NUL.
 */
export function syslogText(context: TextContext): string | undefined {
  const { cursor, trace, row } = context;
  const index = WRITTEN_DATA[cursor.type];
  if (index < 0) return undefined;
  const version = trace.events.fd(row);
  if (trace.fds.get(version, 'kind') !== FdKind.UNIX) return undefined;
  if (cursor.parameterLength(index) === 0 || !fdName(trace, version).endsWith(LOG_SOCKET)) return undefined;
  const data = rawText(cursor.bytes, cursor.starts[index], cursor.ends[index]);
  const [head, priority] = /^<(\d{1,9})>/.exec(data) ?? ['', ''];
  if (head === '') return undefined;
  return `syslog sev=${SYSLOG_SEVERITIES[Number(priority) & 7]} msg=${data.slice(head.length)}`;
}
