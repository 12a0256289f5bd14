import { equalBytes } from './bytes';

/** A set of byte strings that is asked without allocating. */
export class ByteSet {
  private readonly buckets = new Map<number, Uint8Array[]>();

  constructor(strings: readonly Uint8Array[]) {
    for (const string of strings) {
      const hash = hashOf(string, 0, string.length);
      const bucket = this.buckets.get(hash);
      if (bucket) bucket.push(string);
      else this.buckets.set(hash, [string]);
    }
  }

  /** Whether `bytes[start, end)` is in the set. */
  has(bytes: Uint8Array, start: number, end: number): boolean {
    const bucket = this.buckets.get(hashOf(bytes, start, end));
    if (!bucket) return false;
    for (const string of bucket) if (equalBytes(string, bytes, start, end)) return true;
    return false;
  }
}

/** 32-bit FNV-1a. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  return hash;
}
