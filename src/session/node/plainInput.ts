import type { CaptureInput } from '../captureInput';
import type { CaptureNotice } from '../protocol';
import type { PositionedFile } from './positionedFile';

/** The first piece is small, so that rows are on screen at once; each next one is twice as large, up to the largest. */
const FIRST_PIECE = 256 * 1024;
const LARGEST_PIECE = 4 * 1024 * 1024;

/** An uncompressed capture file, read into one buffer that is used again for every piece. */
export class PlainInput implements CaptureInput {
  readonly compressed = false;
  readonly notices: readonly CaptureNotice[] = [];
  bytesRead = 0;
  private readonly buffer: Uint8Array;
  private pieceLength = FIRST_PIECE;

  constructor(private readonly file: PositionedFile) {
    this.buffer = new Uint8Array(Math.min(LARGEST_PIECE, file.size));
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
    const wanted = Math.min(this.pieceLength, this.file.size - this.bytesRead);
    const count = this.file.read(this.bytesRead, this.buffer.subarray(0, wanted));
    if (count === 0) return undefined;
    this.bytesRead += count;
    this.pieceLength = Math.min(LARGEST_PIECE, this.pieceLength * 2);
    return this.buffer.subarray(0, count);
  }

  close(): void {
    this.file.close();
  }
}
