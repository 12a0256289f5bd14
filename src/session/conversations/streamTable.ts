import { Int32Column } from '../../engine/base/growingColumns';
import type { Stream, StreamPiece } from '../../engine/streams/stream';
import type { StreamBytes } from '../../engine/streams/streamBytes';
import type { StreamMode } from '../streamProtocol';
import { countLines, type LaidLine, layOutPiece } from './streamLayout';

/** A line, and the call that it is of. */
export interface PlacedLine {
  readonly piece: StreamPiece;
  readonly bytes: Uint8Array;
  /** Bytes that a write was asked for and did not take. */
  readonly unwritten: number;
  readonly line: LaidLine;
  readonly first: boolean;
}

/**
 * The lines of one stream in one layout. How many lines a call has is known once its bytes were looked at: `advance` does so for
 * the next calls. Nothing is kept but a number for each call.
 */
export class StreamTable {
  /** By piece: where its lines end. */
  private readonly ends = new Int32Column();

  constructor(
    readonly stream: Stream,
    readonly mode: StreamMode,
    private readonly reader: StreamBytes,
  ) {}

  /** Pieces whose lines are known. */
  get laidOut(): number {
    return this.ends.length;
  }

  get isComplete(): boolean {
    return this.laidOut === this.stream.count;
  }

  /** Lines that are known. */
  get lineCount(): number {
    return this.laidOut === 0 ? 0 : this.ends.values[this.laidOut - 1];
  }

  /** Looks at the next `count` pieces at most. Throws a `RawBytesError` where bytes cannot be read again. */
  advance(count: number): void {
    const end = Math.min(this.stream.count, this.laidOut + count);
    while (this.laidOut < end) {
      const piece = this.stream.piece(this.laidOut);
      // In the list of calls each has its line, whatever it moved.
      this.ends.push(this.lineCount + (this.mode === 'calls' ? 1 : this.countLines(piece)));
    }
  }

  private countLines(piece: StreamPiece): number {
    // First, because a view of bytes lasts until something else is read.
    const unwritten = this.reader.unwritten(piece);
    return countLines(piece, this.reader.viewOf(piece), this.mode, unwritten);
  }

  private layOut(piece: StreamPiece): LaidLine[] {
    const unwritten = this.reader.unwritten(piece);
    return layOutPiece(piece, this.reader.viewOf(piece), this.mode, unwritten);
  }

  /** The lines `[from, from + count)`, as far as they are known. */
  lines(from: number, count: number): PlacedLine[] {
    const placed: PlacedLine[] = [];
    const end = Math.min(this.lineCount, from + count);
    let index = this.pieceOfLine(from);
    for (let at = from; at < end; index++) {
      const piece = this.stream.piece(index);
      const bytes = this.reader.bytesOf(piece);
      const start = this.startOf(index);
      const unwritten = this.reader.unwritten(piece);
      const lines = layOutPiece(piece, bytes, this.mode, unwritten);
      for (; at < Math.min(end, this.ends.values[index]); at++) {
        placed.push({ piece, bytes, unwritten, line: lines[at - start], first: at === start });
      }
    }
    return placed;
  }

  /** Where the lines of a piece begin that is laid out. */
  startOf(piece: number): number {
    return piece === 0 ? 0 : this.ends.values[piece - 1];
  }

  /** The piece that a line is of. */
  pieceOfLine(line: number): number {
    let low = 0;
    let high = this.laidOut;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.ends.values[middle] <= line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The line of a laid out piece that has a byte, counted among those of the piece that the capture holds. */
  lineOfByte(index: number, offset: number): number {
    const piece = this.stream.piece(index);
    const lines = this.layOut(piece);
    const line = lines.findIndex(({ kind, end }) => kind === 'data' && end > offset);
    // What is found behind the part of a call that its one line shows is in that line all the same.
    return this.startOf(index) + Math.max(0, line);
  }

  /** Where among the bytes of its piece a line begins. */
  byteOfLine(line: number): number {
    const index = this.pieceOfLine(line);
    const piece = this.stream.piece(index);
    return this.layOut(piece)[line - this.startOf(index)]?.start ?? 0;
  }
}
