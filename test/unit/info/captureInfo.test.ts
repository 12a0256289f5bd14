import { describe, expect, it } from 'vitest';
import { type CaptureInfo, captureInfo } from '../../../src/engine/info/captureInfo';
import { infoJson } from '../../../src/engine/info/infoJson';
import { infoText } from '../../../src/engine/info/infoText';
import { concatBytes } from '../../support/byteWriter';
import { CaptureWriter } from '../../support/captureWriter';
import { cutOff } from '../../support/damage';
import { drawnCapture, type Generation } from '../../support/drawnCapture';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { openTrace } from '../../support/openedTrace';

process.env.TZ = 'UTC';

function infoOf(capture: Uint8Array): CaptureInfo {
  const { trace, damage } = openTrace(capture);
  return captureInfo(trace, damage);
}

const drawn = (lines: string, generation?: Generation): CaptureInfo => infoOf(drawnCapture(lines, generation));

const SAMPLE = infoOf(loadCapture(OWN_FIXTURES, 'dns-ndots-paired'));
const EXITS = infoOf(loadCapture(OWN_FIXTURES, 'overlay-collision-exits'));

describe('what a capture holds', () => {
  it('is its machine, events and time', () => {
    const info = drawn(`
      1 10:00:00.000000000 0 sh (10) > getcwd
      2 10:00:01.500000000 0 sh (10) > procinfo cpu_usr=1 cpu_sys=1
      state-only 3 10:00:02.000000000 0 sh (10) > getcwd
    `);
    expect(info.machine).toMatchObject({ hostName: 'host', processors: 2, memoryBytes: 8 * 2 ** 30 });
    expect(info.events).toEqual({ all: 3, shown: 1 });
    expect(info.time && info.time.to - info.time.from).toBe(2_000_000_000n);
  });

  it('is its processes, threads and containers', () => {
    const id = 'a'.repeat(64);
    const info = drawn(`
      process 10 sh
      process 11 sh pid=10
      process 12 web cgroups=cpu=/docker/${id}\\0
      <NA> (99) > getcwd
    `);
    expect([info.processes, info.threads, info.containers]).toEqual([2, 4, 1]);
  });

  it('is how many captures were appended to each other', () => {
    const one = drawnCapture('sh (10) > getcwd');
    expect(infoOf(concatBytes([one, one, one])).sections).toBe(3);
  });

  it('is whether calls have enters: those that newer recorders keep for a few calls do not count', () => {
    expect(SAMPLE.schema.calls).toBe('enters and exits');
    expect(EXITS.schema.calls).toBe('exits only');
    expect(drawn('sh (10) > switch next=1').schema.calls).toBe('no calls');
  });

  it('is the versions of its blocks and the largest event type', () => {
    const { eventBlocks, lists } = drawn('fd 10 3 file /a\nsh (10) > read fd=3 size=1', 1).schema;
    expect([eventBlocks, lists]).toEqual([[1], ['machine', 'processes 5', 'fds 1']]);
    expect(drawn('sh (10) < openat@307 fd=3').schema).toMatchObject({ eventBlocks: [2], highestEventType: 307 });
  });

  it.each([
    ['sh (10) > read fd=3 size=1', 1, 'sysdig 0.1.72 or later (by its event types), in January 2016 or later'],
    ['sh (10) > openat2', 2, 'sysdig 0.29.3 or later (by its event types), in August 2018 or later'],
  ] as const)('is who can have written it, in words: %s', (line, generation, words) => {
    expect(drawn(line, generation).schema.age).toContain(words);
    expect(EXITS.schema.age).toBe('libs 0.22 or later (by its exits without enters)');
    expect(infoOf(new CaptureWriter().section().bytes).schema.age).toBe('unknown: there are no events');
  });
});

describe('what a capture lacks', () => {
  it('is nothing of all this where it is whole', () => {
    const { lacks } = drawn(`
      fd 10 3 file /a
      sh (10) > read fd=3 size=2
      sh (10) < read res=2 data=ab
    `);
    expect(lacks).toEqual({
      drops: { events: 0, ratio: 0 },
      cutBuffers: { count: 0, missingBytes: 0, snaplen: null },
      unseenThreads: { threads: 0, events: 0 },
      lateEvents: { count: 0, nanoseconds: 0 },
      genericEvents: 0,
      unpaired: { exits: 0, enters: 0 },
      unknownBlocks: [],
      unknownEvents: [],
      damage: [],
    });
  });

  it('is the events that the recorder dropped', () => {
    const { lacks } = drawn('<NA> (0) > drop ratio=4\n<NA> (0) < drop ratio=4\n<NA> (0) > drop ratio=16');
    expect(lacks.drops).toEqual({ events: 3, ratio: 16 });
  });

  it('is the bytes of buffers that it cut, and where it cut most of them', () => {
    const { lacks } = drawn(`
      sh (10) < read res=100 data=0123456789
      sh (10) < write res=50 data=0123456789
      sh (10) < recvfrom res=6 data=abc
      sh (10) < read res=3 data=abc
      sh (10) < read res=-11 data=
      sh (10) < read res=7 data=NULL
    `);
    expect(lacks.cutBuffers).toEqual({ count: 4, missingBytes: 90 + 40 + 3 + 7, snaplen: 10 });
  });

  it('is threads that nobody saw beginning', () => {
    const { lacks } = drawn('<NA> (7) > getcwd\n<NA> (8) > getcwd\n<NA> (7) < getcwd res=0 path=/\nsh (10) > getcwd');
    expect(lacks.unseenThreads).toEqual({ threads: 2, events: 3 });
  });

  it('is order: events that are older than one before them', () => {
    const { lacks } = drawn(`
      1 10:00:00.000000000 0 sh (10) > getcwd
      2 10:00:00.000009000 0 sh (10) > getcwd
      3 10:00:00.000002000 1 sh (10) > getcwd
      4 10:00:00.000008000 1 sh (10) > getcwd
      5 10:00:00.000009000 0 sh (10) > getcwd
    `);
    expect(lacks.lateEvents).toEqual({ count: 2, nanoseconds: 7000 });
  });

  it('is no order where captures were appended, nor where container events stand at the beginning', () => {
    const late = drawnCapture('1 11:00:00.000000000 0 sh (10) > getcwd');
    const early = drawnCapture('1 10:00:00.000000000 0 sh (10) > getcwd');
    expect(infoOf(concatBytes([late, early])).lacks.lateEvents.count).toBe(0);
    const opening = drawn(
      '1 11:00:00.000000000 0 <NA> (0) > container@272 json={}\n2 10:00:00.000000000 0 sh (10) > getcwd',
    );
    expect(opening.lacks.lateEvents.count).toBe(0);
    expect(opening.time?.from).toBe(opening.time?.to);
  });

  it('is exits without enters and enters without exits, but not the first return of a new thread', () => {
    const { lacks } = drawn(`
      sh (10) < read res=1 data=a
      sh (10) > getcwd
      sh (10) > read fd=3 size=1
      sh (10) < read res=1 data=a
      sh (11) < clone res=0 exe=sh args=x tid=11 pid=11 ptid=10 fdlimit=1 comm=sh cgroups="a=b" flags=0 uid=0 gid=0
      sh (10) > procexit status=0
    `);
    expect(lacks.unpaired).toEqual({ exits: 1, enters: 1 });
    expect(EXITS.lacks.unpaired).toBeNull();
  });

  it('is the names of calls that the recorder knew by number alone', () => {
    expect(drawn('sh (10) > syscall ID=1\nsh (10) < syscall ID=1').lacks.genericEvents).toBe(2);
  });

  it('is what nobody can read: unknown blocks and event types, each with its count', () => {
    const writer = new CaptureWriter().section().block(0x999, new Uint8Array(4)).block(0x999, new Uint8Array(4));
    writer.block(0x888, new Uint8Array(4));
    writer.event('EV2', { time: 1n, tid: 1, type: 6 }).event('EV2', { time: 1n, tid: 1, type: 9000 });
    const { lacks } = infoOf(cutOff(writer.event('EV2', { time: 1n, tid: 1, type: 6 }).bytes, writer.length - 4));
    expect(lacks.unknownBlocks).toEqual([
      { type: '0x999', count: 2 },
      { type: '0x888', count: 1 },
    ]);
    expect(lacks.unknownEvents).toEqual([{ type: '9000', count: 1 }]);
    expect(lacks.damage.map(({ reason, fatal }) => [reason, fatal])).toEqual([
      ['unknown-block', false],
      ['unknown-block', false],
      ['unknown-event', false],
      ['truncated-block', true],
    ]);
  });
});

describe('the information as text', () => {
  it('says of the sample what it holds and lacks', () => {
    expect(infoText(SAMPLE).split('\n')).toEqual([
      'Host:                   vm',
      'Machine:                2 CPUs, 23.5 GiB of memory',
      'Events:                 4864, of which 4036 are listed without a filter',
      'First event:            2026-11-22 00:07:47.002630164',
      'Last event:             2026-11-22 00:08:06.000338421',
      'Time span:              18.997708257 s',
      expect.stringMatching(/^Processes: {14}\d+, with \d+ threads$/),
      'Containers:             0',
      'Calls:                  enters and exits',
      'Blocks:                 events 2, machine, interfaces 2, users 2, processes 9, fds 2',
      'Highest event type:     419',
      'Written by:             libs 0.17.0 or later (by its event types), in August 2018 or later (by its process list)',
      '',
      'What the recording lacks',
      'Drops:                  none',
      'Cut buffers:            none',
      expect.stringMatching(/^Unseen threads: {9}2, with \d+ events before their names were known$/),
      'Late events:            1 event older than one before, by up to 2.60us',
      'Generic calls:          938 events',
      expect.stringMatching(/^Exits without enter: {4}\d+$/),
      expect.stringMatching(/^Enters without exit: {4}\d+$/),
      'Unknown block types:    none',
      'Unknown event types:    none',
      'Damage:                 none',
      '',
    ]);
  });

  it('has a sentence for each damage', () => {
    const capture = drawnCapture('sh (10) > getcwd\nsh (10) > getcwd');
    const text = infoText(infoOf(cutOff(capture, capture.length - 4)));
    expect(text).toMatch(/^Damage: +The capture is cut off at byte \d+, inside the block/m);
  });
});

it('the information as JSON has the same facts, with times as strings of digits', () => {
  const json: unknown = JSON.parse(infoJson(SAMPLE));
  expect(json).toMatchObject({
    machine: { hostName: 'vm' },
    time: { from: '1795306067002630164', to: '1795306086000338421' },
    schema: { calls: 'enters and exits', eventBlocks: [2] },
    lacks: { cutBuffers: { count: 0, missingBytes: 0, snaplen: null }, damage: [] },
  });
});
