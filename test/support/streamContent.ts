import type { EventRow } from '../../src/engine/base/brands';
import { encodeText } from '../../src/engine/base/text';
import { DirectionBytes } from '../../src/engine/streams/directionBytes';
import type { StreamPiece } from '../../src/engine/streams/stream';
import type { StreamGap, StreamRun } from '../../src/engine/streams/streamBytes';
import { Direction } from '../../src/engine/streams/streamIndex';

/** One call: its text or bytes, or how many bytes of it the capture lacks. */
export type DrawnCall = string | Uint8Array | number | readonly (string | Uint8Array | number)[];

/** A direction of a stream out of calls, one after the other; the row of each is its index. */
export function drawnDirection(...calls: readonly DrawnCall[]): DirectionBytes {
  const pieces: StreamPiece[] = [];
  const runs: StreamRun[] = [];
  const gaps: StreamGap[] = [];
  let at = 0;
  calls.forEach((call, row) => {
    const start = at;
    const parts = Array.isArray(call) ? call : [call];
    const held: { start: number; bytes: Uint8Array }[] = [];
    for (const part of parts) {
      if (typeof part === 'number') {
        gaps.push({ start: at, length: part });
        at += part;
      } else {
        const bytes = typeof part === 'string' ? encodeText(part) : part;
        if (bytes.length > 0) held.push({ start: at, bytes });
        at += bytes.length;
      }
    }
    const piece = { row: row as EventRow, direction: Direction.READ, start, length: at - start, failed: false };
    pieces.push(piece);
    for (const each of held) runs.push({ ...each, piece });
  });
  return new DirectionBytes({ runs, gaps, length: at }, pieces);
}
