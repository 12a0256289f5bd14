import { Protocol } from '../capture/fdList';
import { Family } from '../state/socketTuple';
import { endText, ipv4Text, ipv6Text, isMappedAddress, isZeroAddress, portAt } from './addressText';
import { printableText } from './plainText';
import { type PortText, portNumber } from './portText';

/** Length of a whole tuple, by family; a unix one is longer by its path. Source: facts/param-types.md §3. */
const INET_SIZE = 13;
const INET6_SIZE = 37;
const UNIX_SIZE = 17;

/**
 * The text of a SOCKTUPLE parameter that has bytes: `source:port->destination:port`, or `source->destination path` of a
 * unix socket with kernel addresses in hexadecimal. A wrong length says so. Source: facts/param-types.md §3.
 */
export function tupleText(bytes: Uint8Array, start: number, end: number, port: PortText = portNumber): string {
  const family = bytes[start];
  const length = end - start;
  switch (family) {
    case Family.UNIX:
      return length >= UNIX_SIZE ? unixText(bytes, start, end) : 'INVALID PATH';
    case Family.INET:
      return length === INET_SIZE ? internetText(family, bytes, start, port) : 'INVALID IPv4';
    case Family.INET6:
      return length === INET6_SIZE ? internetText(family, bytes, start, port) : 'INVALID IPv6';
    default:
      return `family ${family}`;
  }
}

/**
 * The name that a connection takes from its tuple: with ports for TCP and UDP, without them for ICMP and raw sockets.
 * `protocol` is a value of `Protocol`. Source: facts/fd-and-state.md §6.
 */
export function connectionText(tuple: Uint8Array, protocol: number, port: PortText = portNumber): string {
  if (tuple.length === 0) return '';
  const family = tuple[0];
  if (family !== Family.INET && family !== Family.INET6) return tupleText(tuple, 0, tuple.length);
  if (protocol === Protocol.TCP || protocol === Protocol.UDP) return tupleText(tuple, 0, tuple.length, port);
  if (protocol !== Protocol.ICMP && protocol !== Protocol.RAW) return '<unknown>';
  if (tuple.length !== (family === Family.INET ? INET_SIZE : INET6_SIZE)) return tupleText(tuple, 0, tuple.length);
  return family === Family.INET
    ? `${ipv4Text(tuple, 1)}->${ipv4Text(tuple, 7)}`
    : `${ipv6Text(tuple, 1)}->${ipv6Text(tuple, 19)}`;
}

/** `address:port` of the source end of a tuple: the name of a bound socket. */
export function boundText(tuple: Uint8Array, port: PortText = portNumber): string {
  const family = tuple[0];
  const size = family === Family.INET ? INET_SIZE : INET6_SIZE;
  const internet = family === Family.INET || family === Family.INET6;
  return internet && tuple.length === size ? endText(family, tuple, 1, port) : '';
}

function internetText(family: number, bytes: Uint8Array, start: number, port: PortText): string {
  const source = start + 1;
  const destination = start + (family === Family.INET ? 7 : 19);
  if (family === Family.INET6 && isIpv4(bytes, source) && isIpv4(bytes, destination)) {
    return `${mappedText(bytes, source, port)}->${mappedText(bytes, destination, port)}`;
  }
  return family === Family.INET
    ? `${endText(family, bytes, source, port)}->${endText(family, bytes, destination, port)}`
    : `${plainEnd(bytes, source, port)}->${plainEnd(bytes, destination, port)}`;
}

/** In a tuple an all-zero end goes with a mapped one. */
function isIpv4(bytes: Uint8Array, at: number): boolean {
  return isMappedAddress(bytes, at) || isZeroAddress(bytes, at);
}

function mappedText(bytes: Uint8Array, at: number, port: PortText): string {
  return `${ipv4Text(bytes, at + 12)}:${port(portAt(bytes, at + 16))}`;
}

function plainEnd(bytes: Uint8Array, at: number, port: PortText): string {
  return `${ipv6Text(bytes, at)}:${port(portAt(bytes, at + 16))}`;
}

function unixText(bytes: Uint8Array, start: number, end: number): string {
  const path = printableText(bytes, start + UNIX_SIZE, end);
  return `${kernelAddress(bytes, start + 1)}->${kernelAddress(bytes, start + 9)} ${path}`;
}

function kernelAddress(bytes: Uint8Array, at: number): string {
  const low = bytes[at] + bytes[at + 1] * 0x100 + bytes[at + 2] * 0x10000 + bytes[at + 3] * 0x1000000;
  const high = bytes[at + 4] + bytes[at + 5] * 0x100 + bytes[at + 6] * 0x10000 + bytes[at + 7] * 0x1000000;
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}
