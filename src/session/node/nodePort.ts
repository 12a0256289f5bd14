import { setImmediate } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import type { SessionPort } from '../sessionPort';

/** A session's port in a thread of node. */
export function nodePort(port: MessagePort): SessionPort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (receive) => {
      port.on('message', receive);
    },
    // An immediate comes after the loop has looked for messages.
    breathe: () => setImmediate(),
  };
}
