import type { RawEvents } from '../../trace/rawEvents';
import type { Trace } from '../../trace/trace';
import type { StreamPiece } from '../stream';
import { StreamBytes } from '../streamBytes';
import type { Segment } from './segments';

/** Reads what the capture holds of segments. */
export class SegmentBytes {
  private readonly bytes: StreamBytes;
  /** The call that was read last: one that moved much is asked for several segments. */
  private last: { readonly piece: StreamPiece; readonly bytes: Uint8Array } | undefined;

  constructor(trace: Trace, raw: RawEvents) {
    this.bytes = new StreamBytes(trace, raw);
  }

  /** The beginning of a segment, of the end that the capture has more of. Throws a `RawBytesError` where it cannot be read again. */
  of({ start, end, piece, others }: Segment): Uint8Array {
    const own = this.partOf(piece, start, end);
    const [other] = others;
    if (!other || other.start > start || own.length === end - start) return own;
    const theirs = this.partOf(other, start, end);
    return theirs.length > own.length ? theirs : own;
  }

  /** Whether the capture holds everything that a call moved. */
  isWhole(piece: StreamPiece): boolean {
    return this.bytesOf(piece).length === piece.length;
  }

  private partOf(piece: StreamPiece, start: number, end: number): Uint8Array {
    return this.bytesOf(piece).subarray(start - piece.start, end - piece.start);
  }

  private bytesOf(piece: StreamPiece): Uint8Array {
    if (this.last?.piece !== piece) this.last = { piece, bytes: this.bytes.bytesOf(piece) };
    return this.last.bytes;
  }
}
