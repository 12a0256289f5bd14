import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { CaptureClient } from '../../../src/session/client/captureClient';
import type { ReadingSettings } from '../../../src/session/client/workerLink';
import { watchFile } from '../../../src/session/node/fileChanges';
import { threadStarter } from '../../../src/session/node/threadStarter';
import type { MessageFromSession } from '../../../src/session/protocol';
import { blockOffsets } from '../../support/damage';
import { drawnCapture } from '../../support/drawnCapture';

const ONE_EVENT = drawnCapture('1 10:00:00.000000000 0 sh (1) > close fd=3');
const TWO_EVENTS = drawnCapture(`
1 10:00:00.000000000 0 sh (1) > close fd=3
2 10:00:00.000000001 0 sh (1) < close res=0
`);

let folder = '';
let workerFile = '';
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'scaplens-test-'));
  workerFile = path.join(folder, 'worker.js');
  // The thread that inflates lies beside the worker, as in the extension.
  const entryPoints = ['worker', 'inflater'].map((name) => path.join(__dirname, `../../../src/session/${name}.ts`));
  await build({ entryPoints, outdir: folder, bundle: true, platform: 'node', format: 'cjs' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A client of a capture, and all that a page of it gets. */
function open(name: string): { client: CaptureClient; got: MessageFromSession[]; events: () => unknown[] } {
  const watch = (changed: () => void): (() => void) => watchFile(name, changed, 30);
  const client = new CaptureClient('capture-1', { path: name, watch }, threadStarter(workerFile));
  const got: MessageFromSession[] = [];
  client.connect((message) => got.push(message));
  return { client, got, events: () => got.map((message) => (message.kind === 'event' ? message.payload : null)) };
}

it('a capture is read by a worker thread, and anew when another file takes its place', async () => {
  const name = path.join(folder, 'capture.scap');
  writeFileSync(name, ONE_EVENT);
  const { client, got, events } = open(name);
  try {
    await vi.waitFor(() => expect(events()).toContainEqual(expect.objectContaining({ state: 'complete', events: 1 })));
    const other = path.join(folder, 'other');
    writeFileSync(other, TWO_EVENTS);
    renameSync(other, name);
    await vi.waitFor(
      () => expect(events()).toContainEqual(expect.objectContaining({ state: 'complete', events: 2 })),
      5000,
    );
    const restarted = got.findIndex((message) => message.kind === 'event' && message.event === 'restarted');
    expect(got[restarted]).toMatchObject({ generation: 2, payload: { fileName: 'capture.scap' } });
    expect(got.slice(restarted).every(({ generation }) => generation === 2)).toBe(true);
  } finally {
    client.dispose();
  }
});

it('a worker is told the settings as they are when it starts', async () => {
  const name = path.join(folder, 'bomb.scap');
  const event = ONE_EVENT.subarray(blockOffsets(ONE_EVENT).at(-1));
  writeFileSync(name, gzipSync(Buffer.concat([ONE_EVENT, ...Array<Uint8Array>(40_000).fill(event)])));
  let inflateLimit: unknown = 1_000_000;
  const settings = () => ({ inflateLimit }) as ReadingSettings;
  const client = new CaptureClient('capture-1', { path: name }, threadStarter(workerFile, settings));
  const got: MessageFromSession[] = [];
  client.connect((message) => got.push(message));
  const reasonsAtEnd = async (generation: number): Promise<string[]> =>
    vi.waitFor(() => {
      const last = got.findLast((message) => message.kind === 'event' && message.event === 'progress');
      if (last?.kind !== 'event' || last.event !== 'progress') throw new Error('nothing yet');
      if (last.generation !== generation || last.payload.state === 'reading') throw new Error('still reading');
      return last.payload.notices.map(({ reason }) => reason);
    }, 5000);
  try {
    expect(await reasonsAtEnd(1)).toContain('too-large');
    // What is no limit is as good as none.
    inflateLimit = 'much';
    client.restart();
    expect(await reasonsAtEnd(2)).not.toContain('too-large');
  } finally {
    client.dispose();
  }
});

it('a worker that cannot start fails its requests', async () => {
  const client = new CaptureClient('capture-1', { path: '/none' }, threadStarter(path.join(folder, 'no-worker.js')));
  const got: MessageFromSession[] = [];
  const page = client.connect((message) => got.push(message));
  page.receive({ kind: 'request', id: 1, capture: 'capture-1', generation: 1, method: 'describe', params: {} });
  await vi.waitFor(() => expect(got).toContainEqual(expect.objectContaining({ kind: 'response', id: 1 })));
  expect(got[0]).toMatchObject({ failure: { reason: 'internal' } });
  client.dispose();
});
