import type { CaptureInput } from '../captureInput';
import type { CaptureNotice } from '../protocol';
import type { PositionedFile } from './positionedFile';
import { ReadyMemory } from './readyMemory';

/** The first piece is small, so that rows are on screen at once; each next one is twice as large, up to the largest. */
const FIRST_PIECE = 256 * 1024;
/** Asking and waiting for each piece took a fifth of the pass when they were a quarter as long; longer ones gain nothing. */
const LARGEST_PIECE = 4 * 1024 * 1024;

/** A larger file's trace gets memory that was made ready for it. */
const LARGE_FILE = 32 * 1024 * 1024;

/**
 * An uncompressed capture file. It is read into two buffers in turn: while one piece is decoded, a thread of the platform's
 * pool reads the next.
 */
export class PlainInput implements CaptureInput {
  readonly compressed = false;
  readonly notices: readonly CaptureNotice[] = [];
  readonly memory: ReadyMemory | undefined;
  bytesRead = 0;
  private readonly buffers: [Uint8Array, Uint8Array];
  private pieceLength = FIRST_PIECE;
  /** The piece that is being read ahead. */
  private ahead: Promise<Uint8Array> | undefined;

  constructor(
    private readonly file: PositionedFile,
    readonly eventsBefore = 0,
  ) {
    const length = Math.min(LARGEST_PIECE, file.size);
    this.buffers = [new Uint8Array(length), new Uint8Array(length)];
    if (file.size > LARGE_FILE) this.memory = ReadyMemory.open();
  }

  get bytesTotal(): number {
    return this.file.size;
  }

  get bytesGiven(): number {
    return this.bytesRead;
  }

  get source(): PositionedFile {
    return this.file;
  }

  async next(): Promise<Uint8Array | undefined> {
    const piece = await (this.ahead ?? this.readFrom(this.bytesRead));
    this.ahead = undefined;
    this.bytesRead += piece.length;
    if (piece.length === 0) return undefined;
    if (this.bytesRead < this.file.size) {
      this.ahead = this.readFrom(this.bytesRead);
      // An error is the next caller's, who may never come.
      this.ahead.catch(() => undefined);
    }
    return piece;
  }

  close(): void {
    this.file.close();
    this.memory?.close();
  }

  private async readFrom(offset: number): Promise<Uint8Array> {
    this.buffers.reverse();
    const wanted = Math.min(this.pieceLength, this.file.size - offset);
    this.pieceLength = Math.min(LARGEST_PIECE, this.pieceLength * 2);
    const target = this.buffers[0].subarray(0, wanted);
    return target.subarray(0, await this.file.readBeside(offset, target));
  }
}
