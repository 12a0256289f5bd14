import { type EventRow, type FdVersion, NO_FD, NO_THREAD } from '../base/brands';
import { readInt64 } from '../base/integers';
import { decodeText } from '../base/text';
import { EVENT_TYPES } from '../capture/eventTable';
import { ipv4Text, ipv6Text } from '../format/addressText';
import { isBound } from '../state/fdVersions';
import type { Trace } from '../trace/trace';
import { type End, readEnd } from './connectionEnd';
import { fdNameBytes } from './fdName';
import type { FieldContext } from './fieldReader';
import { FieldValue } from './value';

/** Bytes of one fd in a list: its number and the flags that are polled. */
const ENTRY = 10;

const LISTS: readonly number[] = EVENT_TYPES.map(({ parameters }) =>
  parameters.findIndex((parameter) => parameter.type === 'FDLIST'),
);

/** By event type: 1 where an event has such a list. */
export const HAS_FD_LIST: Uint8Array = Uint8Array.from(LISTS, (list) => (list < 0 ? 0 : 1));

const scratch = new FieldValue();

/** What is told of each fd of a list; undefined leaves it out. */
export type OfListedFd = (trace: Trace, version: FdVersion, number: number) => string | undefined;

/** Something of all fds that a poll waits for, with commas between; undefined where there is nothing to tell. */
export function ofFdList(context: FieldContext, row: EventRow, read: OfListedFd): string | undefined {
  const { trace } = context;
  const thread = trace.events.thread(row);
  const list = LISTS[trace.events.type(row)];
  if (list < 0 || thread === NO_THREAD) return undefined;
  const event = context.raw.read(row);
  const length = event.parameterLength(list);
  if (length < 2) return undefined;
  const start = event.starts[list];
  const count = Math.min(event.view.getUint16(start, true), Math.floor((length - 2) / ENTRY));
  const table = trace.threads.get(thread, 'fdTable');
  const items: string[] = [];
  for (let index = 0; index < count; index++) {
    const number = readInt64(event.view, start + 2 + index * ENTRY);
    const item = read(trace, trace.fds.at(table, number, row), number);
    if (item !== undefined) items.push(item);
  }
  return items.length === 0 ? undefined : items.join(',');
}

export const listedNumber: OfListedFd = (_trace, _version, number) => `${number}`;

export const listedName: OfListedFd = (trace, version) =>
  version === NO_FD ? '<NA>' : decodeText(fdNameBytes(trace, version)) || '<NA>';

/** Address or port of the client or the server of a connection; a socket that listens is a server. */
export function listedEnd(which: 'client' | 'server', what: 'address' | 'port'): OfListedFd {
  return (trace, version) => {
    const bound = isBound(trace.fds.get(version, 'kind'));
    if (bound && which === 'client') return undefined;
    const end: End = which === 'client' || bound ? 0 : 1;
    if (!readEnd(trace, version, end, scratch)) return undefined;
    if (what === 'port') return `${scratch.number}`;
    return (scratch.end - scratch.start === 4 ? ipv4Text : ipv6Text)(scratch.bytes, scratch.start);
  };
}
