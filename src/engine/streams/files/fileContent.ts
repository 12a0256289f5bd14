import type { EventRow } from '../../base/brands';
import { allSteps, type Steps } from '../../base/steps';

/** So many parts are put together between two steps. */
const PARTS = 1024;

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
  return allSteps(overlaySteps(parts));
}

/** The same in steps. */
export function* overlaySteps(parts: readonly FilePart[]): Steps<FilePart[]> {
  const whole: FilePart[] = [];
  for (let at = 0; at < parts.length; at++) {
    if (at % PARTS === PARTS - 1) yield;
    const part = parts[at];
    if (part.length === 0) continue;
    const last = whole.at(-1);
    if (!last || last.start + last.length <= part.start) whole.push(part);
    else cover(whole, part);
  }
  return whole;
}

/** Puts a part over those that are there. */
function cover(whole: FilePart[], part: FilePart): void {
  const end = part.start + part.length;
  const first = firstEndingAfter(whole, part.start);
  let behind = first;
  while (behind < whole.length && whole[behind].start < end) behind++;
  const before = behind > first ? cut(whole[first], whole[first].start, part.start) : [];
  const last = whole[behind - 1];
  const after = behind > first ? cut(last, end, last.start + last.length) : [];
  whole.splice(first, behind - first, ...before, part, ...after);
}

/** Index of the first part that ends behind a position. */
function firstEndingAfter(whole: readonly FilePart[], position: number): number {
  let low = 0;
  let high = whole.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (whole[middle].start + whole[middle].length <= position) low = middle + 1;
    else high = middle;
  }
  return low;
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
  return allSteps(fileTextSteps(parts));
}

/** The same in steps; it ends with the part in which it comes to `most` characters. */
export function* fileTextSteps(parts: readonly FilePart[], most: number = Number.POSITIVE_INFINITY): Steps<string> {
  const decoder = new TextDecoder('utf-8');
  let text = '';
  let at = 0;
  for (let index = 0; index < parts.length && text.length < most; index++) {
    if (index % PARTS === PARTS - 1) yield;
    const part = parts[index];
    if (part.start > at) text += decoder.decode() + gapText(part.start - at);
    text += decoder.decode(part.bytes, { stream: true });
    const missing = part.length - part.bytes.length;
    if (missing > 0) text += decoder.decode() + gapText(missing);
    at = part.start + part.length;
  }
  return text + decoder.decode();
}

/** How long the file is that parts of `overlaySteps` make, and how many of its bytes no part has. */
export function fileSize(parts: readonly FilePart[]): { readonly length: number; readonly missing: number } {
  const last = parts.at(-1);
  const length = last ? last.start + last.length : 0;
  return { length, missing: length - parts.reduce((sum, { bytes }) => sum + bytes.length, 0) };
}

/** The bytes of a file of some length; what no part has is zero. */
export function fileBytes(parts: readonly FilePart[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  for (const { start, bytes } of parts) whole.set(bytes, start);
  return whole;
}
