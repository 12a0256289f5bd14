/** `[offset, end, more]` of a payload, or with other bytes in its place. */
export type Part = readonly [start: number, end: number, bytes?: readonly number[]];

const number = (value: number, width: number): number[] =>
  Array.from({ length: width }, (_, at) => (value >>> (8 * (width - 1 - at))) & 0xff);
const textBytes = (text: string): number[] => [...text].map((each) => each.charCodeAt(0));

/** A datagram of UDP with an answer of DNS: 91 bytes. */
export const DNS_ANSWER: readonly number[] = [
  ...number(53, 2),
  ...number(40_000, 2),
  ...number(91, 2),
  ...[0, 0, 0x12, 0x34, 0x81, 0x80, 0, 1, 0, 4, 0, 0, 0, 0, 1, 0x61, 0, 0, 1, 0, 1],
  ...[0, 1, 2, 3].flatMap((last) => [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 9, 8, last]),
];

/** A segment of TCP with a request of HTTP. */
export const HTTP_SEGMENT: readonly number[] = [
  ...number(40_000, 2),
  ...number(80, 2),
  ...number(1, 4),
  ...number(1, 4),
  ...[0x50, 0x18, 0x10, 0, 0, 0, 0, 0],
  ...textBytes('GET /abc HTTP/1.1\r\nHost: a.example\r\n\r\n'),
];

/** Fragments of a payload between two addresses of IPv4, in the order of `parts`. */
export function fragments4(
  payload: readonly number[],
  id: number,
  protocol: number,
  parts: readonly Part[],
): number[][] {
  return parts.map(([start, end, bytes = payload.slice(start, end)]) => {
    const more = end < payload.length ? 0x2000 : 0;
    const header = [
      0x45,
      0,
      ...number(20 + bytes.length, 2),
      ...number(id, 2),
      ...number(more | (start / 8), 2),
      64,
      protocol,
    ];
    const addresses = [10, 0, 0, 1, 10, 0, 0, 2];
    return [...header, ...number(checksum([...header, 0, 0, ...addresses]), 2), ...addresses, ...bytes];
  });
}

/** The same of IPv6. */
export function fragments6(
  payload: readonly number[],
  id: number,
  protocol: number,
  parts: readonly Part[],
): number[][] {
  const address = (last: number): number[] => [0x20, 0x01, 0x0d, 0xb8, ...Array<number>(11).fill(0), last];
  return parts.map(([start, end, bytes = payload.slice(start, end)]) => {
    const fragment = [protocol, 0, ...number(start | (end < payload.length ? 1 : 0), 2), ...number(id, 4)];
    const header = [0x60, 0, 0, 0, ...number(8 + bytes.length, 2), 44, 64];
    return [...header, ...address(1), ...address(2), ...fragment, ...bytes];
  });
}

function checksum(header: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < header.length; at += 2) sum += (header[at] << 8) | header[at + 1];
  return 0xffff - ((sum & 0xffff) + (sum >> 16));
}

/** A capture in which packets are read from a tun device, one after the other; `second` gives the time of each. */
export function tunCapture(
  packets: readonly (readonly number[])[],
  second: (at: number) => number = (at) => at,
): string {
  const lines = packets.flatMap((packet, at) => {
    const data = packet.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
    const time = new Date(second(at) * 1000).toISOString().slice(11, 19);
    return [
      `${2 * at + 1} ${time}.000000000 0 tund (1) > read fd=5 size=9999`,
      `${2 * at + 2} ${time}.000000001 0 tund (1) < read res=${packet.length} data="${data}"`,
    ];
  });
  return ['fd 1 5 file /dev/net/tun', ...lines].join('\n');
}
