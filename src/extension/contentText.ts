import type { SessionResult } from '../session/protocol';

type Content = Pick<SessionResult<'streamContent'>, 'bytes' | 'gaps' | 'isCut'>;

/** Bytes that are looked at, and how many of them may be no text, in parts of one. */
const LOOKED_AT = 8192;
const TOLERATED = 0.05;
const ROW = 16;
/** Most bytes that are shown as hex: each takes five characters. */
const LONGEST_HEX = 4 * 1024 * 1024;

/** Whether bytes are no text that an editor could show. */
export function isBinary(bytes: Uint8Array): boolean {
  const some = bytes.subarray(0, LOOKED_AT);
  let strange = 0;
  for (const byte of some) {
    if (byte === 0) return true;
    if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b) || byte === 0x7f) strange++;
  }
  const text = new TextDecoder().decode(some, { stream: true });
  for (const character of text) if (character === '\ufffd') strange++;
  return strange > some.length * TOLERATED;
}

/** A content as an editor shows it: text, or hex where it is none. What the capture lacks stands as a mark. */
export function contentText(content: Content): string {
  const text = isBinary(content.bytes) ? hexText(content) : markedText(content);
  return content.isCut ? `${text}\n⟨the rest is too long to be shown⟩\n` : text;
}

function markedText({ bytes, gaps }: Content): string {
  const decoder = new TextDecoder();
  let text = '';
  let at = 0;
  for (const { at: place, length } of gaps) {
    text += decoder.decode(bytes.subarray(at, place)) + gapMark(length);
    at = place;
  }
  return text + decoder.decode(bytes.subarray(at));
}

function hexText({ bytes, gaps }: Content): string {
  const lines: string[] = [];
  const end = Math.min(bytes.length, LONGEST_HEX);
  let next = 0;
  for (let at = 0; at < end; ) {
    while (next < gaps.length && gaps[next].at <= at) lines.push(gapMark(gaps[next++].length));
    const stop = Math.min(end, at + ROW, gaps[next]?.at ?? end);
    lines.push(hexLine(bytes.subarray(at, stop), at));
    at = stop;
  }
  for (const { length } of gaps.slice(next)) lines.push(gapMark(length));
  if (end < bytes.length) lines.push(`⟨${bytes.length - end} more bytes⟩`);
  return `${lines.join('\n')}\n`;
}

function hexLine(bytes: Uint8Array, at: number): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const ascii = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
  return `${at.toString(16).padStart(8, '0')}  ${hex.padEnd(3 * ROW)} ${ascii}`;
}

function gapMark(bytes: number): string {
  return `⟨${bytes} ${bytes === 1 ? 'byte' : 'bytes'} not in the capture⟩`;
}
