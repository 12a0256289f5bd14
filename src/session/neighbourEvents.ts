import type { EventRow } from '../engine/base/brands';
import { NO_FD, NO_THREAD } from '../engine/base/brands';
import { CHUNK_BITS, CHUNK_ROWS, RowFlag } from '../engine/trace/eventColumns';
import type { Trace } from '../engine/trace/trace';
import type { NeighbourKind } from './protocol';
import { type Cancellation, throwIfCancelled } from './requestQueue';
import type { SessionPort } from './sessionPort';

/** Rows that are looked at between two looks for messages: a few milliseconds. */
const SLICE = 1 << 18;

/**
 * The next shown event of the same fd or thread as a row, or with `step` -1 the previous one; undefined where there is none, or
 * the row has no fd or thread. The same fd is the same number in the same table, whatever it was opened to meanwhile; the same
 * thread has the same id.
 */
export async function neighbourEvent(
  trace: Trace,
  row: EventRow,
  kind: NeighbourKind,
  step: -1 | 1,
  port: Pick<SessionPort, 'breathe'>,
  cancellation: Cancellation,
): Promise<EventRow | undefined> {
  const { events } = trace;
  const isSame = kind === 'fd' ? sameFd(trace, row) : sameThread(trace, row);
  if (!isSame) return undefined;
  for (let at = row + step, left = SLICE; at >= 0 && at < events.length; at += step, left--) {
    const { flags, thread, fd } = events.chunk(at >> CHUNK_BITS);
    const index = at & (CHUNK_ROWS - 1);
    if (isSame(thread[index], fd[index]) && (flags[index] & RowFlag.HIDDEN) === 0) return at as EventRow;
    if (left > 0) continue;
    left = SLICE;
    await port.breathe();
    throwIfCancelled(cancellation);
  }
  return undefined;
}

type SameTest = (thread: number, fd: number) => boolean;

function sameThread({ events, threads }: Trace, row: EventRow): SameTest | undefined {
  const version = events.thread(row);
  if (version === NO_THREAD) return undefined;
  const id = threads.get(version, 'tid');
  return (thread) =>
    thread === version || (thread !== NO_THREAD && threads.get(thread as typeof version, 'tid') === id);
}

function sameFd({ events, threads, fds }: Trace, row: EventRow): SameTest | undefined {
  const version = events.fd(row);
  if (version === NO_FD) return undefined;
  const own = events.thread(row);
  const number = fds.number(version);
  const table = threads.get(own, 'fdTable');
  return (thread, fd) =>
    fd !== NO_FD &&
    (fd === version || fds.number(fd as typeof version) === number) &&
    threads.get(thread as typeof own, 'fdTable') === table;
}
