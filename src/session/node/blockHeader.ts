import type { ByteSource } from '../../engine/trace/byteSource';
import type { DeflatePlace } from '../gzip/checkpoint';

/** Of a block's header: its kind and the lengths that its code lengths are coded with, after seven bits of a begun byte. */
const HEADER_BYTES = 12;
/** Kinds of blocks, which the second and third bit tell. Source: RFC 1951 §3.2.3. */
const Kind = { STORED: 0, FIXED: 1, DYNAMIC: 2 } as const;
/** Most codes for literals and lengths, beyond 257, and for distances, beyond 1. */
const MOST_CODES = 29;

/** Whether a block may begin at a place, by its header alone: a quick look, which most places where none begins do not stand. */
export function headerMayStand(file: ByteSource, { input, bits }: DeflatePlace): boolean {
  const bytes = new Uint8Array(HEADER_BYTES);
  file.read(input - 1, bytes);
  let at = 8 - bits;
  const take = (count: number): number => {
    let value = 0;
    for (let bit = 0; bit < count; bit++, at++) value |= ((bytes[at >> 3] >> (at & 7)) & 1) << bit;
    return value;
  };
  take(1);
  const kind = take(2);
  if (kind === Kind.STORED) {
    at = Math.ceil(at / 8) * 8;
    // A length and its complement.
    return (take(16) ^ take(16)) === 0xffff;
  }
  if (kind !== Kind.DYNAMIC) return kind === Kind.FIXED;
  const tooMany = take(5) > MOST_CODES || take(5) > MOST_CODES;
  return !tooMany && isCompleteCode(Array.from({ length: take(4) + 4 }, () => take(3)));
}

/** Whether codes of these lengths, 0 for none, use up all that can be said in 7 bits. */
function isCompleteCode(lengths: readonly number[]): boolean {
  return lengths.reduce((sum, length) => (length === 0 ? sum : sum + (128 >> length)), 0) === 128;
}
