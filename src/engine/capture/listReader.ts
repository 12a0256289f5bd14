import { readInt64, readUint64 } from '../base/integers';

/** A slice of memory, for texts that are interned or decoded later. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the fields of list entries one after another. Reading past `limit` gives zeros and sets `failed`: a caller
 * checks once per entry instead of at each field.
 */
export class ListReader {
  failed = false;
  /** End of what may be read now: of the body, or of an entry that states its own length. */
  limit: number;

  constructor(
    readonly bytes: Uint8Array,
    private readonly view: DataView,
    public at: number,
    private readonly end: number,
  ) {
    this.limit = end;
  }

  /** Fewer than 4 bytes are padding: the list is over (facts/scap-format.md §2). */
  get atEnd(): boolean {
    return this.end - this.at < 4;
  }

  get remaining(): number {
    return this.limit - this.at;
  }

  /** Begins an entry of `length` bytes counted from `start`; fails when it does not fit the body. */
  enter(start: number, length: number): void {
    if (length < this.at - start || start + length > this.end) this.failed = true;
    else this.limit = start + length;
  }

  /** Skips what is left of the entry. */
  leave(): void {
    this.at = this.limit;
    this.limit = this.end;
  }

  uint8(): number {
    const at = this.take(1);
    return at < 0 ? 0 : this.view.getUint8(at);
  }

  uint16(): number {
    const at = this.take(2);
    return at < 0 ? 0 : this.view.getUint16(at, true);
  }

  uint32(): number {
    const at = this.take(4);
    return at < 0 ? 0 : this.view.getUint32(at, true);
  }

  uint64(): number {
    const at = this.take(8);
    return at < 0 ? 0 : readUint64(this.view, at);
  }

  /** All 64 bits, of a set or a time. */
  bigUint64(): bigint {
    const at = this.take(8);
    return at < 0 ? 0n : this.view.getBigUint64(at, true);
  }

  int64(): number {
    const at = this.take(8);
    return at < 0 ? 0 : readInt64(this.view, at);
  }

  /** `length` raw bytes. */
  range(length: number): ByteRange {
    const at = this.take(length);
    return at < 0 ? { start: this.at, end: this.at } : { start: at, end: at + length };
  }

  /** A text with its 16-bit length before it. */
  text(): ByteRange {
    return this.range(this.uint16());
  }

  private take(length: number): number {
    if (this.failed || length > this.limit - this.at) {
      this.failed = true;
      return -1;
    }
    const at = this.at;
    this.at += length;
    return at;
  }
}
