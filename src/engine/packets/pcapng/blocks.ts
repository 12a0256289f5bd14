import { encodeText } from '../../base/text';

/** Codes of blocks. Source: the pcapng specification (draft-ietf-opsawg-pcapng), §4. */
export const BlockCode = { SECTION: 0x0a0d0d0a, INTERFACE: 1, PACKET: 6 } as const;

/** Codes of options. Source: the same, §3.5 and §4. */
export const OptionCode = {
  END: 0,
  COMMENT: 1,
  HARDWARE: 2,
  SYSTEM: 3,
  APPLICATION: 4,
  INTERFACE_NAME: 2,
  INTERFACE_DESCRIPTION: 3,
  TIME_RESOLUTION: 9,
  PACKET_FLAGS: 2,
} as const;

/** Option values have 16 bits for their length. */
const LONGEST_OPTION = 0xffff;

/** Writes the body of one block, little-endian, then puts it between its code and lengths. */
export class BlockWriter {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  private length = 8;

  uint16(value: number): this {
    this.room(2);
    this.view.setUint16(this.length, value, true);
    this.length += 2;
    return this;
  }

  uint32(value: number): this {
    this.room(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
    return this;
  }

  /** Bytes, and zeros up to the next multiple of four. */
  padded(...pieces: readonly Uint8Array[]): this {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const padded = (length + 3) & ~3;
    this.room(padded);
    let at = this.length;
    for (const piece of pieces) {
      this.bytes.set(piece, at);
      at += piece.length;
    }
    this.bytes.fill(0, at, this.length + padded);
    this.length += padded;
    return this;
  }

  option(code: number, value: Uint8Array): this {
    const kept = value.length > LONGEST_OPTION ? value.subarray(0, LONGEST_OPTION) : value;
    return this.uint16(code).uint16(kept.length).padded(kept);
  }

  text(code: number, value: string): this {
    return value === '' ? this : this.option(code, encodeText(value));
  }

  /** The block; its bytes are valid until the next block is written. */
  finish(code: number): Uint8Array {
    const whole = this.length + 4;
    this.uint32(whole);
    this.view.setUint32(0, code, true);
    this.view.setUint32(4, whole, true);
    this.length = 8;
    return this.bytes.subarray(0, whole);
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.length + more, 2 * this.bytes.length));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}
