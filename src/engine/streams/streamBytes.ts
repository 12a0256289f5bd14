import { EventData } from '../packets/recognise/eventData';
import type { RawEvents } from '../trace/rawEvents';
import type { Trace } from '../trace/trace';
import type { StreamPiece } from './stream';
import { Direction } from './streamIndex';

/** Bytes of a direction of a stream that the capture does not hold: snaplen cut them off, or the call has no data. */
export interface StreamGap {
  /** Offset in the direction, in bytes, and how many are missing. */
  readonly start: number;
  readonly length: number;
}

/** Bytes of a direction without a gap in them. */
export interface StreamRun {
  readonly start: number;
  readonly bytes: Uint8Array;
  /** The pieces that the bytes are of, so that each byte leads back to its event. */
  readonly piece: StreamPiece;
}

/** A direction of a stream, piece by piece: what the capture holds, and what it lacks. */
export interface StreamContent {
  readonly runs: readonly StreamRun[];
  readonly gaps: readonly StreamGap[];
  /** Bytes in all, those of gaps included. */
  readonly length: number;
}

/** Reads the bytes of streams again from the capture. */
export class StreamBytes {
  private readonly data: EventData;

  constructor(trace: Trace, raw: RawEvents) {
    this.data = new EventData(trace, raw);
  }

  /**
   * What of a piece the capture holds: its first bytes, and never more than the call moved. Throws a `RawBytesError` where
   * they cannot be read again.
   */
  bytesOf(piece: StreamPiece): Uint8Array {
    return this.viewOf(piece).slice();
  }

  /** The same without a copy: valid until the next piece is read. */
  viewOf(piece: StreamPiece): Uint8Array {
    if (piece.failed || piece.length === 0 || !this.data.read(piece.row)) return NOTHING;
    return this.data.bytes.subarray(0, piece.length);
  }

  /** How many bytes a call was asked to write and did not; 0 for reads, of which nobody knows how much there was. */
  unwritten(piece: StreamPiece): number {
    if (piece.failed || piece.direction === Direction.READ) return 0;
    return Math.max(0, this.data.asked(piece.row) - piece.length);
  }

  /** The content of pieces that follow each other in one direction. */
  contentOf(pieces: readonly StreamPiece[]): StreamContent {
    const runs: StreamRun[] = [];
    const gaps: StreamGap[] = [];
    for (const piece of pieces) {
      if (piece.length === 0) continue;
      const bytes = this.bytesOf(piece);
      if (bytes.length > 0) runs.push({ start: piece.start, bytes, piece });
      const missing = piece.length - bytes.length;
      if (missing > 0) gaps.push({ start: piece.start + bytes.length, length: missing });
    }
    const last = pieces.at(-1);
    const first = pieces.at(0);
    return { runs, gaps, length: last && first ? last.start + last.length - first.start : 0 };
  }
}

const NOTHING = new Uint8Array(0);
