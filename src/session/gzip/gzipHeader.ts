/** A gzip member's header: its length in bytes, or why there is none. Source: RFC 1952 §2.3. */
export type GzipHeader = number | 'incomplete' | 'damaged';

/** How a file that holds gzip begins. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Length of the trailer: CRC-32 and length of the inflated data, 32 bits each. */
export const GZIP_TRAILER = 8;

const FIXED_PART = 10;
const DEFLATE = 8;
const Flag = { HEADER_CRC: 2, EXTRA: 4, NAME: 8, COMMENT: 16, RESERVED: 0xe0 } as const;

/** Reads the header at the beginning of `bytes`. `incomplete`: it goes on beyond them. */
export function gzipHeaderLength(bytes: Uint8Array): GzipHeader {
  if (bytes.length < FIXED_PART) return 'incomplete';
  const flags = bytes[3];
  if (bytes[2] !== DEFLATE || (flags & Flag.RESERVED) !== 0) return 'damaged';
  let at = FIXED_PART;
  if (flags & Flag.EXTRA) {
    if (at + 2 > bytes.length) return 'incomplete';
    at += 2 + bytes[at] + 256 * bytes[at + 1];
  }
  for (const text of [Flag.NAME, Flag.COMMENT]) {
    if ((flags & text) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (at >= bytes.length || end < 0) return 'incomplete';
    at = end + 1;
  }
  if (flags & Flag.HEADER_CRC) at += 2;
  return at > bytes.length ? 'incomplete' : at;
}
