import { Family } from '../state/socketTuple';
import { printableText } from './plainText';
import { type PortText, portNumber } from './portText';

/** The four bytes at `at` as `1.2.3.4`. */
export function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/**
 * The sixteen bytes at `at` in the shortest form: lower case, no leading zeros, `::` for the first longest run of two or
 * more zero groups; addresses that embed an IPv4 one end in `1.2.3.4`. Source: RFC 5952, as `inet_ntop` does it.
 */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, index) => (bytes[at + 2 * index] << 8) | bytes[at + 2 * index + 1]);
  const { from, length } = longestZeroRun(groups);
  const embedsIpv4 = from === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff));
  const last = embedsIpv4 ? [ipv4Text(bytes, at + 12)] : groups.slice(6).map(hexadecimal);
  const parts = [...groups.slice(0, 6).map(hexadecimal), ...last];
  if (length < 2) return parts.join(':');
  return `${parts.slice(0, from).join(':')}::${parts.slice(from + length).join(':')}`;
}

/** Whether the sixteen bytes at `at` are `::ffff:1.2.3.4`. */
export function isMappedAddress(bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < 10; index++) if (bytes[at + index] !== 0) return false;
  return bytes[at + 10] === 0xff && bytes[at + 11] === 0xff;
}

/** Whether the sixteen bytes at `at` are all zero. */
export function isZeroAddress(bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < 16; index++) if (bytes[at + index] !== 0) return false;
  return true;
}

/** The little-endian port at `at`. */
export function portAt(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8);
}

/** `address:port` of an internet address at `at` and the port that follows it. */
export function endText(family: number, bytes: Uint8Array, at: number, port: PortText = portNumber): string {
  if (family === Family.INET) return `${ipv4Text(bytes, at)}:${port(portAt(bytes, at + 4))}`;
  const address = isMappedAddress(bytes, at) ? ipv4Text(bytes, at + 12) : ipv6Text(bytes, at);
  return `${address}:${port(portAt(bytes, at + 16))}`;
}

/** The text of a SOCKADDR parameter that has bytes; a wrong length says so. Source: facts/param-types.md §3. */
export function socketAddressText(bytes: Uint8Array, start: number, end: number, port: PortText = portNumber): string {
  const family = bytes[start];
  const length = end - start;
  switch (family) {
    case Family.UNIX:
      return length > 1 ? printableText(bytes, start + 1, end) : 'INVALID PATH';
    case Family.INET:
      return length === 7 ? endText(family, bytes, start + 1, port) : 'INVALID IPv4';
    case Family.INET6:
      return length === 19 ? endText(family, bytes, start + 1, port) : 'INVALID IPv6';
    default:
      return `family ${family}`;
  }
}

function longestZeroRun(groups: readonly number[]): { from: number; length: number } {
  let best = { from: -1, length: 0 };
  for (let from = 0; from < groups.length; from++) {
    let to = from;
    while (to < groups.length && groups[to] === 0) to++;
    if (to - from > best.length) best = { from, length: to - from };
    from = to;
  }
  return best;
}

function hexadecimal(group: number): string {
  return group.toString(16);
}
