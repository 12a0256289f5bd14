import { lowerCase } from './bytes';

/** How many bytes may be compared for each one that the search moves on, before it takes the way that is never slow. */
const PATIENCE = 8;

/** Single bytes of patterns from this length on are found in most texts; two of them together are not. */
const LONG = 6;
const PAIRS = 4096;
const NO_PAIRS = new Uint8Array(0);

/**
 * Finds a pattern in bytes. Most places are ruled out by looking at every nth byte only, n being the pattern's length
 * (Horspool, "Practical fast searching in strings", 1980). Captured bytes and pattern may be chosen to make that slow: where
 * it is, the rest is searched in linear time (Knuth, Morris and Pratt, "Fast pattern matching in strings", 1977).
 */
export class ByteSearch {
  private readonly pattern: Uint8Array;
  /** By byte: how far the pattern can move on when that byte stands where the pattern's last one would. */
  private readonly shifts: Int32Array;
  /** By byte: 1 where the pattern has it. */
  private readonly occurs: Uint8Array;
  /** By two bytes (`pairOf`): 1 where the pattern may have them one after the other; empty for short patterns. */
  private readonly pairs: Uint8Array;
  /** By byte: 1 where the pattern ends with it. */
  private readonly endings: Uint8Array;
  /** Per position: where in the pattern to go on when the byte there does not match. */
  private readonly fallback: Int32Array;

  constructor(
    pattern: Uint8Array,
    private readonly anyCase: boolean,
  ) {
    this.pattern = anyCase ? pattern.map(lowerCase) : pattern;
    this.shifts = shiftsOf(this.pattern, anyCase);
    this.occurs = occurrences(this.pattern, anyCase);
    this.pairs = pairsOf(this.pattern, anyCase);
    this.endings = occurrences(this.pattern.subarray(-1), anyCase);
    this.fallback = fallbacks(this.pattern);
  }

  /** Whether the pattern is somewhere in `bytes[start, end)`. */
  isIn(bytes: Uint8Array, start: number, end: number): boolean {
    return this.placeIn(bytes, start, end) >= 0;
  }

  /** Where in `bytes[start, end)` the pattern stands first; -1 where it does not. */
  placeIn(bytes: Uint8Array, start: number, end: number): number {
    const { pattern, shifts, endings } = this;
    const { length } = pattern;
    if (length === 0) return start;
    // `at` is where the pattern's last byte would be.
    let at = this.skip(bytes, start + length - 1, end);
    let allowed = PATIENCE * length;
    while (at < end) {
      if (endings[bytes[at]] === 1) {
        const compared = this.comparedAt(bytes, at - length + 1);
        if (compared === length) return at - length + 1;
        allowed -= compared;
        if (allowed < 0) return this.placeForSure(bytes, at - length + 1, end);
      }
      const shift = shifts[bytes[at]];
      allowed += PATIENCE * shift;
      at = this.skip(bytes, at + shift, end);
    }
    return -1;
  }

  /** Goes on from a place as long as what stands there is nowhere in the pattern. Four looks do not wait for each other. */
  private skip(bytes: Uint8Array, from: number, end: number): number {
    const { occurs } = this;
    const { length } = this.pattern;
    let at = from;
    if (length < LONG) {
      while (
        at + 3 * length < end &&
        (occurs[bytes[at]] |
          occurs[bytes[at + length]] |
          occurs[bytes[at + 2 * length]] |
          occurs[bytes[at + 3 * length]]) ===
          0
      ) {
        at += 4 * length;
      }
      return at;
    }
    const { pairs } = this;
    const step = length - 1;
    while (
      at + 3 * step < end &&
      (pairs[pairOf(bytes[at - 1], bytes[at])] |
        pairs[pairOf(bytes[at + step - 1], bytes[at + step])] |
        pairs[pairOf(bytes[at + 2 * step - 1], bytes[at + 2 * step])] |
        pairs[pairOf(bytes[at + 3 * step - 1], bytes[at + 3 * step])]) ===
        0
    ) {
      at += 4 * step;
    }
    return at;
  }

  /** How many bytes of the pattern, from its first on, are found at a place. */
  private comparedAt(bytes: Uint8Array, start: number): number {
    const { pattern, anyCase } = this;
    for (let index = 0; index < pattern.length; index++) {
      const byte = bytes[start + index];
      if ((anyCase ? lowerCase(byte) : byte) !== pattern[index]) return index;
    }
    return pattern.length;
  }

  /** The same as `placeIn`, in time linear in both whatever they are. */
  private placeForSure(bytes: Uint8Array, start: number, end: number): number {
    const { pattern, fallback, anyCase } = this;
    let matched = 0;
    for (let at = start; at < end; at++) {
      const byte = anyCase ? lowerCase(bytes[at]) : bytes[at];
      while (matched > 0 && pattern[matched] !== byte) matched = fallback[matched];
      if (pattern[matched] === byte && ++matched === pattern.length) return at - matched + 1;
    }
    return -1;
  }
}

function shiftsOf(pattern: Uint8Array, anyCase: boolean): Int32Array {
  const { length } = pattern;
  const shifts = new Int32Array(256).fill(length);
  for (let index = 0; index < length - 1; index++) shifts[pattern[index]] = length - 1 - index;
  if (anyCase) for (let byte = 0; byte < 256; byte++) shifts[byte] = shifts[lowerCase(byte)];
  return shifts;
}

function occurrences(pattern: Uint8Array, anyCase: boolean): Uint8Array {
  const occurs = new Uint8Array(256);
  for (const byte of pattern) for (const each of bothCases(byte, anyCase)) occurs[each] = 1;
  return occurs;
}

function pairsOf(pattern: Uint8Array, anyCase: boolean): Uint8Array {
  if (pattern.length < LONG) return NO_PAIRS;
  const pairs = new Uint8Array(PAIRS);
  for (let index = 1; index < pattern.length; index++) {
    for (const first of bothCases(pattern[index - 1], anyCase)) {
      for (const second of bothCases(pattern[index], anyCase)) pairs[pairOf(first, second)] = 1;
    }
  }
  return pairs;
}

/** A number below `PAIRS` for two bytes; other two may have the same. */
function pairOf(first: number, second: number): number {
  return ((first << 4) ^ second) & (PAIRS - 1);
}

function bothCases(byte: number, anyCase: boolean): readonly number[] {
  const isLetter = byte >= 0x61 && byte <= 0x7a;
  return anyCase && isLetter ? [byte, byte - 0x20] : [byte];
}

function fallbacks(pattern: Uint8Array): Int32Array {
  const fallback = new Int32Array(pattern.length);
  let matched = 0;
  for (let at = 1; at < pattern.length; at++) {
    fallback[at] = matched;
    while (matched > 0 && pattern[matched] !== pattern[at]) matched = fallback[matched];
    if (pattern[matched] === pattern[at]) matched++;
  }
  return fallback;
}
