import { latinText } from '../../packets/dissectors/httpHead';
import type { DirectionBytes } from '../directionBytes';
import type { StreamRange } from './httpMessages';

/** Longest line with the size of a chunk, extensions included; longest block of trailers. */
const LONGEST_SIZE_LINE = 4096;
const LONGEST_TRAILER = 64 * 1024;

/**
 * Follows the chunks of a body. Data that the capture lacks is stepped over, because its size is known; where a size itself is
 * lost, the body ends there, incomplete. Source: RFC 9112 §7.1.
 */
export function readChunks(
  bytes: DirectionBytes,
  start: number,
): { readonly body: StreamRange[]; readonly end: number; readonly isComplete: boolean } {
  const body: StreamRange[] = [];
  let at = start;
  for (;;) {
    const line = lineAt(bytes, at, LONGEST_SIZE_LINE);
    const size =
      line === undefined ? Number.NaN : Number.parseInt(/^[0-9a-f]{1,12}(?=[\s;]|$)/i.exec(line.text)?.[0] ?? '', 16);
    if (line === undefined || Number.isNaN(size)) return { body, end: at, isComplete: false };
    if (size === 0) return endOfTrailers(bytes, line.next, body);
    const end = line.next + size;
    if (end > bytes.end) {
      if (bytes.end > line.next) body.push({ start: line.next, end: bytes.end });
      return { body, end: bytes.end, isComplete: false };
    }
    body.push({ start: line.next, end });
    at = end + lineBreak(bytes, end);
  }
}

function endOfTrailers(bytes: DirectionBytes, start: number, body: StreamRange[]): ReturnType<typeof readChunks> {
  let at = start;
  while (at - start < LONGEST_TRAILER) {
    const line = lineAt(bytes, at, LONGEST_SIZE_LINE);
    if (!line) break;
    at = line.next;
    if (line.text === '') return { body, end: at, isComplete: true };
  }
  return { body, end: at, isComplete: at >= bytes.end };
}

/** How many bytes the line break behind a chunk has; two where it is lost, as the standard has it. */
function lineBreak(bytes: DirectionBytes, at: number): number {
  return bytes.from(at, 1)[0] === 0x0a ? 1 : 2;
}

function lineAt(
  bytes: DirectionBytes,
  at: number,
  longest: number,
): { readonly text: string; readonly next: number } | undefined {
  const some = bytes.from(at, longest);
  const newline = some.indexOf(0x0a);
  if (newline < 0) return undefined;
  return { text: latinText(some, 0, newline).replace(/\r$/, ''), next: at + newline + 1 };
}
