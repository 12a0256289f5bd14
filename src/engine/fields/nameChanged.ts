import { type EventRow, type FdVersion, NO_FD, NO_THREAD } from '../base/brands';
import { EVENT_TYPES } from '../capture/eventTable';
import { FdKind } from '../capture/fdList';
import { RowFlag } from '../trace/eventColumns';
import { BLOCK_BITS, BLOCK_ROWS, makeRowBits, type RowBits } from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import { fdNameBytes } from './fdName';
import type { ColumnReader } from './fieldReader';
import { perTrace } from './readers/memo';

/** Calls that give an fd the name of another one. */
const COPYING = Uint8Array.from(EVENT_TYPES, ({ name }) => (/^(?:dup[23]?|fcntl)$/.test(name) ? 1 : 0));

/** Whether an event gave its fd a name, or another one than it had: 1 or 0; only events with a known fd tell. */
export const nameChanged: ColumnReader = {
  domain: 'column',
  hasFd: ({ fds }, version) => fds.isKnown(version),
  read(trace, chunk, index, row) {
    const version = chunk.fd[index] as FdVersion;
    if (!trace.fds.isKnown(version)) return Number.NaN;
    return hasNewName(trace, version, row as EventRow) ? 1 : 0;
  },
  truth: (_block, first, trace) => newNames(trace)[first >> BLOCK_BITS],
};

/** Whether an fd has a name at a row that it did not have before it. */
function hasNewName(trace: Trace, version: FdVersion, row: EventRow): boolean {
  const { events, fds, threads } = trace;
  if (fds.sinceRow(version) !== row || COPYING[events.type(row)] === 1) return false;
  // What a unix socket failed to connect to is shown, but does not stay its name.
  const hasFailed = (events.flags(row) & RowFlag.FAILED) !== 0;
  if (hasFailed && fds.get(version, 'kind') === FdKind.UNIX) return false;
  const is = fdNameBytes(trace, version);
  if (is.length === 0) return false;
  const thread = events.thread(row);
  const before = thread === NO_THREAD ? NO_FD : fds.at(threads.get(thread, 'fdTable'), fds.number(version), row - 1);
  if (before === NO_FD) return true;
  const was = fdNameBytes(trace, before);
  return was.length !== is.length || was.some((byte, index) => byte !== is[index]);
}

/**
 * The rows of each block of a trace that is complete at which an fd has a new name: found once, when somebody first asks, among the
 * rows at which versions of fds begin.
 */
const newNames = perTrace((trace): readonly RowBits[] => {
  const { events, fds } = trace;
  const blocks = Array.from({ length: Math.ceil(events.length / BLOCK_ROWS) }, makeRowBits);
  for (let version = 1 as FdVersion; version < fds.length; version++) {
    const row = fds.sinceRow(version) as EventRow;
    if (row < 0 || row >= events.length || !fds.isKnown(version) || events.fd(row) !== version) continue;
    if (hasNewName(trace, version, row))
      blocks[row >> BLOCK_BITS][(row >> 5) & (BLOCK_ROWS / 32 - 1)] |= 1 << (row & 31);
  }
  return blocks;
});
