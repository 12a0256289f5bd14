import { BYTES_PER_LINE } from './hexLines';

/** Characters of a full line of hex, its line end counted; and of a line of ASCII. */
const HEX_LINE = 40;
const ASCII_LINE = BYTES_PER_LINE + 1;

/** A stretch of text, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where the bytes `[start, end)` of a dump stand in its hex text, line by line. */
export function hexRanges(start: number, end: number): TextRange[] {
  return byLines(start, end, (from, to) => ({ start: hexPlace(from), end: hexPlace(to - 1) + 2 }));
}

/** The same in its ASCII text. */
export function asciiRanges(start: number, end: number): TextRange[] {
  return byLines(start, end, (from, to) => ({ start: asciiPlace(from), end: asciiPlace(to - 1) + 1 }));
}

/** The byte that a place in the hex text is of; a blank is of the byte before it. */
export function byteOfHex(place: number): number {
  const line = Math.floor(place / HEX_LINE);
  const column = place % HEX_LINE;
  const inGroup = column % 5;
  const byte = Math.floor(column / 5) * 2 + (inGroup >= 2 ? 1 : 0);
  return line * BYTES_PER_LINE + Math.min(BYTES_PER_LINE - 1, byte);
}

/** The byte that a place in the ASCII text is of. */
export function byteOfAscii(place: number): number {
  return Math.floor(place / ASCII_LINE) * BYTES_PER_LINE + Math.min(BYTES_PER_LINE - 1, place % ASCII_LINE);
}

function hexPlace(byte: number): number {
  const column = byte % BYTES_PER_LINE;
  return Math.floor(byte / BYTES_PER_LINE) * HEX_LINE + column * 2 + Math.floor(column / 2);
}

function asciiPlace(byte: number): number {
  return Math.floor(byte / BYTES_PER_LINE) * ASCII_LINE + (byte % BYTES_PER_LINE);
}

function byLines(start: number, end: number, range: (from: number, to: number) => TextRange): TextRange[] {
  const ranges: TextRange[] = [];
  for (let from = start; from < end; ) {
    const to = Math.min(end, (Math.floor(from / BYTES_PER_LINE) + 1) * BYTES_PER_LINE);
    ranges.push(range(from, to));
    from = to;
  }
  return ranges;
}
