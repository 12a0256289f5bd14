import { Family } from '../state/socketTuple';
import { portAt } from './addressText';

/** Length of a whole IPv4 tuple, and of the longest text of one. Source: facts/param-types.md §3. */
const INET_SIZE = 13;
const LONGEST = 44;

const ZERO = 0x30;
const DOT = 0x2e;
const COLON = 0x3a;
const DASH = 0x2d;
const GREATER = 0x3e;

const written = new Uint8Array(LONGEST);

/**
 * The text of a whole IPv4 tuple with its ports, as `tupleText` writes it, in UTF-8; undefined for all other tuples. A filter
 * on names asks for that of every connection, and strings would take most of its time.
 */
export function ipv4ConnectionBytes(tuple: Uint8Array): Uint8Array | undefined {
  if (tuple.length !== INET_SIZE || tuple[0] !== Family.INET) return undefined;
  let at = putEnd(tuple, 1, 0);
  written[at++] = DASH;
  written[at++] = GREATER;
  return written.slice(0, putEnd(tuple, 7, at));
}

/** Writes `address:port` and returns where it ends. */
function putEnd(tuple: Uint8Array, start: number, from: number): number {
  let at = putNumber(tuple[start], from);
  for (let part = 1; part < 4; part++) {
    written[at++] = DOT;
    at = putNumber(tuple[start + part], at);
  }
  written[at++] = COLON;
  return putNumber(portAt(tuple, start + 4), at);
}

function putNumber(number: number, at: number): number {
  if (number < 10) {
    written[at] = ZERO + number;
    return at + 1;
  }
  const tens = Math.trunc(number / 10);
  const end = putNumber(tens, at);
  written[end] = ZERO + number - 10 * tens;
  return end + 1;
}
