import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { TraceBuilder } from '../../../src/engine/trace/traceBuilder';
import { readCapture, readPieces } from '../../support/captureContents';
import { drawnCapture } from '../../support/drawnCapture';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { repeatedCapture, writeRepeatedCapture } from '../../support/repeatCapture';

const STORY = drawnCapture(`
  fd 10 3 file /etc/hosts
  1 10:00:00.000000000 0 sh (10) > read fd=3 size=1
  2 10:00:00.000005000 0 sh (10) < read res=1 data=a
  3 10:00:00.000006000 0 sh (10) < clone res=11 exe=sh args=x tid=10 pid=10 ptid=1
`);

const folder = mkdtempSync(path.join(tmpdir(), 'repeated-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a repeated capture', () => {
  it('has exactly as many events as asked, each round later than the one before', () => {
    const { events, damage } = readPieces(repeatedCapture(STORY, { events: 8 }));
    expect(damage).toEqual([]);
    expect(events.map(({ type }) => type)).toEqual([6, 7, 223, 6, 7, 223, 6, 7]);
    const times = events.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => Number(a - b)));
    expect(new Set(times).size).toBe(8);
  });

  it('keeps the first round as it was', () => {
    const [first] = [readPieces(repeatedCapture(STORY, { events: 3 }))];
    expect(first.events).toEqual(readCapture(STORY).events);
  });

  it('gives each round threads of its own where asked, in lists and parameters, too', () => {
    const contents = readPieces(repeatedCapture(STORY, { events: 6, newThreads: true }));
    expect(contents.events.map(({ tid }) => tid)).toEqual([10, 10, 10, 1_000_010, 1_000_010, 1_000_010]);
    expect(contents.processes.map(({ tid, pid, ptid }) => [tid, pid, ptid])).toEqual([
      [10, 10, 1],
      [1_000_010, 1_000_010, 1],
    ]);
    expect(contents.fds.map(({ tid }) => tid)).toEqual([10, 1_000_010]);
    const child = contents.events[5].parameters[0];
    expect(new DataView(Uint8Array.from(child).buffer).getBigInt64(0, true)).toBe(1_000_011n);
  });

  it.each([false, true])('is written to disk piece by piece (gzip: %s)', async (gzip) => {
    const file = path.join(folder, `repeated-${gzip}.scap`);
    await writeRepeatedCapture(file, STORY, { events: 5000, gzip });
    const bytes = gzip ? gunzipSync(readFileSync(file)) : readFileSync(file);
    expect(readCapture(bytes).events).toHaveLength(5000);
  });
});

describe('a capture of 1,000,000 events', () => {
  it('becomes a trace that holds every one of them, in bounded memory', { timeout: 60_000 }, () => {
    const capture = loadCapture(OWN_FIXTURES, 'dns-ndots-paired');
    const before = process.memoryUsage().arrayBuffers;
    const builder = new TraceBuilder();
    for (const piece of repeatedCapture(capture, { events: 1_000_000 })) builder.feed(piece);
    builder.finish();
    const { events } = builder.trace;
    expect([events.length, builder.damage.list()]).toEqual([1_000_000, []]);
    expect(events.time(999_999 as EventRow)).toBeGreaterThan(events.time(0 as EventRow));
    // 40 bytes an event, and the versions and dictionaries of a busy capture.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(250e6);
  });
});
