import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CaptureInputError } from '../../../src/session/captureInput';
import { inflateLimits, USUAL_LIMITS } from '../../../src/session/gzip/inflateLimits';
import { openCaptureFile } from '../../../src/session/node/captureFile';
import { InflateThread } from '../../../src/session/node/inflateThread';
import { PositionedFile } from '../../../src/session/node/positionedFile';

const SAMPLE = readFileSync(path.join(__dirname, '../../../media/sample/dns-ndots.scap'));
const LARGE = Buffer.concat(Array<Buffer>(30).fill(SAMPLE));

let folder = '';
let inflater = '';
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'scaplens-test-'));
  inflater = path.join(folder, 'inflater.js');
  const entry = path.join(__dirname, '../../../src/session/inflater.ts');
  await build({ entryPoints: [entry], outfile: inflater, bundle: true, platform: 'node', format: 'cjs' });
  writeFileSync(path.join(folder, 'large.scap'), gzipSync(LARGE));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a thread of its own gives every byte, in order, and all that it gave can be read again', async () => {
  const input = openCaptureFile(path.join(folder, 'large.scap'), { inflater });
  const target = new Uint8Array(5000);
  let given = 0;
  for (let piece = await input.next(); piece; piece = await input.next()) {
    expect(Buffer.compare(piece, LARGE.subarray(given, given + piece.length))).toBe(0);
    given += piece.length;
    input.source.read(given >> 1, target);
    expect(Buffer.compare(target, LARGE.subarray(given >> 1, (given >> 1) + 5000))).toBe(0);
  }
  expect(given).toBe(LARGE.length);
  expect(input).toMatchObject({ bytesRead: input.bytesTotal, notices: [] });
  input.close();
});

it.each([1, 4, 9])('a thread of its own can be ended after piece %d, whatever it is doing', async (pieces) => {
  const input = openCaptureFile(path.join(folder, 'large.scap'), { inflater });
  for (let piece = 0; piece < pieces; piece++) expect((await input.next())?.length).toBeGreaterThan(0);
  input.close();
  expect(await input.next()).toBeUndefined();
  expect(input.source.read(0, new Uint8Array(10))).toBe(0);
});

it('a thread of its own keeps to the limit, and its notices arrive', async () => {
  const input = openCaptureFile(path.join(folder, 'large.scap'), { inflater, limits: inflateLimits(3_000_000) });
  let given = 0;
  for (let piece = await input.next(); piece; piece = await input.next()) given += piece.length;
  expect(given).toBeGreaterThan(1_500_000);
  expect(given).toBeLessThanOrEqual(3_000_000);
  expect(input.notices).toMatchObject([{ reason: 'too-large', offset: given }]);
  input.close();
});

it('a file that can no longer be read fails the pass with a sentence', async () => {
  const descriptor = openSync(folder, 'r');
  const run = new InflateThread(inflater, PositionedFile.lent(descriptor, 1000), USUAL_LIMITS);
  await expect(run.next()).rejects.toThrow(CaptureInputError);
  await expect(run.next()).rejects.toThrow('The file cannot be read at byte 0: it is a folder.');
  await run.close();
  closeSync(descriptor);
});

it('a thread that cannot start fails the pass', async () => {
  const input = openCaptureFile(path.join(folder, 'large.scap'), { inflater: path.join(folder, 'none.js') });
  await expect(input.next()).rejects.toThrow('none.js');
  input.close();
});
