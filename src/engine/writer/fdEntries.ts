import { type EventRow, type FdTableId, type FdVersion, NO_FD } from '../base/brands';
import { FdKind } from '../capture/fdList';
import { isBound, isInternet, NameForm, Role } from '../state/fdVersions';
import { SocketTuple } from '../state/socketTuple';
import type { Trace } from '../trace/trace';
import { writeBlock, writeEntry } from './listBlock';
import type { OutputBuffer } from './outputBuffer';

/** An fd list of version 2. */
const FD_BLOCK = 0x218;
/** What sysdig takes of a path: facts/scap-format.md §6. */
const LONGEST_NAME = 1023;
/** Where the path stands in the tuple of a unix socket, behind family and two kernel addresses. */
const UNIX_ADDRESSES = 1;
const UNIX_PATH = 17;

/**
 * Writes the fd list of a table as it is between two rows, as that of thread `tid`. A socket that has no address yet has no
 * place in a list, and is left out. Source: facts/scap-format.md §7.
 */
export function writeFds(
  out: OutputBuffer,
  trace: Trace,
  tid: number,
  table: FdTableId,
  before: EventRow,
  row: EventRow,
): void {
  const { fds } = trace;
  writeBlock(out, FD_BLOCK, () => {
    out.int64(tid);
    for (const version of fds.openAt(table, before)) {
      const number = fds.number(version);
      // What the event before closed is shown at that event, and gone from this one on.
      if (!hasPlace(trace, version) || fds.at(table, number, row) === NO_FD) continue;
      writeEntry(out, () => {
        out.int64(number);
        out.int64(fds.get(version, 'inode'));
        out.uint8(fds.get(version, 'kind'));
        writeFacts(out, trace, version);
      });
    }
  });
}

function hasPlace({ fds }: Trace, version: FdVersion): boolean {
  const kind = fds.get(version, 'kind');
  if (isInternet(kind) || kind === FdKind.UNIX) return fds.get(version, 'tuple') !== 0;
  return kind !== FdKind.UNKNOWN && kind <= FdKind.PIDFD;
}

function writeFacts(out: OutputBuffer, trace: Trace, version: FdVersion): void {
  const { fds } = trace;
  const kind = fds.get(version, 'kind');
  if (isInternet(kind)) {
    writeInternet(out, trace, version);
    return;
  }
  if (kind === FdKind.UNIX) {
    const tuple = trace.tuples.bytes(fds.get(version, 'tuple'));
    out.copy(tuple, UNIX_ADDRESSES, UNIX_PATH);
    out.text(tuple.subarray(UNIX_PATH), LONGEST_NAME);
    return;
  }
  if (kind === FdKind.FILE_WITH_FLAGS) out.uint32(fds.get(version, 'openFlags') >>> 0);
  const hasName = fds.get(version, 'nameForm') === NameForm.TEXT;
  out.text(hasName ? trace.texts.bytes(fds.get(version, 'name')) : new Uint8Array(0), LONGEST_NAME);
  if (kind === FdKind.FILE_WITH_FLAGS) out.uint32(fds.get(version, 'device') >>> 0);
}

/** A list has the process's own end first; readers turn the connections of a server round. */
function writeInternet(out: OutputBuffer, { fds, tuples }: Trace, version: FdVersion): void {
  const pair = new SocketTuple();
  const kind = fds.get(version, 'kind');
  const tuple = tuples.bytes(fds.get(version, 'tuple'));
  pair.readTuple(tuple, 0, tuple.length);
  const bound = isBound(kind);
  if (!bound && fds.get(version, 'role') === Role.SERVER) pair.swap();
  const width = kind === FdKind.IPV4 || kind === FdKind.IPV4_BOUND ? 4 : 16;
  out.copy(pair.source, 0, width);
  if (!bound) out.copy(pair.destination, 0, width);
  out.uint16(pair.sourcePort);
  if (!bound) out.uint16(pair.destinationPort);
  out.uint8(fds.get(version, 'protocol'));
}
