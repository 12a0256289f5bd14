import type { EventRow } from '../../base/brands';

/** A part of a file as a call wrote or read it. */
export interface FilePart {
  /** Position in the file, in bytes. */
  readonly start: number;
  /** Bytes that the capture holds of it, from its start. */
  readonly bytes: Uint8Array;
  /** Bytes that the call moved; what exceeds `bytes` is not in the capture. */
  readonly length: number;
  readonly row: EventRow;
}

/**
 * A file put together from parts, each of which covers what was there before it: the parts that are left, ascending, without
 * overlaps. Between them may be holes that nobody wrote.
 */
export function overlay(parts: readonly FilePart[]): FilePart[] {
  let whole: FilePart[] = [];
  for (const part of parts) {
    if (part.length === 0) continue;
    const last = whole.at(-1);
    if (!last || last.start + last.length <= part.start) whole.push(part);
    else whole = cover(whole, part);
  }
  return whole;
}

function cover(whole: readonly FilePart[], part: FilePart): FilePart[] {
  const end = part.start + part.length;
  const before = whole.flatMap((each) => cut(each, each.start, Math.min(each.start + each.length, part.start)));
  const after = whole.flatMap((each) => cut(each, Math.max(each.start, end), each.start + each.length));
  return [...before, part, ...after];
}

/** What of a part lies in `[from, to)`. */
function cut(part: FilePart, from: number, to: number): FilePart[] {
  if (from >= to) return [];
  const offset = from - part.start;
  const length = to - from;
  return [{ start: from, length, bytes: part.bytes.subarray(offset, offset + length), row: part.row }];
}

/** How a file's missing bytes are shown in its text. */
export function gapText(bytes: number): string {
  return `⟨${bytes} ${bytes === 1 ? 'byte' : 'bytes'} not in the capture⟩`;
}

/** A file as text: what is missing stands as a mark, which no file can be taken for. Invalid UTF-8 is replaced. */
export function fileText(parts: readonly FilePart[]): string {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  let at = 0;
  for (const part of parts) {
    if (part.start > at) text += decoder.decode() + gapText(part.start - at);
    text += decoder.decode(part.bytes, { stream: true });
    const missing = part.length - part.bytes.length;
    if (missing > 0) text += decoder.decode() + gapText(missing);
    at = part.start + part.length;
  }
  return text + decoder.decode();
}
