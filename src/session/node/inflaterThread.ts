import { Worker } from 'node:worker_threads';
import { CaptureInputError } from '../captureInput';
import type { InflateLimits } from '../gzip/inflateLimits';
import type { InflatedPiece } from '../gzip/inflatePass';
import type { Span } from '../gzip/seekIndex';
import type { PositionedFile } from './positionedFile';

/** What the thread is started with. */
export interface InflaterData {
  readonly descriptor: number;
  readonly size: number;
  readonly limits: InflateLimits;
}

/** What the thread is asked: the next piece of a pass, or one span, into a buffer that is handed over. */
export interface InflaterTask {
  readonly buffer: ArrayBuffer;
  readonly span?: { readonly span: Span; readonly last: boolean };
}

/** What the thread answers to each task: the piece, in that buffer, or why there is none. */
export type InflaterAnswer = { readonly piece: InflatedPiece } | { readonly failure: string };

type Waiting = { readonly resolve: (piece: InflatedPiece) => void; readonly reject: (error: Error) => void };

/** A thread that inflates. It does its tasks in order. */
export class InflaterThread {
  private readonly worker: Worker;
  private readonly waiting: Waiting[] = [];
  private death: Error | undefined;

  /** `entry`: the bundled script of the thread. */
  constructor(entry: string, { descriptor, size }: PositionedFile, limits: InflateLimits) {
    const workerData: InflaterData = { descriptor, size, limits };
    this.worker = new Worker(entry, { workerData, name: 'scaplens-inflater' });
    this.worker.on('message', (answer: InflaterAnswer) => {
      const task = this.waiting.shift();
      if ('piece' in answer) task?.resolve(answer.piece);
      else task?.reject(new CaptureInputError(answer.failure));
    });
    this.worker.on('error', (error) => this.die(error));
    this.worker.on('exit', (code) => this.die(new Error(`The thread that inflates has ended with code ${code}.`)));
  }

  /** Rejects with a `CaptureInputError` where the file cannot be read. */
  ask(task: InflaterTask): Promise<InflatedPiece> {
    const answer = new Promise<InflatedPiece>((resolve, reject) => {
      if (this.death) reject(this.death);
      else this.waiting.push({ resolve, reject });
    });
    // Tasks are given ahead: a failure counts when its turn has come.
    answer.catch(() => {});
    this.worker.postMessage(task, [task.buffer]);
    return answer;
  }

  /** Ends the thread; resolves when it reads nothing any more. */
  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private die(error: Error): void {
    this.death ??= error;
    for (const { reject } of this.waiting.splice(0)) reject(this.death);
  }
}
