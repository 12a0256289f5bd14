import { Worker } from 'node:worker_threads';
import type { ReadingSettings, StartWorker } from '../client/workerLink';
import type { MessageFromSession } from '../protocol';
import { memoryOf } from '../sentContent';
import type { WorkerData } from '../workerData';

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
      post: (message) => worker.postMessage(message, memoryOf(message)),
      terminate: () => {
        over = true;
        return worker.terminate();
      },
    };
  };
}
