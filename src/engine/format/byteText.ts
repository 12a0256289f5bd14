import { dottedText, isPrintable } from './plainText';
import type { TextWriter } from './textWriter';

/** How data is shown: sysdig's default, and its options -A, -x, -X and -b. */
export type DataMode = 'dots' | 'ascii' | 'hex' | 'hexAscii' | 'base64';

/** Longer texts of the mode `dots` are cut, unless whole buffers are asked for. */
const LONGEST = 80;
const ROW = 16;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The text of `bytes[start, end)` in a mode; nothing for no bytes. `whole` lifts the limit of 80 characters.
 * Source: facts/param-types.md §4.
 */
export function byteText(bytes: Uint8Array, start: number, end: number, mode: DataMode, whole: boolean): string {
  if (start >= end) return '';
  switch (mode) {
    case 'dots':
      return whole || end - start <= LONGEST
        ? dottedText(bytes, start, end)
        : `${dottedText(bytes, start, start + LONGEST - 3)}...`;
    case 'ascii':
      return asciiText(bytes, start, end);
    case 'hex':
      return rowsText(bytes, start, end, false);
    case 'hexAscii':
      return rowsText(bytes, start, end, true);
    case 'base64':
      return base64Text(bytes, start, end);
  }
}

/** Writes the text of the mode `dots`. */
export function writeDots(out: TextWriter, bytes: Uint8Array, start: number, end: number, whole: boolean): void {
  if (whole || end - start <= LONGEST) {
    out.dotted(bytes, start, end);
    return;
  }
  out.dotted(bytes, start, start + LONGEST - 3);
  out.text('...');
}

/** A newline, then the printable bytes with their line ends; CR, LF and CR LF each end one line. */
function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '\n';
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === RETURN) text += '\n';
    else if (byte !== NEWLINE) text += isPrintable(byte) ? String.fromCharCode(byte) : '';
    else if (at > start && bytes[at - 1] !== RETURN) text += '\n';
  }
  return text;
}

/** Rows of sixteen bytes with their offset, in pairs; with `characters` a column of dotted text. */
function rowsText(bytes: Uint8Array, start: number, end: number, characters: boolean): string {
  let text = '';
  for (let row = start; row < end; row += ROW) {
    const last = Math.min(row + ROW, end);
    text += `\n\t0x${(row - start).toString(16).padStart(4, '0')}:`;
    for (let at = row; at < last; at++) text += (at - row) % 2 === 0 ? ` ${HEX[bytes[at]]}` : HEX[bytes[at]];
    if (characters) {
      const missingPairs = (ROW - (last - row)) >> 1;
      text += `${'     '.repeat(missingPairs)}  ${dottedText(bytes, row, last)}`;
    }
  }
  return `${text}\n`;
}

/** Source: RFC 4648 §4. */
function base64Text(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += 3) {
    const left = end - at;
    const second = left > 1 ? bytes[at + 1] : 0;
    const third = left > 2 ? bytes[at + 2] : 0;
    text += BASE64[bytes[at] >> 2] + BASE64[((bytes[at] & 3) << 4) | (second >> 4)];
    text += left > 1 ? BASE64[((second & 15) << 2) | (third >> 6)] : '=';
    text += left > 2 ? BASE64[third & 63] : '=';
  }
  return text;
}
