import type { StreamPiece } from './stream';
import type { StreamContent, StreamRun } from './streamBytes';

const NOTHING = new Uint8Array(0);

/**
 * One direction of a stream as a sequence of bytes with holes: what the capture holds, at the offsets that it had. Offsets are
 * those of the stream, in bytes.
 */
export class DirectionBytes {
  private readonly runs: readonly StreamRun[];

  constructor(
    private readonly content: StreamContent,
    /** The pieces that the content is of, failed and empty ones included. */
    readonly pieces: readonly StreamPiece[],
  ) {
    this.runs = content.runs;
  }

  /** Offset of the first byte, and of the end of the last, holes included. */
  get start(): number {
    return this.pieces.at(0)?.start ?? 0;
  }

  get end(): number {
    return this.start + this.content.length;
  }

  /** The bytes from an offset on up to the first hole, and at most `limit`; copied only where several calls made them. */
  from(offset: number, limit: number): Uint8Array {
    let index = this.indexOf(offset);
    const first = this.runs[index];
    if (!first || offset < first.start || offset >= endOf(first)) return NOTHING;
    const wanted = offset + limit;
    if (endOf(first) >= wanted) return first.bytes.subarray(offset - first.start, wanted - first.start);
    const parts = [first.bytes.subarray(offset - first.start)];
    let end = endOf(first);
    for (index++; end < wanted && this.runs[index]?.start === end; index++) {
      const run = this.runs[index];
      parts.push(run.bytes.subarray(0, wanted - end));
      end = endOf(run);
    }
    return join(parts);
  }

  /** How many bytes of `[from, to)` the capture does not hold. */
  missing(from: number, to: number): number {
    let held = 0;
    for (let index = this.indexOf(from); index < this.runs.length; index++) {
      const run = this.runs[index];
      if (run.start >= to) break;
      held += Math.max(0, Math.min(to, endOf(run)) - Math.max(from, run.start));
    }
    return to - from - held;
  }

  /** The call that moved the byte at an offset, or the last one before it. */
  pieceAt(offset: number): StreamPiece | undefined {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.pieces[middle].start <= offset) low = middle + 1;
      else high = middle;
    }
    for (let at = low - 1; at >= 0; at--) if (this.pieces[at].length > 0) return this.pieces[at];
    return this.pieces.at(0);
  }

  /** Where the next call begins that moved bytes, from an offset on; `end` where none does. */
  nextPiece(offset: number): number {
    for (const piece of this.pieces) if (piece.length > 0 && piece.start >= offset) return piece.start;
    return this.end;
  }

  /** Index of the run that holds an offset, or of the next one. */
  private indexOf(offset: number): number {
    let low = 0;
    let high = this.runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (endOf(this.runs[middle]) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function endOf(run: StreamRun): number {
  return run.start + run.bytes.length;
}

/** Parts one after the other as one array. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
