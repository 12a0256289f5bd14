import { describe, expect, it } from 'vitest';
import { DamageReport } from '../../../src/engine/capture/damage';
import { readCapture } from '../../support/captureContents';
import { CaptureWriter } from '../../support/captureWriter';
import { blockOffsets, cutOff, withByte, withUint32 } from '../../support/damage';
import { drawnCapture } from '../../support/drawnCapture';

const capture = drawnCapture(`
  1 10:00:00.000000000 0 curl (100) > read fd=3 size=4096
  2 10:00:00.000005000 0 curl (100) < read res=5 data=hello
  3 10:00:00.000006000 0 curl (100) > close fd=3
  4 10:00:00.000007000 0 curl (100) < close res=0
`);
const undamaged = readCapture(capture).events;
/** Where the third event's block begins. */
const third = undamaged[2].offset;

const read = (bytes: Uint8Array): { events: number; damage: [reason: string, offset: number, fatal: boolean][] } => {
  const { events, damage } = readCapture(bytes);
  expect(events).toEqual(undamaged.slice(0, events.length));
  return { events: events.length, damage: damage.map(({ reason, offset, fatal }) => [reason, offset, fatal]) };
};

describe('a file that is no capture', () => {
  it('is reported as empty where it is empty', () => {
    expect(read(new Uint8Array(0))).toEqual({ events: 0, damage: [['empty-file', 0, true]] });
  });

  it.each(['x', '#!/bin/sh\necho hello\n', 'A much longer text that could be anything at all, but no capture.'])(
    'is reported as not a capture: %j',
    (text) => {
      expect(read(new TextEncoder().encode(text))).toEqual({ events: 0, damage: [['not-a-capture', 0, true]] });
    },
  );

  it('is not a capture either where a block of another kind comes first', () => {
    const lists = new CaptureWriter().machine().section().bytes;
    expect(read(lists).damage).toEqual([['not-a-capture', 0, true]]);
  });

  it('is not a capture where only the section header is like one', () => {
    const pcapng = new CaptureWriter().section({ magic: 0x12345678 }).bytes;
    expect(read(pcapng).damage).toEqual([['not-a-capture', 0, true]]);
  });
});

describe('a capture that this reader does not support', () => {
  it('is named as big-endian where its bytes are in that order', () => {
    const swapped = new Uint8Array(28);
    const view = new DataView(swapped.buffer);
    view.setUint32(0, 0x0a0d0d0a, false);
    view.setUint32(4, 28, false);
    view.setUint32(8, 0x1a2b3c4d, false);
    view.setUint32(24, 28, false);
    expect(read(swapped).damage).toEqual([['big-endian', 0, true]]);
  });

  it('is refused where its major version is above 1', () => {
    expect(read(new CaptureWriter().section({ major: 2 }).machine().bytes).damage).toEqual([
      ['unsupported-version', 0, true],
    ]);
  });
});

describe('a capture that is cut off', () => {
  const ends = blockOffsets(capture);

  it('at the border of a block is whole', () => {
    for (const end of ends.slice(1)) expect(read(cutOff(capture, end)).damage).toEqual([]);
  });

  it('anywhere else gives the events before, and where the broken block begins', () => {
    for (let end = 4; end < capture.length; end++) {
      if (ends.includes(end)) continue;
      const block = ends.findLast((start) => start <= end) ?? 0;
      const before = undamaged.filter((event) => event.offset < block).length;
      expect([end, read(cutOff(capture, end))]).toEqual([
        end,
        { events: before, damage: [['truncated-block', block, true]] },
      ]);
    }
  });

  it('tells at which byte the file ends', () => {
    const [damage] = readCapture(cutOff(capture, third + 9)).damage;
    expect(damage.message).toContain(`byte ${third + 9}`);
    expect(damage.message).toContain(`byte ${third}`);
  });
});

describe('a block whose frame is damaged', () => {
  it.each([0, 4, 11, 14, 33, 0x7fffffff, 0xffffffff, 0xfffffffc])(
    'by a length of %i ends the reading there, whatever length it claims',
    (length) => {
      expect(read(withUint32(capture, third + 4, length))).toEqual({
        events: 2,
        damage: [['bad-block-length', third, true]],
      });
    },
  );

  it('by a possible length beyond the end of the file is a capture that is cut off', () => {
    expect(read(withUint32(capture, third + 4, 64 * 1024 * 1024))).toEqual({
      events: 2,
      damage: [['truncated-block', third, true]],
    });
  });

  it('by a trailer that is not its length ends the reading, in a list', () => {
    const machine = blockOffsets(capture)[1];
    const trailer = machine + 8 + 180;
    expect(read(withUint32(capture, trailer, 1))).toEqual({
      events: 0,
      damage: [['bad-block-trailer', machine, true]],
    });
  });

  it('by a trailer that is not its length does no harm in an event, as in other readers', () => {
    expect(read(withUint32(capture, capture.length - 4, 1))).toEqual({ events: 4, damage: [] });
  });
});

describe('what this reader does not know', () => {
  it('is skipped by its length: a block', () => {
    const bytes = withUint32(capture, third, 0x00000bad);
    const { events, damage } = readCapture(bytes);
    expect(events).toHaveLength(3);
    expect(damage).toMatchObject([{ reason: 'unknown-block', offset: third, count: 1, fatal: false }]);
    expect(damage[0].message).toContain('0xbad');
  });

  it('is skipped by its length: an event type', () => {
    const type = third + 8 + 2 + 20;
    const { events, damage } = readCapture(withByte(capture, type + 1, 0xff));
    expect(events).toHaveLength(3);
    expect(damage).toMatchObject([{ reason: 'unknown-event', offset: third, fatal: false }]);
  });

  it('is counted, each kind once', () => {
    const writer = new CaptureWriter().section();
    for (const code of [0x999, 0x998, 0x999, 0x999]) writer.block(code, new Uint8Array(4));
    expect(readCapture(writer.bytes).damage.map(({ count, offset }) => [count, offset])).toEqual([
      [3, 28],
      [1, 44],
    ]);
  });
});

describe('an event whose inside is damaged', () => {
  it.each([
    ['a length shorter than its header', 0],
    ['a length beyond its block', 0xffffffff],
  ])('by %s is skipped, and the next one is read', (_, length) => {
    const { events, damage } = readCapture(withUint32(capture, third + 8 + 2 + 16, length));
    expect(events.map(({ offset }) => offset)).toEqual([0, 1, 3].map((index) => undamaged[index].offset));
    expect(damage.map(({ reason, offset }) => [reason, offset])).toEqual([['bad-event', third]]);
  });

  it('by a block too short for its header is skipped', () => {
    const short = new CaptureWriter().section().block(0x216, new Uint8Array(8)).bytes;
    expect(read(short)).toEqual({ events: 0, damage: [['bad-event', 28, false]] });
  });
});

describe('a report of damage', () => {
  it('holds a bounded number of kinds, however many a hostile file has', () => {
    const report = new DamageReport();
    for (let kind = 0; kind < 10_000; kind++) report.add('unknown-event', kind, 'An event was skipped.', String(kind));
    expect(report.list().length).toBeLessThanOrEqual(100);
  });

  it('always tells why reading stopped', () => {
    const report = new DamageReport();
    for (let kind = 0; kind < 1000; kind++) report.add('unknown-event', kind, 'An event was skipped.', String(kind));
    report.add('truncated-block', 99, 'The capture is cut off.', '', true);
    expect(report.list().at(-1)).toMatchObject({ reason: 'truncated-block', fatal: true });
  });
});
