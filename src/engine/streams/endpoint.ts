import type { EventRow, FdVersion, OpenFileId } from '../base/brands';
import { FdKind, Protocol } from '../capture/fdList';
import { Family, SocketTuple } from '../state/socketTuple';
import type { Trace } from '../trace/trace';
import type { FileTraffic } from './streamIndex';

/** What tells two ends of one connection that they belong together. Equal keys are of the same connection, for a time. */
export interface Endpoint {
  readonly file: OpenFileId;
  /** A version of the fd in which it was connected. */
  readonly version: FdVersion;
  /** A value of `Role`. */
  readonly role: number;
  /** First and last row that read or wrote, and their times in ns since the trace's time base. */
  readonly firstRow: EventRow;
  readonly firstTime: number;
  readonly lastTime: number;
  /** What both ends have in common; undefined for a file that has no other end, or is not connected. */
  readonly key: string | undefined;
  /** Of internet connections: the client's address and port, which translation of the destination leaves. */
  readonly clientKey: string | undefined;
  /**
   * What both ends have in common at least: the client's port, which masquerading leaves; or that they are unix sockets, where
   * the capture's list of open fds does not tell both kernel addresses.
   */
  readonly looseKey: string | undefined;
}

const tuple = new SocketTuple();

/** The endpoint of an open file that was read or written. */
export function endpointOf(
  trace: Trace,
  file: OpenFileId,
  { firstRow, lastRow }: Pick<FileTraffic, 'firstRow' | 'lastRow'>,
): Endpoint {
  const { events, fds } = trace;
  // A socket whose connect was still going on at the first call has its tuple at the last.
  const version = events.fd(lastRow);
  const keys = keysOf(trace, version);
  return {
    file,
    version,
    role: fds.get(version, 'role'),
    firstRow,
    firstTime: events.time(firstRow),
    lastTime: events.time(lastRow),
    ...keys,
  };
}

type Keys = Pick<Endpoint, 'key' | 'clientKey' | 'looseKey'>;

const NO_KEYS: Keys = { key: undefined, clientKey: undefined, looseKey: undefined };

function keysOf(trace: Trace, version: FdVersion): Keys {
  const { fds, tuples } = trace;
  const kind = fds.get(version, 'kind');
  if (kind === FdKind.PIPE) {
    const inode = fds.get(version, 'inode');
    return inode === 0 ? NO_KEYS : { ...NO_KEYS, key: `pipe ${inode}` };
  }
  const bytes = tuples.bytes(fds.get(version, 'tuple'));
  if (kind === FdKind.UNIX) return unixKeys(bytes);
  const isConnection = kind === FdKind.IPV4 || kind === FdKind.IPV6;
  if (!isConnection || fds.get(version, 'protocol') === Protocol.UDP) return NO_KEYS;
  if (!tuple.readTuple(bytes, 0, bytes.length)) return NO_KEYS;
  const source = `${[...tuple.source.subarray(0, tuple.width)].join('.')}:${tuple.sourcePort}`;
  const destination = `${[...tuple.destination.subarray(0, tuple.width)].join('.')}:${tuple.destinationPort}`;
  return { key: `${source} ${destination}`, clientKey: source, looseKey: `port ${tuple.sourcePort}` };
}

const UNIX_KEYS: Keys = { ...NO_KEYS, looseKey: 'unix' };

/** Two kernel addresses: which of them is the source depends on the side. Encoding: facts/param-types.md §3. */
function unixKeys(bytes: Uint8Array): Keys {
  if (bytes.length < 17 || bytes[0] !== Family.UNIX) return UNIX_KEYS;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends = [view.getBigUint64(1, true), view.getBigUint64(9, true)];
  if (ends[0] === 0n || ends[1] === 0n) return UNIX_KEYS;
  ends.sort((a, b) => (a < b ? -1 : 1));
  return { ...UNIX_KEYS, key: `unix ${ends[0]} ${ends[1]}` };
}
