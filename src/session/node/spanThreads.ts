import type { InflateLimits } from '../gzip/inflateLimits';
import { type InflatedPiece, PIECE_SIZE } from '../gzip/inflatePass';
import type { InflateRun } from '../gzip/inflateRun';
import type { SeekIndex } from '../gzip/seekIndex';
import { InflaterThread } from './inflaterThread';
import type { PositionedFile } from './positionedFile';

/** Two inflate as fast as one thread takes in what comes. */
const THREADS = 2;
/** Spans that are being inflated, or wait to be taken. */
const AHEAD = 4;

/** A pass over a file whose checkpoints are known: threads inflate it at several places at once. */
export class SpanThreads implements InflateRun {
  private readonly threads: readonly InflaterThread[];
  private readonly ahead: Promise<InflatedPiece>[] = [];
  private readonly spare: ArrayBuffer[] = [];
  private nextSpan = 0;

  /** `entry`: the bundled script of the threads. `index` is complete. */
  constructor(
    entry: string,
    file: PositionedFile,
    limits: InflateLimits,
    private readonly index: SeekIndex,
  ) {
    this.threads = Array.from({ length: THREADS }, () => new InflaterThread(entry, file, limits));
  }

  next(): Promise<InflatedPiece> {
    while (this.ahead.length < AHEAD && this.startSpan());
    return this.ahead.shift() ?? Promise.reject(new Error('All spans have been given.'));
  }

  recycle(buffer: ArrayBuffer): void {
    this.spare.push(buffer);
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private startSpan(): boolean {
    const number = this.nextSpan;
    const span = this.index.span(number);
    if (!span) return false;
    this.nextSpan++;
    const last = number === this.index.checkpoints.length;
    const fits = span.length < PIECE_SIZE;
    const buffer = (fits && this.spare.pop()) || new ArrayBuffer(Math.max(PIECE_SIZE, span.length + 1));
    this.ahead.push(this.threads[number % THREADS].ask({ buffer, span: { span, last } }));
    return true;
  }
}
