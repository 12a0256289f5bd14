import type { EventRow } from '../base/brands';
import { decodeText } from '../base/text';
import { FdKind } from '../capture/fdList';
import { fdNameBytes } from '../fields/fdName';
import { ipv4Text, ipv6Text } from '../format/addressText';
import { Family, isUnspecified, SocketTuple } from '../state/socketTuple';
import type { Trace } from '../trace/trace';

const tuple = new SocketTuple();

/**
 * Who was at the other end of the connection of a row, where the capture does not have that process: of a server `10.0.0.7:80` or
 * the path of a unix socket, of a client its address alone, for its port says nothing. `wanted` is what the other end is. Empty
 * where the capture does not tell.
 */
export function otherEndText(trace: Trace, row: EventRow, wanted: 'client' | 'server'): string {
  const { events, fds, tuples } = trace;
  const version = events.fd(row);
  if (fds.get(version, 'kind') === FdKind.UNIX) {
    return /(?:^|\s)(\/\S+)$/.exec(decodeText(fdNameBytes(trace, version)))?.[1] ?? '';
  }
  const bytes = tuples.bytes(fds.get(version, 'tuple'));
  if (!tuple.readTuple(bytes, 0, bytes.length)) return '';
  return wanted === 'client' ? addressText(tuple, 'source') : serverText(tuple, 'destination');
}

/** The address of one end; empty where it has none, as a socket that hears everybody. */
export function addressText(pair: SocketTuple, end: 'source' | 'destination'): string {
  const address = pair[end];
  if (isUnspecified(address)) return '';
  return pair.family === Family.INET ? ipv4Text(address, 0) : ipv6Text(address, 0);
}

/** Address and port of one end; empty where it has no address. */
export function serverText(pair: SocketTuple, end: 'source' | 'destination'): string {
  const address = addressText(pair, end);
  const port = end === 'source' ? pair.sourcePort : pair.destinationPort;
  if (address === '') return '';
  return pair.family === Family.INET ? `${address}:${port}` : `[${address}]:${port}`;
}
