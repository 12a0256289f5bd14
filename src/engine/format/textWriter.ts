import { decodeText, encodeText, endOfText } from '../base/text';
import { isPrintable } from './plainText';

const FIRST_SIZE = 1 << 12;

const OPENING = 0x28;
const CLOSING = 0x29;
const DOT = 0x2e;
const ZERO = 0x30;
const DASH = 0x2d;
/** Bytes below are characters of their own. */
const BEYOND_ASCII = 0x80;

/** Capital digits of hexadecimal numbers. */
const HEX_DIGITS: Uint8Array = encodeText('0123456789ABCDEF');

/** Most digits of an integer that is exact, and its sign. */
const MOST_DIGITS = 17;
/** Integers beyond are written in two halves, since only the others are quick to divide. */
const BILLION = 1_000_000_000;
const BILLION_DIGITS = 9;

/**
 * Text as UTF-8, put together in memory that is used again: texts of events are asked for by the million, and strings would take
 * most of that time. What was written is `bytes[0, length)`, until somebody writes the next text.
 */
export class TextWriter {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(FIRST_SIZE);
  length = 0;

  /** What was written from `start` on, as a string. */
  textFrom(start: number, end = this.length): string {
    return decodeText(this.bytes.subarray(start, end));
  }

  byte(byte: number): void {
    this.makeRoom(1);
    this.bytes[this.length++] = byte;
  }

  /** Begins what stands in parentheses, which are taken back where nothing does: returns what `close` has to be given. */
  open(): number {
    this.byte(OPENING);
    return this.length;
  }

  close(start: number): void {
    if (this.length === start) this.length--;
    else this.byte(CLOSING);
  }

  /** Any text. */
  text(text: string): void {
    const { length } = text;
    this.makeRoom(length);
    const { bytes } = this;
    let to = this.length;
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code >= BEYOND_ASCII) {
        this.valid(encodeText(text));
        return;
      }
      bytes[to++] = code;
    }
    this.length = to;
  }

  /** `from[start, end)` as UTF-8, of which invalid sequences become U+FFFD. */
  utf8(from: Uint8Array, start: number, end: number): void {
    this.makeRoom(end - start);
    const { bytes } = this;
    let to = this.length;
    for (let at = start; at < end; at++) {
      const byte = from[at];
      if (byte >= BEYOND_ASCII) {
        this.valid(encodeText(decodeText(from.subarray(start, end))));
        return;
      }
      bytes[to++] = byte;
    }
    this.length = to;
  }

  /** The same up to the first NUL. */
  untilNul(from: Uint8Array, start: number, end: number): void {
    this.utf8(from, start, endOfText(from, start, end));
  }

  /** `from[start, end)` with a dot for each byte that is not printable. */
  dotted(from: Uint8Array, start: number, end: number): void {
    this.makeRoom(end - start);
    const { bytes } = this;
    let to = this.length;
    for (let at = start; at < end; at++) {
      const byte = from[at];
      bytes[to++] = isPrintable(byte) ? byte : DOT;
    }
    this.length = to;
  }

  /** `from[start, end)` without the bytes that are not printable, up to the first NUL. */
  printable(from: Uint8Array, start: number, end: number): void {
    this.makeRoom(end - start);
    const { bytes } = this;
    let to = this.length;
    for (let at = start; at < end && from[at] !== 0; at++) {
      const byte = from[at];
      if (isPrintable(byte)) bytes[to++] = byte;
    }
    this.length = to;
  }

  /** An integer in decimal that is exact: below 2^53 in either direction. */
  integer(number: number): void {
    this.makeRoom(MOST_DIGITS);
    if (number < 0) this.bytes[this.length++] = DASH;
    const size = number < 0 ? -number : number;
    if (size < BILLION) {
      this.digits(size, digitCount(size));
      return;
    }
    const upper = Math.floor(size / BILLION);
    this.digits(upper, digitCount(upper));
    this.digits(size - upper * BILLION, BILLION_DIGITS);
  }

  /** An unsigned number of 64 bits, given as two unsigned halves, in hexadecimal with capitals. */
  hexadecimal(high: number, low: number): void {
    let shift = high === 0 ? 28 - (Math.clz32(low | 1) & ~3) : 60 - (Math.clz32(high) & ~3);
    this.makeRoom(16);
    for (; shift >= 0; shift -= 4) {
      const digit = (shift >= 32 ? high >>> (shift - 32) : low >>> shift) & 15;
      this.bytes[this.length++] = HEX_DIGITS[digit];
    }
  }

  /** So many digits of a number below 10^9 or of the upper part of an exact one, for which there is room. */
  private digits(number: number, count: number): void {
    const { bytes } = this;
    let left = number | 0;
    for (let at = this.length + count - 1; at >= this.length; at--) {
      const next = (left / 10) | 0;
      bytes[at] = ZERO + left - 10 * next;
      left = next;
    }
    this.length += count;
  }

  private valid(text: Uint8Array): void {
    this.makeRoom(text.length);
    this.bytes.set(text, this.length);
    this.length += text.length;
  }

  private makeRoom(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const longer = new Uint8Array(Math.max(2 * this.bytes.length, this.length + count));
    longer.set(this.bytes.subarray(0, this.length));
    this.bytes = longer;
  }
}

function digitCount(number: number): number {
  let count = 1;
  for (let limit = 10; limit <= number; limit *= 10) count++;
  return count;
}
