import type { SessionPort } from '../sessionPort';
import type { MessageTarget } from './workerScope';

/** As a browser has it: node's own type knows events of node only. */
declare const MessageChannel: new () => {
  readonly port1: { onmessage: () => void };
  readonly port2: { postMessage(message: undefined): void };
};

/** A session's port in a worker of a browser. */
export function webPort(scope: MessageTarget): SessionPort {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return {
    post: (message) => scope.postMessage(message, []),
    onMessage: (receive) => scope.addEventListener('message', ({ data }) => receive(data)),
    // Comes after the messages that have arrived, and without the delay of a timer.
    breathe: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(undefined);
      }),
  };
}
