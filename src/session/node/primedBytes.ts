import type { ByteSource } from '../../engine/trace/byteSource';
import type { DeflatePlace } from '../gzip/checkpoint';

/** Blocks that give nothing, as bits in the order in which they are read. Source: RFC 1951 §3.2. */
const FIXED = '0 10 0000000';
const DYNAMIC = [
  // Not the last block; 257 codes for lengths, 1 for distances, 18 for their lengths.
  '0 01 00000 00000 0111',
  // Lengths of 0 and 18 are two bits, that of 1 is one: code 0 for 1, 10 for 0, 11 for 18.
  '000 000 010 010 000 000 000 000 000 000 000 000 000 000 000 000 000 100',
  // 138 and 118 zeros, then 1 for the end of the block, and no distance; then that end.
  '11 1111111 11 1101011 0 10 0',
].join('');

/** For each number of bits modulo 8: blocks that take so many. */
const FILLINGS = [
  '',
  DYNAMIC + FIXED.repeat(2),
  FIXED,
  DYNAMIC + FIXED.repeat(3),
  FIXED.repeat(2),
  DYNAMIC,
  FIXED.repeat(3),
  DYNAMIC + FIXED,
].map(toBytes);

/** Bytes for an inflater that can only begin with a whole one. */
export interface PrimedBytes {
  readonly bytes: Uint8Array;
  /** How many of them stand before the first byte of the file that has not been used at all. */
  readonly lead: number;
}

/** Most bytes that stand in front. */
export const MOST_LEAD = Math.max(...FILLINGS.map(({ length }) => length));

/**
 * Reads the file from a place between two blocks on into `target`, which has room for `MOST_LEAD` bytes more than are wanted. The
 * bits of a begun byte that are used already are replaced by blocks that give nothing: so all others stay where they are in
 * their bytes, which counts for blocks that are not compressed. Throws what reading the file throws.
 */
export function readPrimed(file: ByteSource, { input, bits }: DeflatePlace, target: Uint8Array): PrimedBytes {
  const used = (8 - bits) % 8;
  const filling = FILLINGS[used];
  const lead = filling.length;
  if (lead === 0) return { bytes: target.subarray(0, file.read(input, target)), lead };
  const count = file.read(input - 1, target.subarray(lead - 1));
  const begun = target[lead - 1] & (0xff << used);
  target.set(filling);
  target[lead - 1] |= begun;
  return { bytes: target.subarray(0, lead - 1 + count), lead };
}

/** Bits as they are packed: the first one is a byte's lowest. */
function toBytes(text: string): Uint8Array {
  const bits = text.replaceAll(' ', '');
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  for (const [at, bit] of [...bits].entries()) bytes[at >> 3] |= Number(bit) << (at & 7);
  return bytes;
}
