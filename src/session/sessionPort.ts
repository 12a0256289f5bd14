import type { MessageFromSession } from './protocol';

/** What a session needs of the worker that it runs in; node and the browser each have one. */
export interface SessionPort {
  post(message: MessageFromSession): void;
  /** Gives every message that arrives to `receive`, in order. Messages are not trusted. */
  onMessage(receive: (message: unknown) => void): void;
  /** Resolves once the messages that have arrived meanwhile were received: long work does this between its slices. */
  breathe(): Promise<void>;
}
