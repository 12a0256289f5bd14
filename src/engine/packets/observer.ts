import { type EventRow, NO_FD, NO_THREAD } from '../base/brands';
import { decodeText } from '../base/text';
import { EVENT_TYPE_FLAGS, EVENT_TYPES, EventFlag } from '../capture/eventTable';
import { fdNameBytes } from '../fields/fdName';
import { RowFlag } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';

/** Who saw a packet, in what call. Texts are the capture's own. */
export interface Observer {
  /** `evt.num`. */
  readonly event: number;
  /** Name of the call: `read`, `sendto`. */
  readonly call: string;
  readonly writes: boolean;
  /** The call's result where it failed, a negative error number; else 0. */
  readonly error: number;
  readonly process: string;
  /** -1: not known. */
  readonly pid: number;
  readonly tid: number;
  /** Id of the container; empty on the host. */
  readonly container: string;
  /** Name of the fd: a path, or the addresses of a socket. */
  readonly fd: string;
}

/** What stands in place of the id of a container. */
const ON_HOST = 'host';

/** Who read or wrote at a row. */
export function observerAt(trace: Trace, row: EventRow): Observer {
  const { events, threads, texts } = trace;
  const type = EVENT_TYPES[events.type(row)];
  const thread = events.thread(row);
  const version = events.fd(row);
  const isKnown = thread !== NO_THREAD;
  const container = isKnown ? texts.text(threads.get(thread, 'container')) : '';
  return {
    event: row + 1,
    call: type.name,
    writes: (EVENT_TYPE_FLAGS[type.id] & EventFlag.WRITES_TO_FD) !== 0,
    error: (events.flags(row) & RowFlag.FAILED) !== 0 ? events.result(row) : 0,
    process: isKnown ? texts.text(threads.get(thread, 'comm')) : '',
    pid: isKnown ? threads.get(thread, 'pid') : -1,
    tid: isKnown ? threads.get(thread, 'tid') : -1,
    container: isKnown && container !== ON_HOST ? container : '',
    fd: version === NO_FD ? '' : decodeText(fdNameBytes(trace, version)),
  };
}

/** `event 4263: flanneld (17565) read /dev/net/tun`, with the container where there is one. */
export function observerText({ event, call, error, process, tid, container, fd }: Observer): string {
  const who = `${process === '' ? 'unknown' : process}${tid < 0 ? '' : ` (${tid})`}`;
  const where = container === '' ? '' : ` in container ${container}`;
  const failure = error === 0 ? '' : `, which failed (${error})`;
  return `event ${event}: ${who}${where} ${call}${fd === '' ? '' : ` ${fd}`}${failure}`;
}
