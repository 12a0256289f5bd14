/** Bytes in one line of a hex dump. */
export const BYTES_PER_LINE = 16;

/** A stretch of a hex dump as three blocks of text with one line each per 16 bytes. */
export interface HexBlock {
  /** Offset of each line, in hexadecimal. */
  readonly offsets: string;
  /** Two bytes to a group: `4500 003c d44f 4000`. */
  readonly hex: string;
  /** Printable ASCII; every other byte is a dot. */
  readonly ascii: string;
  readonly lines: number;
}

/** The dump of `bytes` from the line `firstLine` on, at most `lineCount` lines. */
export function hexBlock(bytes: Uint8Array, firstLine: number, lineCount: number): HexBlock {
  const offsets: string[] = [];
  const hex: string[] = [];
  const ascii: string[] = [];
  const digits = Math.max(4, (bytes.length - 1).toString(16).length);
  for (let line = firstLine; line < firstLine + lineCount; line++) {
    const start = line * BYTES_PER_LINE;
    if (start >= bytes.length) break;
    const slice = bytes.subarray(start, start + BYTES_PER_LINE);
    offsets.push(start.toString(16).padStart(digits, '0'));
    hex.push(hexGroups(slice));
    ascii.push(printable(slice));
  }
  return { offsets: offsets.join('\n'), hex: hex.join('\n'), ascii: ascii.join('\n'), lines: offsets.length };
}

/** Number of lines in the dump of `byteCount` bytes. */
export function hexLineCount(byteCount: number): number {
  return Math.ceil(byteCount / BYTES_PER_LINE);
}

function hexGroups(bytes: Uint8Array): string {
  let text = '';
  for (let position = 0; position < bytes.length; position++) {
    if (position > 0 && position % 2 === 0) text += ' ';
    text += bytes[position].toString(16).padStart(2, '0');
  }
  return text;
}

function printable(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  return text;
}

/** Bytes as text to read: UTF-8 where it is valid, line ends and tabs kept, other control characters as `·`. */
export function readableText(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/\r\n/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '·');
}
