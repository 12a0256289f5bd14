import { decodeText, endOfText } from '../base/text';

/** Each byte as a character: what a terminal shows of it, or a dot. */
const DOTTED: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  isPrintable(byte) ? String.fromCharCode(byte) : '.',
);

/** Longer texts are decoded in one go, which costs more to begin and less per byte. */
const SHORT = 24;

/** Whether a byte is a printable ASCII character, the blank included. */
export function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte <= 0x7e;
}

/** `bytes[start, end)` with a dot for each byte that is not printable. */
export function dottedText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += DOTTED[bytes[at]];
  return text;
}

/** `bytes[start, end)` without the bytes that are not printable, up to the first NUL. */
export function printableText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end && bytes[at] !== 0; at++) {
    if (isPrintable(bytes[at])) text += DOTTED[bytes[at]];
  }
  return text;
}

/** `bytes[start, end)` up to the first NUL, as UTF-8: control characters stay, invalid sequences become U+FFFD. */
export function rawText(bytes: Uint8Array, start: number, end: number): string {
  const last = endOfText(bytes, start, end);
  return last - start <= SHORT && allPrintable(bytes, start, last)
    ? dottedText(bytes, start, last)
    : decodeText(bytes.subarray(start, last));
}

function allPrintable(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isPrintable(bytes[at])) return false;
  return true;
}
