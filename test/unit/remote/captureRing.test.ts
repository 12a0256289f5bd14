import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { NO_PARTNER } from '../../../src/engine/trace/eventColumns';
import { CaptureRing } from '../../../src/remote/spool/captureRing';
import { NO_READERS } from '../../../src/remote/spool/captureSink';
import { SpoolFolder } from '../../../src/remote/spool/spoolFolder';
import { type FoldFiles, foldPart } from '../../../src/session/node/foldPart';
import { GrowingParts } from '../../../src/session/node/growingParts';
import { concatBytes } from '../../support/byteWriter';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { defaultLines, openTrace, shownRows } from '../../support/openedTrace';
import { repeatedCapture } from '../../support/repeatCapture';
import { temporaryFiles } from '../../support/temporaryFiles';

const files = temporaryFiles();
const CAPTURE = loadCapture(OWN_FIXTURES, 'dns-ndots-classic');
const WHOLE = openTrace(CAPTURE);
const { events } = WHOLE.trace;
const LAST = events.time((events.length - 1) as EventRow);
let rings = 0;

/** As an ssh connection gives bytes: in pieces that end anywhere. */
async function feed(ring: CaptureRing, bytes: Uint8Array = CAPTURE, piece = 7001): Promise<void> {
  for (let at = 0; at < bytes.length; at += piece) await ring.add(bytes.subarray(at, at + piece));
}

function lines(opened: typeof WHOLE, rows: readonly EventRow[]): string[] {
  return [...defaultLines(opened, rows)].map((line) => line.replace(/^\d+ /, ''));
}

describe('a capture of which only the end is kept', () => {
  it('holds the events of the last seconds, as the whole shows them', async () => {
    const seconds = Math.floor(LAST / 2e9);
    expect(seconds).toBeGreaterThan(0);
    const ring = new CaptureRing(files.path(`ring-${rings++}.scap`), { seconds, bytes: undefined }, foldPart);
    await feed(ring);
    await ring.finish();
    const part = openTrace(readFileSync(ring.path));
    expect(part.damage).toEqual([]);
    const kept = [...shownRows(WHOLE)].filter((row) => events.time(row) >= LAST - seconds * 1e9);
    const inPart = [...shownRows(part)];
    expect(inPart.length).toBe(kept.length);
    expect(inPart.length).toBeLessThan(events.length);
    // What was under way when the kept part began has only its exit.
    const isWhole = kept.map((row) => events.partner(row) === NO_PARTNER || events.partner(row) >= kept[0]);
    expect(lines(part, inPart).filter((_, index) => isWhole[index])).toEqual(
      lines(WHOLE, kept).filter((_, index) => isWhole[index]),
    );
    expect(readdirSync(files.path('')).filter((name) => name.startsWith(`ring-${rings - 1}`))).toEqual([
      `ring-${rings - 1}.scap`,
    ]);
  });

  it('is the very capture where that is shorter', async () => {
    const ring = new CaptureRing(files.path(`ring-${rings++}.scap`), { seconds: 3600, bytes: undefined }, foldPart);
    await feed(ring);
    await ring.finish();
    expect(readFileSync(ring.path).equals(CAPTURE)).toBe(true);
    expect(ring.written).toBe(CAPTURE.length);
  });

  it('takes no more of the disk, however long it runs', async () => {
    const bytes = 1_000_000;
    const ring = new CaptureRing(files.path(`ring-${rings++}.scap`), { seconds: undefined, bytes }, foldPart);
    const long = concatBytes([...repeatedCapture(CAPTURE, { events: 40_000 })]);
    let most = 0;
    for (let at = 0; at < long.length; at += 200_000) {
      await ring.add(long.subarray(at, at + 200_000));
      // The disk is slower than this loop; a host is slower than the disk.
      await ring.copy(`${ring.path}.copy`);
      const folder = `${ring.path}.parts`;
      most = Math.max(
        most,
        readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0),
      );
    }
    await ring.finish();
    expect(most).toBeLessThan(1.4 * bytes);
    expect(ring).toMatchObject({ received: long.length, events: 40_000 });
    const part = openTrace(readFileSync(ring.path));
    expect(part.damage).toEqual([]);
    expect(part.trace.events.length).toBeGreaterThan(events.length);
    const last = (opened: typeof WHOLE): string[] => lines(opened, [...shownRows(opened)].slice(-100));
    expect(last(part)).toEqual(last(openTrace(long)));
  });

  it('can be looked at while it runs', async () => {
    const ring = new CaptureRing(files.path(`ring-${rings++}.scap`), { seconds: 1, bytes: undefined }, foldPart);
    // The last piece ends in the middle of a block.
    await feed(ring, CAPTURE.subarray(0, CAPTURE.length - 5));
    const to = files.path('looked-at.scap');
    await ring.copy(to);
    const looked = openTrace(readFileSync(to));
    expect(looked.damage).toEqual([]);
    expect(looked.trace.events.length).toBeGreaterThan(0);
    await ring.finish();
  });

  it('is followed while it is recorded, and says how many events came before what is kept', async () => {
    const ring = new CaptureRing(files.path(`ring-${rings++}.scap`), { seconds: 1, bytes: undefined }, foldPart);
    const live = new GrowingParts(ring.path);
    const read = new Uint8Array(CAPTURE.length);
    let count = 0;
    for (let at = 0; at < CAPTURE.length; at += 7001) {
      await ring.add(CAPTURE.subarray(at, at + 7001));
      // All that came is on the disk then, and nothing is dropped any more.
      await ring.copy(`${ring.path}.copy`);
      for (let got = 1; got > 0; count += got) got = live.read(count, read.subarray(count));
    }
    expect(Buffer.from(read).equals(CAPTURE)).toBe(true);
    // A reading that begins now begins later: the numbers of its events say by how many.
    const later = new GrowingParts(ring.path);
    const kept = new Uint8Array(later.size);
    for (let at = 0; at < kept.length; ) at += later.read(at, kept.subarray(at));
    expect(later.eventsBefore).toBeGreaterThan(0);
    expect(later.eventsBefore + openTrace(kept).trace.events.length).toBe(events.length);
    await ring.finish();
    expect(ring.eventsBefore).toBe(events.length - openTrace(readFileSync(ring.path)).trace.events.length);
    live.close();
    later.close();
  });

  it('keeps what was dropped for its readers, until they are told to begin anew', async () => {
    let outgrown = 0;
    const readers = { ...NO_READERS, areThere: true, outgrown: () => outgrown++ };
    const kept = { seconds: undefined, bytes: 8000 };
    const fold = async ({ next }: FoldFiles): Promise<number> => {
      writeFileSync(next, '');
      return 0;
    };
    const ring = new CaptureRing(files.path(`ring-${rings++}.scap`), kept, fold, readers);
    // Each piece is longer than a part may be.
    const rounds = async (count: number): Promise<number> => {
      for (let round = 0; round < count; round++) {
        await ring.add(CAPTURE);
        await ring.copy(`${ring.path}.copy`);
      }
      return readdirSync(`${ring.path}.parts`).filter((name) => name.endsWith('.part')).length;
    };
    // Not before it is worth it: 8 MiB.
    const many = Math.floor((8 * 1024 * 1024) / CAPTURE.length) - 5;
    expect(await rounds(many)).toBeGreaterThanOrEqual(many);
    expect(outgrown).toBe(0);
    expect(await rounds(10)).toBeLessThan(10);
    expect(outgrown).toBe(1);
    await ring.finish();
  });

  it('is put together from what a process left that was killed', async () => {
    const folder = new SpoolFolder(files.path('killed'), foldPart, () => false);
    const { record, spool } = folder.begin({ host: 'web', command: '', clockOffset: 0 }, undefined, {
      seconds: Math.floor(LAST / 2e9),
      bytes: undefined,
    });
    await feed(spool as CaptureRing, CAPTURE.subarray(0, CAPTURE.length - 5));
    await spool.copy(files.path('nothing-is-dropped-meanwhile.scap'));
    writeFileSync(join(folder.folder, `${record.id}.json`), JSON.stringify({ ...record, owner: 2 ** 22 + 1 }));
    const [found] = await folder.leftBehind();
    const left = openTrace(readFileSync(found.path));
    expect(left.damage).toEqual([]);
    expect(left.trace.events.time((left.trace.events.length - 1) as EventRow)).toBeGreaterThan(0);
    expect(existsSync(`${found.path}.parts`)).toBe(false);
  });

  it('makes no file anew', () => {
    const path = files.write(new Uint8Array(3));
    expect(() => new CaptureRing(path, { seconds: 1, bytes: undefined }, foldPart)).toThrow(/EEXIST/);
  });
});
