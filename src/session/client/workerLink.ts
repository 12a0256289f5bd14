import type { MessageFromSession, MessageToSession } from '../protocol';
import type { SentContent } from '../sentContent';
import type { WorkerData } from '../workerData';

/** What the worker's owner hears from it. */
export interface WorkerListener {
  message(message: MessageFromSession): void;
  /** The worker has died by itself; nothing more comes from it. */
  died(error: Error): void;
}

/** A worker that is running. */
export interface WorkerLink {
  /** Sends a message; the memory of a capture's content is handed over. */
  post(message: MessageToSession | SentContent): void;
  /** Ends the worker; its listener hears nothing more. A promise says when its files are closed. */
  terminate(): Promise<unknown> | undefined;
}

export type StartWorker = (data: WorkerData, listener: WorkerListener) => WorkerLink;

/** What the user has set for the reading of captures, and where the extension may keep something. */
export type ReadingSettings = Pick<WorkerData, 'inflateLimit' | 'indexFolder'>;
