import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { EVENT_TYPES } from '../../../src/engine/capture/eventTable';
import { MemorySource } from '../../../src/engine/trace/byteSource';
import { RowFlag } from '../../../src/engine/trace/eventColumns';
import { RawBytesError } from '../../../src/engine/trace/rawBlocks';
import { RawEvents } from '../../../src/engine/trace/rawEvents';
import { TraceBuilder } from '../../../src/engine/trace/traceBuilder';
import { cutAt } from '../../support/captureContents';
import { CaptureWriter } from '../../support/captureWriter';
import { withUint32 } from '../../support/damage';
import { drawnCapture } from '../../support/drawnCapture';
import { DrawnTrace } from '../../support/drawnTrace';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { defaultLines, openTrace, shownRows } from '../../support/openedTrace';

const row = (index: number): EventRow => index as EventRow;

const STORY = `
  fd 10 3 file /etc/hosts
  1 10:00:00.000000000 2 sh (10) > read fd=3 size=1
  2 10:00:00.000005000 1 sh (10) < read res=-11
  3 10:00:00.000006000 0 sh (10) > getcwd
`;

describe('building a trace', () => {
  it('gives the same lines for a capture in pieces of any size', () => {
    const capture = loadCapture(OWN_FIXTURES, 'overlay-collision-exits').slice(0, 100_000);
    const whole = openTrace(capture);
    const lines = [...defaultLines(whole, shownRows(whole))];
    expect(lines.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(fc.array(fc.nat(capture.length), { maxLength: 60 }), (cuts) => {
        const builder = new TraceBuilder();
        for (const piece of cutAt(capture, cuts)) builder.feed(piece);
        builder.finish();
        const { trace } = builder;
        const opened = { trace, raw: new RawEvents(trace, new MemorySource(capture)), damage: builder.damage.list() };
        expect([...defaultLines(opened, shownRows(opened))]).toEqual(lines);
        expect(opened.damage).toEqual(whole.damage);
      }),
      { numRuns: 30 },
    );
  });

  it('has each event in the trace as soon as its block is whole', () => {
    const capture = drawnCapture(STORY);
    const builder = new TraceBuilder();
    const offsets = [0, 1, 2].map((index) => openTrace(capture).trace.events.offset(row(index)));
    builder.feed(capture.subarray(0, offsets[1]));
    expect(builder.trace.events.length).toBe(1);
    builder.feed(capture.subarray(offsets[1], offsets[2] + 3));
    expect(builder.trace.events.length).toBe(2);
    builder.feed(capture.subarray(offsets[2] + 3));
    expect([builder.trace.events.length, builder.ended, builder.position]).toEqual([3, false, capture.length]);
    builder.finish();
    expect([builder.ended, builder.damage.list()]).toEqual([true, []]);
  });

  it('keeps time, CPU, type, result and where the event lies', () => {
    const { trace } = new DrawnTrace(STORY);
    const { events } = trace;
    expect([0, 1, 2].map((index) => events.time(row(index)) - events.time(row(0)))).toEqual([0, 5000, 6000]);
    expect(trace.timeBase + BigInt(events.time(row(1)))).toBe(1577872800000005000n);
    expect([0, 1].map((index) => [events.cpu(row(index)), events.type(row(index))])).toEqual([
      [2, 6],
      [1, 7],
    ]);
    expect([events.result(row(1)), events.flags(row(1)) & RowFlag.FAILED]).toEqual([-11, RowFlag.FAILED]);
    expect(events.flags(row(0)) & RowFlag.HAS_RESULT).toBe(0);
  });

  it('takes for the machine, users and groups what the lists say', () => {
    const { trace } = new DrawnTrace(`user 33 34 www /srv /bin/false\ngroup 34 web\n${STORY}`);
    expect(trace.machine?.hostName).toBe('host');
    expect(trace.users.user(33)).toEqual({ uid: 33, gid: 34, name: 'www', home: '/srv', shell: '/bin/false' });
    expect(trace.users.groupName(34)).toBe('web');
  });

  it('goes on with numbers and begins anew with state in an appended capture', () => {
    const first = drawnCapture('fd 10 3 file /first\nsh (10) < read res=1 data=a fd=3 size=1');
    const second = drawnCapture(
      'fd 20 3 file /second\nunlisted 10\ncat (20) > getcwd\nsh (10) < read res=1 data=b fd=3 size=1',
    );
    const { trace, damage } = openTrace(new CaptureWriter().raw(first).raw(second).bytes);
    expect([trace.events.length, damage]).toEqual([3, []]);
    const names = [0, 1, 2].map((index) => trace.threads.get(trace.events.thread(row(index)), 'comm'));
    expect(names.map((name) => trace.texts.text(name))).toEqual(['sh', 'cat', '<NA>']);
  });
});

describe('events that are not shown', () => {
  const hidden = (lines: string): boolean[] => {
    const { trace } = new DrawnTrace(lines);
    return Array.from({ length: trace.events.length }, (_, index) =>
      Boolean(trace.events.flags(row(index)) & RowFlag.HIDDEN),
    );
  };

  it('are those of a capture’s own making', () => {
    expect(hidden('sh (10) > procinfo cpu_usr=1 cpu_sys=2\nsh (10) > getcwd')).toEqual([true, false]);
  });

  it('are those kept for state alone', () => {
    expect(hidden('state-only sh (10) > getcwd\nsh (10) > getcwd')).toEqual([true, false]);
  });

  it('are container events before all others, and not later ones', () => {
    const container = '<NA> (1) > container json="{}"';
    expect(hidden(`${container}\n${container}\nsh (10) > getcwd\n${container}`)).toEqual([true, true, false, false]);
  });

  it('still change the state', () => {
    const trace = new DrawnTrace(`
      state-only sh (10) < open fd=3 name=/etc/hosts flags=1 mode=0
      sh (10) < read res=1 data=a fd=3 size=1`);
    expect(trace.fd(2)).toBe('3 <f>/etc/hosts');
  });
});

describe('reading an event again', () => {
  const capture = drawnCapture(STORY);
  const { trace } = openTrace(capture);

  it('gives its parameters in any order of rows', () => {
    const raw = new RawEvents(trace, new MemorySource(capture));
    const names = [2, 0, 1, 0].map((index) => EVENT_TYPES[raw.read(row(index)).type].name);
    expect(names).toEqual(['getcwd', 'read', 'read', 'read']);
    expect(raw.read(row(0)).int64(0, -1)).toBe(3);
  });

  it.each([
    ['is shorter now', () => capture.slice(0, trace.events.offset(row(1)) + 4)],
    ['has another block there', () => withUint32(capture, trace.events.offset(row(1)), 0x201)],
    ['has an impossible length there', () => withUint32(capture, trace.events.offset(row(1)) + 4, 0xfffffffc)],
    ['has a length of nothing there', () => withUint32(capture, trace.events.offset(row(1)) + 4, 0)],
  ])('fails with a reason where the file %s', (_, changed) => {
    const raw = new RawEvents(trace, new MemorySource(changed()));
    expect(() => raw.read(row(1))).toThrow(RawBytesError);
    expect(raw.read(row(0)).type).toBe(6);
  });
});
