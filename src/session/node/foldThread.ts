import { Worker } from 'node:worker_threads';
import type { FoldFiles, FoldPart } from './foldPart';

/** What a worker is started with that is to fold parts, and not to read a capture. */
export const FOLD_START = { folds: true } as const;
/** How long a thread waits for its next part before it ends, in ms. */
const LONGEST_REST = 60_000;

/** One part, as the thread is asked for it. */
export interface FoldTask {
  readonly files: FoldFiles;
  readonly since: number | undefined;
}

/** What the thread answers to each task, in their order; `code` is that of node's error. */
export type FoldAnswer =
  | { readonly position: number }
  | { readonly failure: { readonly message: string; readonly code: string | undefined } };

type Waiting = { readonly resolve: (position: number) => void; readonly reject: (error: Error) => void };

/**
 * Folds parts on a thread of their own, which the worker's bundled script runs. The thread is kept for the next part, for folding
 * takes it several times as long before its code is compiled; it ends when nothing has come for `longestRest` ms.
 */
export function foldInThread(workerFile: string, longestRest = LONGEST_REST): FoldPart {
  let thread: FoldThread | undefined;
  return (files, since) => {
    if (!thread || thread.isOver) thread = new FoldThread(workerFile, longestRest);
    return thread.ask({ files, since });
  };
}

/** One thread. Keeps the process alive only while a part is waited for. */
class FoldThread {
  isOver = false;
  private readonly worker: Worker;
  private readonly waiting: Waiting[] = [];
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(
    workerFile: string,
    private readonly longestRest: number,
  ) {
    this.worker = new Worker(workerFile, { workerData: FOLD_START, name: 'scaplens-fold' });
    this.worker.on('message', (answer: FoldAnswer) => this.answered(answer));
    this.worker.on('error', (error) => this.die(error));
    this.worker.on('exit', (code) => this.die(new Error(`The thread ended with code ${code}.`)));
  }

  ask(task: FoldTask): Promise<number> {
    clearTimeout(this.rest);
    this.worker.ref();
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(task);
    });
  }

  private answered(answer: FoldAnswer): void {
    const task = this.waiting.shift();
    if ('position' in answer) task?.resolve(answer.position);
    else task?.reject(Object.assign(new Error(answer.failure.message), { code: answer.failure.code }));
    if (this.waiting.length > 0) return;
    this.worker.unref();
    this.rest = setTimeout(() => this.end(), this.longestRest).unref();
  }

  private end(): void {
    this.isOver = true;
    void this.worker.terminate();
  }

  private die(error: Error): void {
    this.isOver = true;
    clearTimeout(this.rest);
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}
