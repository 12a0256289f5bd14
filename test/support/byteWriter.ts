import { encodeText } from '../../src/engine/base/text';

/** Writes little-endian fields one after another into memory that grows. */
export class ByteWriter {
  private memory = new Uint8Array(256);
  private view = new DataView(this.memory.buffer);
  /** Bytes written so far. */
  length = 0;

  /** What was written, as a copy. */
  get bytes(): Uint8Array {
    return this.memory.slice(0, this.length);
  }

  uint8(value: number): this {
    const at = this.reserve(1);
    this.view.setUint8(at, value);
    return this;
  }

  uint16(value: number): this {
    const at = this.reserve(2);
    this.view.setUint16(at, value, true);
    return this;
  }

  uint32(value: number): this {
    const at = this.reserve(4);
    this.view.setUint32(at, value, true);
    return this;
  }

  /** A 64-bit integer, signed or unsigned: its low 64 bits are written. */
  int64(value: number | bigint): this {
    const at = this.reserve(8);
    this.view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), true);
    return this;
  }

  raw(bytes: Uint8Array): this {
    const at = this.reserve(bytes.length);
    this.memory.set(bytes, at);
    return this;
  }

  /** A text with its 16-bit length before it. */
  text(text: string): this {
    const bytes = encodeText(text);
    return this.uint16(bytes.length).raw(bytes);
  }

  zeros(count: number): this {
    this.reserve(count);
    return this;
  }

  private reserve(count: number): number {
    const at = this.length;
    if (at + count > this.memory.length) {
      const larger = new Uint8Array(2 * (at + count));
      larger.set(this.memory.subarray(0, at));
      this.memory = larger;
      this.view = new DataView(larger.buffer);
    }
    this.length = at + count;
    return at;
  }
}

/** Byte strings one after another. */
export function concatBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
