import type { MessagePort } from 'node:worker_threads';
import { type FoldFiles, foldPart } from './foldPart';
import type { FoldAnswer, FoldTask } from './foldThread';

/** Whether a worker was started to fold parts. */
export function isFoldThread(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'folds' in data;
}

/** Folds one part after another, as `foldInThread` asks for them. */
export function serveFolds(port: MessagePort): void {
  let done = Promise.resolve();
  port.on('message', ({ files, since }: FoldTask) => {
    done = done.then(async () => port.postMessage(await answerTo(files, since)));
  });
}

async function answerTo(files: FoldFiles, since: number | undefined): Promise<FoldAnswer> {
  try {
    return { position: await foldPart(files, since) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    // An error that is posted loses its code.
    return { failure: { message, code } };
  }
}
