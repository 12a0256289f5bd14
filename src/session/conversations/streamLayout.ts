import { decodeText } from '../../engine/base/text';
import { ERROR_NAMES } from '../../engine/capture/tables/errors';
import type { StreamPiece } from '../../engine/streams/stream';
import { Direction } from '../../engine/streams/streamIndex';
import type { StreamMode } from '../streamProtocol';

/** Longest line of text, in bytes: what is longer goes on in the next. */
const TEXT_LINE = 120;
const HEX_LINE = 16;
/** How much of a call stands in its one line. */
const CALL_LINE = 160;
const NEWLINE = 0x0a;

/** What a line of a piece shows. */
export interface LaidLine {
  readonly kind: 'data' | 'gap' | 'unwritten' | 'failure' | 'end';
  /** The bytes `[start, end)` of those that the capture has of the piece. */
  readonly start: number;
  readonly end: number;
}

/** The lines of one call: its bytes, then what is to be said of it. At least one line. `unwritten`: see `StreamLine`. */
export function layOutPiece(piece: StreamPiece, bytes: Uint8Array, mode: StreamMode, unwritten: number): LaidLine[] {
  if (piece.failed) return [{ kind: 'failure', start: 0, end: 0 }];
  if (piece.length === 0) return [{ kind: 'end', start: 0, end: 0 }];
  const lines = mode === 'hex' ? hexLines(bytes) : mode === 'text' ? textLines(bytes) : callLine(bytes);
  const hasGap = piece.length > bytes.length && (mode !== 'calls' || bytes.length === 0);
  if (hasGap) lines.push({ kind: 'gap', start: bytes.length, end: bytes.length });
  if (unwritten > 0 && mode !== 'calls') lines.push({ kind: 'unwritten', start: bytes.length, end: bytes.length });
  return lines;
}

/** How many lines `layOutPiece` makes, without making them. */
export function countLines(piece: StreamPiece, bytes: Uint8Array, mode: StreamMode, unwritten: number): number {
  if (piece.failed || piece.length === 0 || mode === 'calls') return 1;
  const remarks = (piece.length > bytes.length ? 1 : 0) + (unwritten > 0 ? 1 : 0);
  if (mode === 'hex') return Math.ceil(bytes.length / HEX_LINE) + remarks;
  let lines = 0;
  for (let start = 0; start < bytes.length; lines++) start = textLineEnd(bytes, start);
  return lines + remarks;
}

function callLine(bytes: Uint8Array): LaidLine[] {
  return bytes.length === 0 ? [] : [{ kind: 'data', start: 0, end: Math.min(CALL_LINE, bytes.length) }];
}

function hexLines(bytes: Uint8Array): LaidLine[] {
  const lines: LaidLine[] = [];
  for (let start = 0; start < bytes.length; start += HEX_LINE) {
    lines.push({ kind: 'data', start, end: Math.min(bytes.length, start + HEX_LINE) });
  }
  return lines;
}

function textLines(bytes: Uint8Array): LaidLine[] {
  const lines: LaidLine[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = textLineEnd(bytes, start);
    lines.push({ kind: 'data', start, end });
    start = end;
  }
  return lines;
}

/** Where the line of text ends that begins at `start`: behind its newline, or where it is folded. */
function textLineEnd(bytes: Uint8Array, start: number): number {
  const limit = Math.min(bytes.length, start + TEXT_LINE);
  for (let at = start; at < limit; at++) if (bytes[at] === NEWLINE) return at + 1;
  return limit === bytes.length ? limit : characterStart(bytes, start, limit);
}

/** Where the character begins that a cut at `at` would divide. Source: RFC 3629 §3. */
function characterStart(bytes: Uint8Array, start: number, at: number): number {
  let cut = at;
  while (cut > start && at - cut < 3 && (bytes[cut] & 0xc0) === 0x80) cut--;
  return cut > start ? cut : at;
}

/** What a line says: its text, and beside hex the same as ASCII. */
export function lineText(
  { kind, start, end }: LaidLine,
  piece: StreamPiece,
  bytes: Uint8Array,
  mode: StreamMode,
  { result, unwritten }: { readonly result: number; readonly unwritten: number },
): { readonly text: string; readonly ascii: string } {
  switch (kind) {
    case 'failure':
      return { text: `failed: ${ERROR_NAMES.get(-result) ?? result}`, ascii: '' };
    case 'end':
      return { text: piece.direction === Direction.READ ? 'nothing left to read' : 'nothing written', ascii: '' };
    case 'gap':
      return { text: `${bytesText(piece.length - start)} not in the capture`, ascii: '' };
    case 'unwritten':
      return { text: `${bytesText(unwritten)} not taken`, ascii: '' };
    case 'data': {
      const part = bytes.subarray(start, end);
      return mode === 'hex' ? { text: hexText(part), ascii: asciiText(part) } : { text: plainText(part), ascii: '' };
    }
  }
}

function bytesText(count: number): string {
  return `${count} ${count === 1 ? 'byte' : 'bytes'}`;
}

/** Bytes as one line of text: line ends at its end go, other control characters are replaced. */
function plainText(bytes: Uint8Array): string {
  const text = decodeText(bytes)
    .replace(/\r?\n$/, '')
    .replaceAll('\t', '    ')
    .replace(/\r?\n/g, '⏎');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '·');
}

function hexText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at++) {
    if (at > 0 && at % 2 === 0) text += ' ';
    text += bytes[at].toString(16).padStart(2, '0');
  }
  return text;
}

function asciiText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  return text;
}
