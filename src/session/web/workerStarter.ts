import type { ReadingSettings, StartWorker } from '../client/workerLink';
import type { MessageFromSession } from '../protocol';
import { memoryOf } from '../sentContent';
import type { WorkerData } from '../workerData';
import type { MessageTarget } from './workerScope';

declare const Worker: new (
  address: string,
  options: { readonly name: string },
) => MessageTarget & {
  terminate(): void;
  onerror: ((event: { readonly message?: string }) => void) | null;
};

/** Starts workers of the browser from a bundled script; each is told the settings as they are when it starts. */
export function workerStarter(script: string, settings: () => ReadingSettings): StartWorker {
  return (data, listener) => {
    const worker = new Worker(script, { name: 'scaplens' });
    let over = false;
    // The worker says nothing of its own but the session's messages.
    worker.addEventListener('message', ({ data: message }) => {
      if (!over) listener.message(message as MessageFromSession);
    });
    worker.onerror = ({ message }) => {
      if (over) return;
      over = true;
      worker.terminate();
      listener.died(new Error(message || 'the browser cannot start it'));
    };
    worker.postMessage({ ...data, ...settings() } satisfies WorkerData, []);
    return {
      post: (message) => worker.postMessage(message, memoryOf(message)),
      terminate: () => {
        over = true;
        worker.terminate();
        return undefined;
      },
    };
  };
}
