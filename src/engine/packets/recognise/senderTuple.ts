import { type FdVersion, NO_FD } from '../../base/brands';
import { FdKind } from '../../capture/fdList';
import { Role } from '../../state/fdVersions';
import { isUnspecified, SocketTuple } from '../../state/socketTuple';
import type { Trace } from '../../trace/trace';

/**
 * Puts into `tuple` between which ends a datagram or segment went, the sender first: as the event itself says (`own`, its
 * socket tuple, which may be empty), or else as the socket is connected. False where neither is known.
 */
export function readSender(
  { fds, tuples }: Trace,
  version: FdVersion,
  own: Uint8Array,
  writes: boolean,
  tuple: SocketTuple,
): boolean {
  if (!tuple.readTuple(own, 0, own.length)) return readConnection({ fds, tuples }, version, writes, tuple);
  // A socket that is bound to no address says nothing of its own; its fd may know which one it was.
  const isOpen = isUnspecified(tuple.source) || isUnspecified(tuple.destination);
  if (isOpen && readConnection({ fds, tuples }, version, writes, connection)) complete(tuple, connection);
  return true;
}

const connection = new SocketTuple();

function readConnection(
  { fds, tuples }: Pick<Trace, 'fds' | 'tuples'>,
  version: FdVersion,
  writes: boolean,
  tuple: SocketTuple,
): boolean {
  if (version === NO_FD) return false;
  const known = tuples.bytes(fds.get(version, 'tuple'));
  if (!tuple.readTuple(known, 0, known.length)) return false;
  // A connection has its client first; a socket that is not connected, itself.
  const kind = fds.get(version, 'kind');
  const isBound = kind === FdKind.IPV4_BOUND || kind === FdKind.IPV6_BOUND;
  const isServer = fds.get(version, 'role') === Role.SERVER && !isBound;
  if (writes === isServer) tuple.swap();
  return true;
}

/** Fills in addresses that are not known where what is known is the same. */
function complete(tuple: SocketTuple, known: SocketTuple): void {
  const { family, sourcePort, destinationPort } = tuple;
  if (family !== known.family || sourcePort !== known.sourcePort || destinationPort !== known.destinationPort) return;
  if (isUnspecified(tuple.source)) tuple.source.set(known.source);
  if (isUnspecified(tuple.destination)) tuple.destination.set(known.destination);
}
