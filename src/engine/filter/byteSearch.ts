import { lowerCase } from './bytes';

/**
 * Finds a pattern in bytes in time linear in both (Knuth, Morris and Pratt, "Fast pattern matching in strings", 1977):
 * captured bytes and pattern may be chosen to make simpler searches slow.
 */
export class ByteSearch {
  private readonly pattern: Uint8Array;
  /** Per position: where in the pattern to go on when the byte there does not match. */
  private readonly fallback: Int32Array;

  constructor(
    pattern: Uint8Array,
    private readonly anyCase: boolean,
  ) {
    this.pattern = anyCase ? pattern.map(lowerCase) : pattern;
    this.fallback = fallbacks(this.pattern);
  }

  /** Whether the pattern is somewhere in `bytes[start, end)`. */
  isIn(bytes: Uint8Array, start: number, end: number): boolean {
    const { pattern, fallback, anyCase } = this;
    if (pattern.length === 0) return true;
    let matched = 0;
    for (let at = start; at < end; at++) {
      const byte = anyCase ? lowerCase(bytes[at]) : bytes[at];
      while (matched > 0 && pattern[matched] !== byte) matched = fallback[matched];
      if (pattern[matched] === byte && ++matched === pattern.length) return true;
    }
    return false;
  }
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
