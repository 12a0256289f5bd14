import fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ReadyMemory } from '../../../src/session/node/readyMemory';

const BYTES = 300_000;

/** How often this process has the file of zeros open. */
function openZeros(): number {
  return fs.readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return fs.readlinkSync(`/proc/self/fd/${descriptor}`) === '/dev/zero';
    } catch {
      // Closed since it was listed.
      return false;
    }
  }).length;
}

describe.skipIf(!fs.existsSync('/dev/zero') || !fs.existsSync('/proc/self/fd'))('memory that is made ready', () => {
  it('is zeros, of the size that is asked for, and never given twice', async () => {
    const memory = ReadyMemory.open();
    const given = new Set<ArrayBufferLike>();
    for (let times = 0; times < 6; times++) {
      const next = memory?.take(BYTES);
      if (!next) throw new Error('There is no memory');
      expect(given.has(next)).toBe(false);
      given.add(next);
      const bytes = new Uint8Array(next);
      expect([bytes.length, bytes.some((byte) => byte !== 0)]).toEqual([BYTES, false]);
      bytes.fill(255);
      await setTimeout(5);
    }
    expect(memory?.take(1000).byteLength).toBe(1000);
    memory?.close();
  });

  it('leaves no file open, although a thread was at work when it was closed', async () => {
    await expect.poll(openZeros).toBe(0);
    const memory = ReadyMemory.open();
    memory?.take(BYTES);
    expect(openZeros()).toBe(1);
    memory?.close();
    memory?.close();
    await expect.poll(openZeros).toBe(0);
  });
});
