import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inflateLimits } from '../../../src/session/gzip/inflateLimits';
import { SeekIndex } from '../../../src/session/gzip/seekIndex';
import { openCaptureFile } from '../../../src/session/node/captureFile';
import { IndexStore } from '../../../src/session/node/indexStore';
import { NODE_CODEC } from '../../../src/session/node/nodeCodec';
import { PositionedFile } from '../../../src/session/node/positionedFile';
import type { CaptureNotice } from '../../../src/session/protocol';

const SAMPLE = readFileSync(path.join(__dirname, '../../../media/sample/dns-ndots.scap'));
const LARGE = Buffer.concat(Array<Buffer>(20).fill(SAMPLE));

let folder = '';
let inflater = '';
let indexFolder = '';
let capture = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'scaplens-test-'));
  inflater = path.join(folder, 'inflater.js');
  const entry = path.join(__dirname, '../../../src/session/inflater.ts');
  await build({ entryPoints: [entry], outfile: inflater, bundle: true, platform: 'node', format: 'cjs' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  indexFolder = mkdtempSync(path.join(folder, 'indexes-'));
  capture = path.join(indexFolder, '..', 'capture.scap.gz');
});

/** Reads a capture as the session does: all its bytes, and its notices. */
async function read(inflateLimit?: number): Promise<{ bytes: Buffer; notices: readonly CaptureNotice[] }> {
  const input = openCaptureFile(capture, { inflater, indexFolder, limits: inflateLimits(inflateLimit) });
  const pieces: Buffer[] = [];
  for (let piece = await input.next(); piece; piece = await input.next()) pieces.push(Buffer.from(piece));
  const bytes = Buffer.concat(pieces);
  const again = Buffer.alloc(3000);
  for (const share of [0.8, 0.2, 0.5]) {
    const offset = Math.floor(bytes.length * share);
    const count = input.source.read(offset, again);
    expect(again.compare(bytes, offset, offset + count, 0, count)).toBe(0);
  }
  const { notices } = input;
  input.close();
  return { bytes, notices };
}

/** The files that are kept. */
function kept(): string[] {
  return readdirSync(indexFolder).map((name) => path.join(indexFolder, name));
}

describe('a capture that is opened again', () => {
  it.each([
    ['of one member', [gzipSync(LARGE)]],
    [
      'of members of all sizes',
      [0, 1, 2e6, 2e6, 3e6, 7e6, LARGE.length].map((end, at, all) => gzipSync(LARGE.subarray(all[at - 1] ?? 0, end))),
    ],
    ['with bytes after its end', [gzipSync(LARGE), Buffer.from('rubbish')]],
    ['whose checksum is wrong', [spoiled(gzipSync(LARGE))]],
  ])('%s gives the same bytes and notices from the checkpoints that were kept', async (_what, parts) => {
    writeFileSync(capture, Buffer.concat(parts));
    const first = await read();
    expect(first.bytes.compare(LARGE)).toBe(0);
    expect(kept()).toHaveLength(1);
    const again = await read();
    expect(again.bytes.compare(LARGE)).toBe(0);
    expect(again.notices).toEqual(first.notices);
  });

  it('that is cut off has no index kept: it may be growing', async () => {
    writeFileSync(capture, gzipSync(LARGE).subarray(0, -100));
    expect((await read()).notices).toMatchObject([{ reason: 'truncated-gzip' }]);
    expect(kept()).toEqual([]);
  });

  it('and has changed is read from its beginning, and its index made anew', async () => {
    writeFileSync(capture, gzipSync(LARGE));
    await read();
    const before = readFileSync(kept()[0]);
    const other = Buffer.concat([SAMPLE.subarray(0, 5000), LARGE]);
    writeFileSync(capture, gzipSync(other));
    expect((await read()).bytes.compare(other)).toBe(0);
    expect(kept()).toHaveLength(1);
    expect(readFileSync(kept()[0]).equals(before)).toBe(false);
  });

  it('and whose index is damaged is read from its beginning, and its index made anew', async () => {
    writeFileSync(capture, gzipSync(LARGE));
    await read();
    const [name] = kept();
    const whole = readFileSync(name);
    for (const damaged of [whole.subarray(0, 3), whole.subarray(0, -1), spoiled(whole), Buffer.alloc(0)]) {
      writeFileSync(name, damaged);
      expect((await read()).bytes.compare(LARGE)).toBe(0);
      expect(readFileSync(name).equals(whole)).toBe(true);
    }
  });

  it('keeps to a limit that was set since', async () => {
    writeFileSync(capture, gzipSync(LARGE));
    await read();
    const { bytes, notices } = await read(3_000_000);
    expect(bytes.length).toBeLessThanOrEqual(3_000_000);
    expect(notices).toMatchObject([{ reason: 'too-large' }]);
  });
});

it('the indexes that were not used for longest give way when there are too many bytes of them', () => {
  const index = new SeekIndex(NODE_CODEC);
  index.length = 1000;
  index.add({ output: 500, input: 100, bits: 0, window: new Uint8Array(200) });
  const files = ['a', 'b', 'c'].map((name) => {
    writeFileSync(path.join(folder, name), name);
    return PositionedFile.open(path.join(folder, name));
  });
  const roomy = new IndexStore(indexFolder);
  roomy.save(files[0], index);
  const [{ size }] = kept().map((name) => statSync(name));
  roomy.save(files[1], index);
  for (const [age, name] of kept().entries()) utimesSync(name, 1000 + age, 1000 + age);
  // What is loaded is used.
  expect(roomy.load(files[0])?.length).toBe(1000);
  new IndexStore(indexFolder, size * 2).save(files[2], index);
  expect(files.map((file) => roomy.load(file) !== undefined)).toEqual([true, false, true]);
  for (const file of files) file.close();
});

it('a folder that cannot be written to is no hindrance', async () => {
  writeFileSync(capture, gzipSync(LARGE));
  writeFileSync(path.join(indexFolder, 'file'), '');
  indexFolder = path.join(indexFolder, 'file');
  expect((await read()).bytes.compare(LARGE)).toBe(0);
});

/** A copy of which a byte near the end is another. */
function spoiled(bytes: Uint8Array): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length - 6] ^= 1;
  return copy;
}
