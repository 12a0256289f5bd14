import { Worker } from 'node:worker_threads';
import type { FoldFiles, FoldPart } from './foldPart';

/** What a worker is started with that is to fold one part, and then to end. */
export interface FoldTask {
  readonly fold: FoldFiles;
  readonly since: number | undefined;
}

/** Folds parts on threads of their own, which the worker's bundled script runs. */
export function foldInThread(workerFile: string): FoldPart {
  return (fold, since) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(workerFile, { workerData: { fold, since } satisfies FoldTask, name: 'scaplens-fold' });
      worker.once('message', (position: number) => resolve(position));
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The thread ended with code ${code}.`)));
    });
}

/** The task that a worker was started with; undefined: it was started for a capture. */
export function foldTask(data: unknown): FoldTask | undefined {
  return typeof data === 'object' && data !== null && 'fold' in data ? (data as FoldTask) : undefined;
}
