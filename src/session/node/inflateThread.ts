import { Worker } from 'node:worker_threads';
import { CaptureInputError } from '../captureInput';
import type { InflateLimits } from '../gzip/inflateLimits';
import { type InflatedPiece, PIECE_SIZE } from '../gzip/inflatePass';
import type { InflateRun } from '../gzip/inflateRun';
import type { PositionedFile } from './positionedFile';

/** Buffers that go round: two pieces are being used, the others are inflated into meanwhile. */
const BUFFERS = 4;

/** What the thread is started with. */
export interface InflaterData {
  readonly descriptor: number;
  readonly size: number;
  readonly limits: InflateLimits;
}

/** What the thread answers to each buffer: the next piece, in that buffer, or why there is none. */
export type InflaterAnswer = { readonly piece: InflatedPiece } | { readonly failure: string };

/**
 * A pass on a thread of its own. Buffers go to and fro: the thread inflates as far ahead as it has buffers, and waits then.
 */
export class InflateThread implements InflateRun {
  private readonly worker: Worker;
  private readonly ready: (InflatedPiece | Error)[] = [];
  private wake: () => void = () => {};

  /** `entry`: the bundled script of the thread. */
  constructor(entry: string, { descriptor, size }: PositionedFile, limits: InflateLimits) {
    const workerData: InflaterData = { descriptor, size, limits };
    this.worker = new Worker(entry, { workerData, name: 'scaplens-inflater' });
    this.worker.on('message', (answer: InflaterAnswer) => {
      this.arrived('piece' in answer ? answer.piece : new CaptureInputError(answer.failure));
    });
    this.worker.on('error', (error) => this.arrived(error));
    this.worker.on('exit', (code) => this.arrived(new Error(`The thread that inflates has ended with code ${code}.`)));
    for (let buffers = 0; buffers < BUFFERS; buffers++) this.recycle(new ArrayBuffer(PIECE_SIZE));
  }

  async next(): Promise<InflatedPiece> {
    for (;;) {
      const next = this.ready.shift();
      if (next instanceof Error) throw next;
      if (next) return next;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  recycle(buffer: ArrayBuffer): void {
    this.worker.postMessage(buffer, [buffer]);
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private arrived(next: InflatedPiece | Error): void {
    this.ready.push(next);
    this.wake();
  }
}
