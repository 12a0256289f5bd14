/** A hash of bytes, fed piece by piece: two of 32 bits each, so that different packets do not meet by chance. */
export class ByteHash {
  private first = 0x811c9dc5;
  private second = 0x9e3779b9;

  clear(): this {
    this.first = 0x811c9dc5;
    this.second = 0x9e3779b9;
    return this;
  }

  /** Adds `bytes[start, end)`, as far as they are there. */
  add(bytes: Uint8Array, start: number, end: number): this {
    let { first, second } = this;
    const last = Math.min(end, bytes.length);
    for (let at = start; at < last; at++) {
      first = Math.imul(first ^ bytes[at], 0x01000193);
      second = Math.imul(second ^ bytes[at], 0x85ebca6b);
      second ^= second >>> 13;
    }
    this.first = first;
    this.second = second;
    return this;
  }

  /** The hash, below 2^53. */
  get value(): number {
    return (this.first >>> 0) * 2 ** 21 + (this.second >>> 11);
  }
}
