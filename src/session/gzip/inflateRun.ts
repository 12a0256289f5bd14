import type { InflateFast } from './fastSpans';
import type { CompressedFile } from './gzipStream';
import type { InflateLimits } from './inflateLimits';
import { type InflatedPiece, InflatePass, PIECE_SIZE } from './inflatePass';

/** A pass over a gzip file, wherever it is done. */
export interface InflateRun {
  /** The next piece, until the one that is the last; rejects with what reading the file failed with. */
  next(): Promise<InflatedPiece>;
  /** Gives back the memory of a piece that is not used any more. */
  recycle(buffer: ArrayBuffer): void;
  /** Ends the run; nothing more comes, and the file is not read any more once the promise resolves. */
  close(): Promise<void>;
}

/** A pass on the thread that asks for its pieces: for the command line's tests, and where there are no threads to be had. */
export class InflateHere implements InflateRun {
  private readonly pass: InflatePass;
  private readonly spare: ArrayBuffer[] = [];

  constructor(file: CompressedFile, limits: InflateLimits, inflateFast?: InflateFast) {
    this.pass = new InflatePass(file, limits, inflateFast);
  }

  next(): Promise<InflatedPiece> {
    return this.pass.next(this.spare.pop() ?? new ArrayBuffer(PIECE_SIZE));
  }

  recycle(buffer: ArrayBuffer): void {
    this.spare.push(buffer);
  }

  async close(): Promise<void> {}
}
