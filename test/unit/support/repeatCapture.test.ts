import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { TraceBuilder } from '../../../src/engine/trace/traceBuilder';
import { classicRecordings } from '../../bench/inputs';
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

  it('begins anew in each round what begins in the recording, where asked', () => {
    const story = drawnCapture(`
      process 10 sh pid=10
      1 10:00:00.000000000 0 sh (10) < clone res=11 exe=sh args=x tid=10 pid=10 ptid=1
      2 10:00:00.000000001 0 sh (11) < clone res=0 exe=sh args=x tid=11 pid=11 ptid=10
      3 10:00:00.000000002 0 sh (11) < connect res=0 tuple=10.0.0.1:40000->10.0.0.2:80
      4 10:00:00.000000003 0 sh (11) > read fd=3 size=1
      5 10:00:00.000000004 0 sh (11) > close fd=1
      6 10:00:00.000000005 0 sh (10) > close fd=3
      7 10:00:00.000000006 0 sh (10) > procexit
    `);
    // The thread that was there before lives on: it does not end.
    const { events } = readPieces(repeatedCapture(story, { events: 12, growing: true }));
    const born = 11 + 2 ** 22;
    expect(events.map(({ tid }) => tid)).toEqual([10, 11, 11, 11, 11, 10, 10, born, born, born, born, 10]);
    const [clone, , connect, read, closeStandard, close] = events.slice(6).map(({ parameters }) => parameters);
    const number = (bytes: readonly number[]): bigint =>
      new DataView(Uint8Array.from(bytes).buffer).getBigInt64(0, true);
    expect(number(clone[0])).toBe(BigInt(born));
    expect([read, closeStandard, close].map(([fd]) => number(fd))).toEqual([4n, 1n, 3n]);
    expect(new DataView(Uint8Array.from(connect[1]).buffer).getUint16(5, true)).toBe(40_097);
    expect(new DataView(Uint8Array.from(connect[1]).buffer).getUint16(11, true)).toBe(80);
  });

  it('grows from every recording that sysdig 0.29.3 can read, undamaged', () => {
    const names = classicRecordings(OWN_FIXTURES.captures).map(({ name }) => name);
    expect(names).toEqual(['confd-template', 'dns-ndots', 'mixed-syscalls', 'overlay-http', 'unix-docker-api']);
    for (const name of names) {
      const capture = loadCapture(OWN_FIXTURES, `${name}-classic`);
      const builder = new TraceBuilder();
      for (const piece of repeatedCapture(capture, { events: 40_000, growing: true })) builder.feed(piece);
      builder.finish();
      expect([name, builder.trace.events.length, builder.damage.list()]).toEqual([name, 40_000, []]);
    }
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
