import { BLOCK_ROWS, BLOCK_WORDS, type RowBits } from './rowBits';

/** The level of 0; those of negative numbers are below. */
export const LEVEL_OF_ZERO = 128;

/** Bits of a level. */
const PLANES = 8;

/** Numbers from 1.75 times 2 to this power on share a level. */
const LARGEST_POWER = 30;

/**
 * A number on a rough scale from 0 to 255, four levels to each doubling: of two numbers the larger one never has the lower
 * level. Whole numbers up to 8 have levels of their own.
 */
export function levelOf(number: number): number {
  if (number === 0) return LEVEL_OF_ZERO;
  return number > 0 ? LEVEL_OF_ZERO + magnitudeOf(number) : LEVEL_OF_ZERO - magnitudeOf(-number);
}

/** 1 and more, for a number above 0. */
function magnitudeOf(number: number): number {
  if (number >= 2 ** (LARGEST_POWER + 1)) return 4 * LARGEST_POWER + 4;
  const power = 31 - Math.clz32(number);
  const quarter = power >= 2 ? (number >>> (power - 2)) & 3 : (number << (2 - power)) & 3;
  return 4 * power + quarter + 1;
}

/**
 * The levels of the rows of a block, bit by bit: for 32 rows eight words, of which each has one bit of their levels, the highest
 * first. A comparison then takes some steps for 32 rows, not one for each.
 */
export type LevelPlanes = Int32Array;

/** Keeps the levels of a block's rows. */
export function levelPlanes(levels: Uint8Array): LevelPlanes {
  const planes = new Int32Array(PLANES * BLOCK_WORDS);
  for (let row = 0, at = 0; row < BLOCK_ROWS; at += PLANES) {
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    let fifth = 0;
    let sixth = 0;
    let seventh = 0;
    let eighth = 0;
    for (let bit = 0; bit < 32; bit++, row++) {
      const level = levels[row];
      first |= (level >> 7) << bit;
      second |= ((level >> 6) & 1) << bit;
      third |= ((level >> 5) & 1) << bit;
      fourth |= ((level >> 4) & 1) << bit;
      fifth |= ((level >> 3) & 1) << bit;
      sixth |= ((level >> 2) & 1) << bit;
      seventh |= ((level >> 1) & 1) << bit;
      eighth |= (level & 1) << bit;
    }
    planes[at] = first;
    planes[at + 1] = second;
    planes[at + 2] = third;
    planes[at + 3] = fourth;
    planes[at + 4] = fifth;
    planes[at + 5] = sixth;
    planes[at + 6] = seventh;
    planes[at + 7] = eighth;
  }
  return planes;
}

/** Of the rows of a set, finds those whose level is above one, and those whose level it is. */
export function compareLevels(planes: LevelPlanes, level: number, rows: RowBits, above: RowBits, equal: RowBits): void {
  // The bits of the level, each as often as there are rows in a word.
  const first = -((level >> 7) & 1);
  const second = -((level >> 6) & 1);
  const third = -((level >> 5) & 1);
  const fourth = -((level >> 4) & 1);
  const fifth = -((level >> 3) & 1);
  const sixth = -((level >> 2) & 1);
  const seventh = -((level >> 1) & 1);
  const eighth = -(level & 1);
  for (let word = 0, at = 0; word < BLOCK_WORDS; word++, at += PLANES) {
    let left = rows[word];
    let larger = 0;
    if (left !== 0) {
      // From the highest bit on, the rows in which one differs leave those that have been equal so far; a 1 is larger.
      let differ = left & (planes[at] ^ first);
      larger = differ & ~first;
      left ^= differ;
      differ = left & (planes[at + 1] ^ second);
      larger |= differ & ~second;
      left ^= differ;
      differ = left & (planes[at + 2] ^ third);
      larger |= differ & ~third;
      left ^= differ;
      differ = left & (planes[at + 3] ^ fourth);
      larger |= differ & ~fourth;
      left ^= differ;
    }
    // Most words have no row of a level nearly as high.
    if (left !== 0) {
      let differ = left & (planes[at + 4] ^ fifth);
      larger |= differ & ~fifth;
      left ^= differ;
      differ = left & (planes[at + 5] ^ sixth);
      larger |= differ & ~sixth;
      left ^= differ;
      differ = left & (planes[at + 6] ^ seventh);
      larger |= differ & ~seventh;
      left ^= differ;
      differ = left & (planes[at + 7] ^ eighth);
      larger |= differ & ~eighth;
      left ^= differ;
    }
    above[word] = larger;
    equal[word] = left;
  }
}
