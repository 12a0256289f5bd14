import { type EventChunk, RowFlag } from './eventColumns';

/** Rows of a block, as a power of two. Blocks begin at multiples of it, so that each lies in one chunk. */
export const BLOCK_BITS = 15;
export const BLOCK_ROWS = 1 << BLOCK_BITS;
/** Words of a block, of 32 rows each. */
export const BLOCK_WORDS = BLOCK_ROWS >> 5;

/** A set of rows of one block, a bit each: row `i` of the block is bit `i & 31` of word `i >> 5`. */
export type RowBits = Int32Array;

export function makeRowBits(): RowBits {
  return new Int32Array(BLOCK_WORDS);
}

/** How many bits of a word are set. */
export function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * How many rows are in a set. Bits are added up as three binary digits side by side, so that those of eight words are counted at a
 * time (Harley and Seal's way).
 */
export function countRows(bits: RowBits): number {
  let ones = 0;
  let twos = 0;
  let fours = 0;
  let eights = 0;
  for (let at = 0; at < BLOCK_WORDS; at += 8) {
    let half = ones ^ bits[at];
    const firstTwos = (ones & bits[at]) | (half & bits[at + 1]);
    ones = half ^ bits[at + 1];
    half = ones ^ bits[at + 2];
    const secondTwos = (ones & bits[at + 2]) | (half & bits[at + 3]);
    ones = half ^ bits[at + 3];
    half = twos ^ firstTwos;
    const firstFours = (twos & firstTwos) | (half & secondTwos);
    twos = half ^ secondTwos;
    half = ones ^ bits[at + 4];
    const thirdTwos = (ones & bits[at + 4]) | (half & bits[at + 5]);
    ones = half ^ bits[at + 5];
    half = ones ^ bits[at + 6];
    const lastTwos = (ones & bits[at + 6]) | (half & bits[at + 7]);
    ones = half ^ bits[at + 7];
    half = twos ^ thirdTwos;
    const lastFours = (twos & thirdTwos) | (half & lastTwos);
    twos = half ^ lastTwos;
    half = fours ^ firstFours;
    eights += bitCount((fours & firstFours) | (half & lastFours));
    fours = half ^ lastFours;
  }
  return 8 * eights + 4 * bitCount(fours) + 2 * bitCount(twos) + bitCount(ones);
}

/** The place of the lowest bit of a word that is not 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

export function isEmpty(bits: RowBits): boolean {
  for (let at = 0; at < BLOCK_WORDS; at++) if (bits[at] !== 0) return false;
  return true;
}

/** Up to so many rows are asked faster one by one than all rows of a block together. */
const SCARCE_ROWS = BLOCK_ROWS >> 6;

/** Whether there are few rows in a set. */
export function isScarce(bits: RowBits): boolean {
  let count = 0;
  for (let at = 0; at < BLOCK_WORDS && count <= SCARCE_ROWS; at++) if (bits[at] !== 0) count += bitCount(bits[at]);
  return count <= SCARCE_ROWS;
}

/** Puts the rows `[from, to)` of a block into a set, and no others. */
export function setRange(bits: RowBits, from: number, to: number): void {
  bits.fill(0);
  if (from >= to) return;
  const first = from >> 5;
  const last = (to - 1) >> 5;
  bits.fill(-1, first, last + 1);
  bits[first] &= -1 << (from & 31);
  bits[last] &= -1 >>> (31 - ((to - 1) & 31));
}

/** One bit in each of four bytes, and the factor that brings those bits together at the top. */
const LOWEST_BITS = 0x01010101;
const GATHER = 0x10204080;

/** Takes the hidden rows out of a set of a block that begins at `index` of a chunk. */
export function dropHidden(bits: RowBits, chunk: EventChunk, index: number): void {
  const flags = fourFlags(chunk, index);
  for (let at = 0, four = 0; at < BLOCK_WORDS; at++, four += 8) {
    const low = flags[four] | flags[four + 1] | flags[four + 2] | flags[four + 3];
    const high = flags[four + 4] | flags[four + 5] | flags[four + 6] | flags[four + 7];
    if (((low | high) & (RowFlag.HIDDEN * LOWEST_BITS)) !== 0) bits[at] &= ~rowsWithFlag(flags, four, RowFlag.HIDDEN);
  }
}

/** The flags of a block, those of four rows in a word, in the order of bytes of every machine that JavaScript runs on. */
function fourFlags(chunk: EventChunk, index: number): Int32Array {
  return new Int32Array(chunk.flags.buffer, chunk.flags.byteOffset + index, BLOCK_ROWS >> 2);
}

/** Of 32 rows, those that have a flag; their flags begin at `start`. */
function rowsWithFlag(flags: Int32Array, start: number, flag: number): number {
  const shift = 31 - Math.clz32(flag);
  let rows = 0;
  for (let part = 0; part < 8; part++) {
    rows |= (Math.imul((flags[start + part] >>> shift) & LOWEST_BITS, GATHER) >>> 28) << (4 * part);
  }
  return rows;
}

/** Leaves only those rows in a set that are in another, too. */
export function intersect(bits: RowBits, other: RowBits): void {
  for (let at = 0; at < BLOCK_WORDS; at++) bits[at] &= other[at];
}

/** Leaves those rows in a set that are not in another. */
export function subtract(bits: RowBits, other: RowBits): void {
  for (let at = 0; at < BLOCK_WORDS; at++) bits[at] &= ~other[at];
}

/** Puts the rows of another set into a set. */
export function unite(bits: RowBits, other: RowBits): void {
  for (let at = 0; at < BLOCK_WORDS; at++) bits[at] |= other[at];
}

/** Makes of a set the set of all other rows. */
export function invert(bits: RowBits): void {
  for (let at = 0; at < BLOCK_WORDS; at++) bits[at] = ~bits[at];
}

/** Puts rows into a set: those from `rows[at]` to before `rows[at + 1]`, for every second `at` of `[start, end)`; the last may go on. */
export function putRanges(bits: RowBits, rows: Uint16Array, start: number, end: number): void {
  for (let at = start; at < end; at += 2) putRange(bits, rows[at], at + 1 < end ? rows[at + 1] : BLOCK_ROWS);
}

/** Puts the rows `[from, to)` of a block, which are some, into a set. */
export function putRange(bits: RowBits, from: number, to: number): void {
  const last = to - 1;
  const word = from >> 5;
  const lastWord = last >> 5;
  const first = -1 << (from & 31);
  const until = -1 >>> (31 - (last & 31));
  if (word === lastWord) {
    bits[word] |= first & until;
    return;
  }
  bits[word] |= first;
  for (let between = word + 1; between < lastWord; between++) bits[between] = -1;
  bits[lastWord] |= until;
}

/** Puts the rows `rows[start, end)` into a set where they are not in it, and takes them out where they are. */
export function flip(bits: RowBits, rows: Uint16Array, start: number, end: number): void {
  for (let at = start; at < end; at++) {
    const row = rows[at];
    bits[row >> 5] ^= 1 << (row & 31);
  }
}

/** Leaves the rows of a set, or those that are in another, or those that are not, or none. */
export function keepByTruth(truth: RowBits, withTrue: boolean, withFalse: boolean, bits: RowBits): void {
  const first = withTrue ? -1 : 0;
  const second = withFalse ? -1 : 0;
  for (let at = 0; at < BLOCK_WORDS; at++) bits[at] &= (truth[at] & first) | (~truth[at] & second);
}

/** Makes of a set all exits or none of them, and all other rows or none of them. */
export function putByDirection(exits: RowBits, withExits: boolean, withOthers: boolean, into: RowBits): void {
  const first = withExits ? -1 : 0;
  const second = withOthers ? -1 : 0;
  for (let at = 0; at < BLOCK_WORDS; at++) into[at] = (exits[at] & first) | (~exits[at] & second);
}
