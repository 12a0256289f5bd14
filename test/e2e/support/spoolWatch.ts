import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { BlockBoundary } from '../../../src/remote/spool/blockBoundary';

/** What a file held, and when: on the clock of this machine, in ms. */
export interface HeldEvents {
  readonly time: number;
  readonly events: number;
}

/** Looks every few ms how many events the captures of a folder hold that is not there yet. Ends with `stop`. */
export function watchSpool(folder: string): { readonly held: readonly HeldEvents[]; stop(): Promise<void> } {
  const held: HeldEvents[] = [];
  const boundary = new BlockBoundary();
  const buffer = new Uint8Array(1024 * 1024);
  let running = true;
  let at = 0;
  const look = async (): Promise<void> => {
    while (running) {
      const name = fs.existsSync(folder) ? fs.readdirSync(folder).find((each) => each.endsWith('.scap')) : undefined;
      if (name !== undefined) {
        const file = fs.openSync(`${folder}/${name}`, 'r');
        const count = fs.readSync(file, buffer, 0, buffer.length, at);
        fs.closeSync(file);
        at += count;
        boundary.push(buffer.subarray(0, count));
        if (boundary.events > (held.at(-1)?.events ?? 0)) held.push({ time: Date.now(), events: boundary.events });
      }
      await sleep(5);
    }
  };
  const ended = look();
  return {
    held,
    stop: async () => {
      running = false;
      await ended;
    },
  };
}
