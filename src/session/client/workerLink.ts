import { Worker } from 'node:worker_threads';
import type { WorkerData } from '../node/workerData';
import type { MessageFromSession, MessageToSession } from '../protocol';

/** What the worker's owner hears from it. */
export interface WorkerListener {
  message(message: MessageFromSession): void;
  /** The worker has died by itself; nothing more comes from it. */
  died(error: Error): void;
}

/** A worker that is running. */
export interface WorkerLink {
  post(message: MessageToSession): void;
  /** Ends the worker; its listener hears nothing more. */
  terminate(): void;
}

export type StartWorker = (data: WorkerData, listener: WorkerListener) => WorkerLink;

/** What the user has set for the reading of captures. */
export type ReadingSettings = Pick<WorkerData, 'inflateLimit'>;

/** Starts workers as threads of node from a bundled file; each is told the settings as they are when it starts. */
export function threadStarter(workerFile: string, settings: () => ReadingSettings = () => ({})): StartWorker {
  return (data, listener) => {
    const workerData: WorkerData = { ...data, ...settings() };
    const worker = new Worker(workerFile, { workerData, name: 'scaplens' });
    let over = false;
    const died = (error: Error): void => {
      if (over) return;
      over = true;
      listener.died(error);
    };
    worker.on('message', (message: MessageFromSession) => {
      if (!over) listener.message(message);
    });
    worker.on('error', died);
    worker.on('exit', (code) => died(new Error(`it ended with code ${code}`)));
    return {
      post: (message) => worker.postMessage(message),
      terminate: () => {
        over = true;
        void worker.terminate();
      },
    };
  };
}
