import type { InflateLimits } from '../gzip/inflateLimits';
import { type InflatedPiece, PIECE_SIZE } from '../gzip/inflatePass';
import type { InflateRun } from '../gzip/inflateRun';
import { InflaterThread } from './inflaterThread';
import type { PositionedFile } from './positionedFile';

/** Buffers that go round: two pieces are being used, the others are inflated into meanwhile. */
const BUFFERS = 4;

/** A pass on a thread of its own: it inflates as far ahead as it has buffers, and waits then. */
export class InflateThread implements InflateRun {
  private readonly thread: InflaterThread;
  private readonly ahead: Promise<InflatedPiece>[] = [];

  /** `entry`: the bundled script of the thread. */
  constructor(entry: string, file: PositionedFile, limits: InflateLimits) {
    this.thread = new InflaterThread(entry, file, limits);
    for (let buffers = 0; buffers < BUFFERS; buffers++) this.recycle(new ArrayBuffer(PIECE_SIZE));
  }

  next(): Promise<InflatedPiece> {
    return this.ahead.shift() ?? Promise.reject(new Error('No buffer was given back.'));
  }

  recycle(buffer: ArrayBuffer): void {
    this.ahead.push(this.thread.ask({ buffer }));
  }

  close(): Promise<void> {
    return this.thread.close();
  }
}
