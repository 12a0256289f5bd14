import type { KeptEnd } from './captureOptions';
import { durationText, sizeText } from './figures';

/** What is kept of a capture whose beginning is dropped, in a few words: `keeps the last 1:00, at most 500 MB`. */
export function keptEndText({ seconds, bytes }: KeptEnd): string {
  if (seconds === undefined) return `keeps the last ${sizeText(bytes ?? 0)}`;
  return `keeps the last ${durationText(seconds)}${bytes === undefined ? '' : `, at most ${sizeText(bytes)}`}`;
}
