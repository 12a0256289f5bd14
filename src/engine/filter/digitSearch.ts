import { lowestBit } from '../trace/rowBits';
import { lowerCase } from './bytes';

const BYTES = 256;
const ZERO = 0x30;
/** Nine digits are looked at as five and four. */
const HIGH_DIGITS = 5;
const LOW_DIGITS = 4;
const LOW_NUMBERS = 10 ** LOW_DIGITS;

/** Where a text is looked for: anywhere in another one, in large or small letters, or at its end. */
export type SearchPlace = 'anywhere' | 'anywhere-any-case' | 'end';

/**
 * Looks for a text in texts that begin with one of a few names, go on with nine digits and end alike, without writing them: by how
 * much of it has been found after the name, tables say what is after five digits, and whether it is there after all nine.
 */
export class DigitSearch {
  /** By how many bytes are found, and the next byte: how many are found then (Knuth, Morris and Pratt's automaton). */
  private readonly next: Uint8Array;
  /** By how many bytes are found before the digits. */
  private readonly known = new Map<number, DigitNumbers>();
  /** By how many bytes are found, and by four digits: 1 where the text is there after them and the end. */
  private readonly lows: Uint8Array;
  private readonly hasLow: Uint8Array;
  private readonly length: number;

  /** The text has fewer than 256 bytes. */
  constructor(
    text: Uint8Array,
    place: SearchPlace,
    private readonly end: Uint8Array,
  ) {
    this.length = text.length;
    this.next = automaton(text, place);
    this.lows = new Uint8Array((text.length + 1) * LOW_NUMBERS);
    this.hasLow = new Uint8Array(text.length + 1);
  }

  /** What follows a name: the numbers of nine digits with which the text is there. */
  after(name: Uint8Array): DigitNumbers {
    const found = this.foundAfter(0, name);
    let numbers = this.known.get(found);
    if (numbers === undefined) {
      const high = this.afterDigits(found, HIGH_DIGITS);
      for (const each of new Set(high)) this.findLow(each);
      numbers = { high, low: this.lows };
      this.known.set(found, numbers);
    }
    return numbers;
  }

  private findLow(found: number): void {
    if (this.hasLow[found] === 1) return;
    this.hasLow[found] = 1;
    const isThere = this.afterDigits(found, LOW_DIGITS).map((each) =>
      this.foundAfter(each, this.end) === this.length ? 1 : 0,
    );
    this.lows.set(isThere, found * LOW_NUMBERS);
  }

  /** How many bytes are found after each number of so many digits. */
  private afterDigits(found: number, digits: number): Uint8Array {
    let all = Uint8Array.of(found);
    for (let count = 0; count < digits; count++) {
      const before = all;
      all = new Uint8Array(10 * before.length);
      for (let at = 0; at < all.length; at++) {
        const digit = at % 10;
        all[at] = this.next[BYTES * before[(at - digit) / 10] + ZERO + digit];
      }
    }
    return all;
  }

  private foundAfter(found: number, bytes: Uint8Array): number {
    return bytes.reduce((before, byte) => this.next[BYTES * before + byte], found);
  }
}

/** Numbers of nine digits, by tables. */
export interface DigitNumbers {
  /** By the first five digits: how many bytes are found then. */
  readonly high: Uint8Array;
  /** By that and the other four: 1 where the number is one of them. */
  readonly low: Uint8Array;
}

/** Of the rows of a word in question, gives those whose times, which begin at `first`, are so many ns behind `start`. */
export function rowsWithNumbers(
  { high, low }: DigitNumbers,
  times: Float64Array,
  first: number,
  start: number,
  asked: number,
): number {
  let rows = 0;
  if (asked === -1) {
    for (let bit = 0; bit < 32; bit++) {
      const number = (times[first + bit] - start) | 0;
      const part = (number / LOW_NUMBERS) | 0;
      rows |= low[LOW_NUMBERS * (high[part] - part) + number] << bit;
    }
    return rows;
  }
  for (let left = asked; left !== 0; left &= left - 1) {
    const bit = lowestBit(left);
    const number = (times[first + bit] - start) | 0;
    const part = (number / LOW_NUMBERS) | 0;
    rows |= low[LOW_NUMBERS * (high[part] - part) + number] << bit;
  }
  return rows;
}

function automaton(text: Uint8Array, place: SearchPlace): Uint8Array {
  const { length } = text;
  const next = new Uint8Array((length + 1) * BYTES);
  const isAnyCase = place === 'anywhere-any-case';
  /** What is found when the last byte found did not begin the text. */
  let shorter = 0;
  for (let found = 0; found <= length; found++) {
    const row = next.subarray(BYTES * found, BYTES * (found + 1));
    if (found === length && place !== 'end') {
      row.fill(length);
      break;
    }
    if (found > 0) row.set(next.subarray(BYTES * shorter, BYTES * (shorter + 1)));
    if (found === length) break;
    const wanted = isAnyCase ? lowerCase(text[found]) : text[found];
    if (found > 0) shorter = next[BYTES * shorter + wanted];
    for (let byte = 0; byte < BYTES; byte++) {
      if ((isAnyCase ? lowerCase(byte) : byte) === wanted) row[byte] = found + 1;
    }
  }
  return next;
}
