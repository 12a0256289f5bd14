import type { TextId } from './brands';
import { Float64Column, Int32Column, Uint8Column } from './growingColumns';
import { decodeText, encodeText, isAscii } from './text';

/** Power of two. */
const RECENT = 1024;

/** What is known of the bytes of an entry. */
const UNKNOWN = 0;
const ASCII = 1;
const OTHER = 2;

/**
 * Byte strings, each kept once. Looking one up allocates nothing, so the pass can intern names without making JavaScript
 * strings; those are made when somebody reads `text`. Entries are never removed or changed. Id 0 is the empty string.
 */
export class ByteDictionary {
  private readonly pool = new Uint8Column(4096);
  /** Start of each entry in `pool`; entry n ends where n + 1 begins. */
  private readonly starts = new Float64Column();
  private readonly hashes = new Int32Column();
  /** Open addressing; 0 is a free slot, else id + 1. Its length is a power of two. */
  private slots = new Int32Array(1024);
  private readonly texts: (string | undefined)[] = [];
  /** By entry, which `isAscii` was asked about. */
  private ascii = new Uint8Array(0);
  /** The entry that was asked for last, by a few of its bytes: most are asked for again and again. */
  private readonly recent = new Int32Array(RECENT);
  /** Where hashes begin: not the same twice, so that nobody can write a capture whose names all collide. */
  private readonly seed = (Math.random() * 2 ** 32) | 0;

  constructor() {
    this.starts.push(0);
    this.find(new Uint8Array(0), 0, 0);
  }

  /** How many entries there are. */
  get size(): number {
    return this.hashes.length;
  }

  /** Bytes of memory that the entries take. */
  get bytesUsed(): number {
    return this.pool.length + 12 * this.size + 4 * this.slots.length;
  }

  /** The id of `bytes[start, end)`, which is copied when it is new. */
  intern(bytes: Uint8Array, start: number, end: number): TextId {
    const sample = sampleBytes(bytes, start, end);
    const recent = this.recent[sample];
    if (this.equals(recent, bytes, start, end)) return recent as TextId;
    const id = this.find(bytes, start, end);
    this.recent[sample] = id;
    return id;
  }

  private find(bytes: Uint8Array, start: number, end: number): TextId {
    const hash = hashBytes(this.seed, bytes, start, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let entry = this.slots[slot]; entry !== 0; entry = this.slots[slot]) {
      if (this.hashes.values[entry - 1] === hash && this.equals(entry - 1, bytes, start, end)) {
        return (entry - 1) as TextId;
      }
      slot = (slot + 1) & mask;
    }
    return this.add(hash, slot, bytes, start, end);
  }

  internText(text: string): TextId {
    const bytes = encodeText(text);
    return this.intern(bytes, 0, bytes.length);
  }

  /** The entry as text: UTF-8, invalid sequences replaced. */
  text(id: TextId): string {
    let text = this.texts[id];
    if (text === undefined) {
      text = decodeText(this.bytes(id));
      this.texts[id] = text;
    }
    return text;
  }

  /** Where all entries lie, until the next `intern`; with `startOf` and `endOf` for who looks at many of them. */
  get pooled(): Uint8Array {
    return this.pool.values;
  }

  startOf(id: TextId): number {
    return this.starts.values[id];
  }

  endOf(id: TextId): number {
    return this.starts.values[id + 1];
  }

  /** Whether every byte of the entry is a character, so that its text has the same bytes. */
  isAscii(id: TextId): boolean {
    if (id >= this.ascii.length) {
      const longer = new Uint8Array(2 * this.size);
      longer.set(this.ascii);
      this.ascii = longer;
    }
    if (this.ascii[id] === UNKNOWN) {
      const isPlain = isAscii(this.pool.values, this.starts.values[id], this.starts.values[id + 1]);
      this.ascii[id] = isPlain ? ASCII : OTHER;
    }
    return this.ascii[id] === ASCII;
  }

  /** A view of the entry's bytes, valid until the next `intern`. */
  bytes(id: TextId): Uint8Array {
    return this.pool.values.subarray(this.starts.values[id], this.starts.values[id + 1]);
  }

  private add(hash: number, slot: number, bytes: Uint8Array, start: number, end: number): TextId {
    const id = this.hashes.length;
    this.pool.append(bytes, start, end);
    this.starts.push(this.pool.length);
    this.hashes.push(hash);
    this.slots[slot] = id + 1;
    if (this.hashes.length * 2 > this.slots.length) this.rehash();
    return id as TextId;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.hashes.length; id++) {
      let slot = this.hashes.values[id] & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.slots = slots;
  }

  private equals(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.starts.values[id];
    if (this.starts.values[id + 1] - from !== end - start) return false;
    const pool = this.pool.values;
    let at = start;
    let own = from;
    // Four at a time: most of what is looked up is equal, and has some forty bytes.
    for (; at + 4 <= end; at += 4, own += 4) {
      const difference =
        (bytes[at] ^ pool[own]) |
        (bytes[at + 1] ^ pool[own + 1]) |
        (bytes[at + 2] ^ pool[own + 2]) |
        (bytes[at + 3] ^ pool[own + 3]);
      if (difference !== 0) return false;
    }
    for (; at < end; at++, own++) if (bytes[at] !== pool[own]) return false;
    return true;
  }
}

/** 32-bit FNV-1a from any seed, as a signed integer: that is how the column of hashes gives it back. */
function hashBytes(seed: number, bytes: Uint8Array, start: number, end: number): number {
  let hash = seed;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  return hash;
}

/** A number below `RECENT` from the length and the last bytes, in which paths and arguments differ most. */
function sampleBytes(bytes: Uint8Array, start: number, end: number): number {
  let sample = end - start;
  for (let at = Math.max(start, end - 8); at < end; at++) sample = Math.imul(sample, 31) + bytes[at];
  return (sample ^ (sample >>> 12)) & (RECENT - 1);
}
