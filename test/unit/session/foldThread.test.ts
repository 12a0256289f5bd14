import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FoldFiles, foldPart } from '../../../src/session/node/foldPart';
import { foldInThread } from '../../../src/session/node/foldThread';
import { capturePath, loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { temporaryFiles } from '../../support/temporaryFiles';

const files = temporaryFiles();
let folder = '';
let workerFile = '';
/** The threads that were started, and are there. */
let started = 0;
const threads = new Set<Worker>();

function noteThread(worker: Worker): void {
  started++;
  threads.add(worker);
  worker.once('exit', () => threads.delete(worker));
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'scaplens-test-'));
  workerFile = path.join(folder, 'worker.js');
  const entryPoints = [path.join(__dirname, '../../../src/session/worker.ts')];
  await build({ entryPoints, outfile: workerFile, bundle: true, platform: 'node', format: 'cjs' });
  process.on('worker', noteThread);
});
beforeEach(() => {
  started = 0;
});
afterAll(async () => {
  process.off('worker', noteThread);
  await Promise.all([...threads].map((worker) => worker.terminate()));
  rmSync(folder, { recursive: true, force: true });
});

/** A whole capture as the first part of a ring. */
function partOf(next: string): FoldFiles {
  return { start: undefined, part: files.write(loadCapture(OWN_FIXTURES, 'dns-ndots-classic')), next };
}

describe('parts that are folded in a thread', () => {
  it('share one, and each gets its own answer', async () => {
    const fold = foldInThread(workerFile);
    const nexts = ['one', 'two', 'three'].map((name) => files.path(`${name}.start`));
    const positions = await Promise.all(nexts.map((next) => fold(partOf(next))));
    await fold(partOf(files.path('later.start')));
    expect(started).toBe(1);
    const here = files.path('here.start');
    const position = await foldPart(partOf(here));
    expect(positions).toEqual([position, position, position]);
    for (const next of nexts) expect(readFileSync(next).equals(readFileSync(here))).toBe(true);
  });

  it('fail by themselves, with the error of the system', async () => {
    const fold = foldInThread(workerFile);
    const wrong = fold({
      start: undefined,
      part: capturePath(OWN_FIXTURES, 'not-there'),
      next: files.path('no.start'),
    });
    const right = fold(partOf(files.path('right.start')));
    await expect(wrong).rejects.toMatchObject({ code: 'ENOENT', message: expect.stringContaining('not-there') });
    expect(await right).toBeGreaterThan(0);
    expect(started).toBe(1);
  });

  it('get another thread where the one before has died', async () => {
    const fold = foldInThread(workerFile);
    await fold(partOf(files.path('before.start')));
    const [worker] = [...threads].slice(-1);
    const lost = fold(partOf(files.path('lost.start')));
    void worker.terminate();
    await expect(lost).rejects.toThrow('ended');
    expect(await fold(partOf(files.path('after.start')))).toBeGreaterThan(0);
    expect(started).toBe(2);
  });

  it('leave no thread behind that has nothing to do for long', async () => {
    const before = threads.size;
    const fold = foldInThread(workerFile, 10);
    await fold(partOf(files.path('last.start')));
    await vi.waitFor(() => expect(threads.size).toBe(before));
    expect(await fold(partOf(files.path('again.start')))).toBeGreaterThan(0);
    expect(started).toBe(2);
  });
});
