import { describe, expect, it } from 'vitest';
import { EventArguments } from '../../../src/engine/capture/eventArguments';
import { EVENT_TYPES, EventFlag } from '../../../src/engine/capture/eventTable';
import { ByteWriter } from '../../support/byteWriter';
import { readCapture } from '../../support/captureContents';
import { CaptureWriter, EVENT_BLOCKS, type EventBlock, type EventInput } from '../../support/captureWriter';
import { encodeParameters, eventType } from '../../support/eventParameters';

const BLOCKS = Object.keys(EVENT_BLOCKS) as EventBlock[];
const FIRST_GENERATION: readonly EventBlock[] = ['EV1', 'EVF1'];
const READ_EXIT = eventType('read', '<');
const NOTIFICATION = 280;
const INFRASTRUCTURE = 286;

const write = (block: EventBlock, event: EventInput): Uint8Array =>
  new CaptureWriter().section().event(block, event).bytes;

const parametersOf = (block: EventBlock, type: number, parameters: Uint8Array[]): unknown =>
  readCapture(write(block, { time: 1n, tid: 1, type, parameters })).events[0]?.parameters.map((bytes) => bytes.length);

/** A parameter of `length` bytes. */
const filled = (length: number): Uint8Array => new Uint8Array(length).fill(length);

describe.each(BLOCKS)('an event in a block %s', (block) => {
  const parameters = encodeParameters(READ_EXIT, { res: 5, data: 'hello', fd: 3, size: 4096 });
  const event: EventInput = { time: 1795306072078741972n, cpu: 513, tid: 2 ** 33, type: READ_EXIT.id, parameters };
  const [read] = readCapture(write(block, { ...event, blockFlags: 1 })).events;

  it('has time, CPU, thread, type and parameters', () => {
    expect(read).toMatchObject({ time: event.time, cpu: 513, tid: 2 ** 33, type: READ_EXIT.id });
    expect(read.parameters).toEqual(parameters.map((bytes) => [...bytes]));
  });

  it('has the flag word of its block, or none', () => {
    expect(read.blockFlags).toBe(EVENT_BLOCKS[block].flags ? 1 : 0);
  });

  it('may have fewer parameters than the table: the writer was older', () => {
    for (let count = 0; count <= 4; count++) {
      expect(parametersOf(block, READ_EXIT.id, parameters.slice(0, count))).toHaveLength(count);
    }
  });

  it('tells a parameter without value from one with an empty text', () => {
    const open = eventType('open', '<');
    const [{ parameters: both }] = readCapture(
      write(block, { ...event, type: open.id, parameters: encodeParameters(open, { name: 'NULL', flags: 1 }) }),
    ).events;
    expect(both[1]).toEqual([]);
    const [{ parameters: empty }] = readCapture(
      write(block, { ...event, type: open.id, parameters: encodeParameters(open, { name: '', flags: 1 }) }),
    ).events;
    expect(empty[1]).toEqual([0]);
  });

  it('may be followed by comments in its block', () => {
    const body = write(block, event);
    const view = new DataView(body.buffer);
    const at = 28;
    const bare = body.subarray(at + 8, at + view.getUint32(at + 4, true) - 4);
    const comment = new ByteWriter().raw(bare).uint16(1).uint16(4).raw(filled(4)).uint32(0).bytes;
    const capture = new CaptureWriter().section().block(EVENT_BLOCKS[block].code, comment).bytes;
    expect(readCapture(capture).events[0].parameters).toEqual(read.parameters);
  });
});

describe.each(FIRST_GENERATION)('the number of parameters, which a block %s does not say,', (block) => {
  it('is found for every event type and every number up to the table', () => {
    for (const type of EVENT_TYPES) {
      if ((type.flags & EventFlag.LARGE_PAYLOAD) !== 0) continue;
      for (let count = 0; count <= type.parameters.length; count++) {
        const parameters = Array.from({ length: count }, (_, index) => filled(4 + ((7 * index) % 11)));
        expect([type.id, parametersOf(block, type.id, parameters)]).toEqual([
          type.id,
          parameters.map((bytes) => bytes.length),
        ]);
      }
    }
  });

  it.each([NOTIFICATION, INFRASTRUCTURE])('is found for type %i, whose length is three too large', (type) => {
    const parameters = EVENT_TYPES[type].parameters.map(() => filled(6));
    expect(parametersOf(block, type, parameters)).toEqual(parameters.map(() => 6));
  });

  it('makes the event damaged where no number fits', () => {
    const capture = write(block, { time: 1n, tid: 1, type: READ_EXIT.id, parameters: [filled(8), filled(20)] });
    const firstLength = capture.length - 4 - 28 - 4;
    new DataView(capture.buffer).setUint16(firstLength, 9, true);
    const { events, damage } = readCapture(capture);
    expect([events, damage.map(({ reason }) => reason)]).toEqual([[], ['bad-event']]);
  });
});

describe('an event in a block of the second generation', () => {
  it('may have more parameters than the table: the writer was newer', () => {
    const parameters = Array.from({ length: 9 }, () => filled(2));
    expect(parametersOf('EV2', READ_EXIT.id, parameters)).toHaveLength(9);
  });

  it('keeps the first 64 parameters of a hostile one', () => {
    const parameters = Array.from({ length: 5000 }, () => filled(1));
    expect(parametersOf('EV2', READ_EXIT.id, parameters)).toHaveLength(64);
  });

  it('gives a large payload 32-bit parameter lengths, beyond 64 KiB', () => {
    const large = EVENT_TYPES.filter((type) => (type.flags & EventFlag.LARGE_PAYLOAD) !== 0 && type.direction === '>');
    expect(large.map((type) => type.id)).toEqual([322, 324, 402]);
    for (const type of large) {
      expect(parametersOf('EV2_LARGE', type.id, [filled(100_000)])).toEqual([100_000]);
    }
  });

  it('is damaged where it claims more parameters than it has room for', () => {
    const capture = write('EV2', { time: 1n, tid: 1, type: READ_EXIT.id, parameters: [filled(8)] });
    const count = 28 + 8 + 2 + 22;
    for (const claim of [5, 0xffffffff]) {
      new DataView(capture.buffer).setUint32(count, claim, true);
      expect(readCapture(capture).damage.map(({ reason }) => reason)).toEqual(['bad-event']);
    }
  });
});

describe('parameters by index', () => {
  it('read as what the caller says where they are absent or too short', () => {
    const own = new EventArguments();
    own.bytes = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0x80, 9);
    own.view = new DataView(own.bytes.buffer);
    own.parameterCount = 2;
    own.starts.set([0, 8]);
    own.ends.set([8, 9]);
    expect([own.int64(0, -7), own.int64(1, -7), own.int64(2, -7)]).toEqual([-(2 ** 63), -7, -7]);
    expect([own.uint32(0, 7), own.uint32(1, 7), own.uint16(1, 7), own.uint8(1, 7), own.uint8(2, 7)]).toEqual([
      1, 7, 7, 9, 7,
    ]);
  });

  it('are kept by a copy when the memory that they came from changes', () => {
    const original = new EventArguments();
    original.bytes = Uint8Array.of(0, 0, 5, 6, 7);
    original.view = new DataView(original.bytes.buffer);
    original.parameterCount = 2;
    original.type = 6;
    original.starts.set([2, 3]);
    original.ends.set([3, 5]);
    const copy = new EventArguments();
    copy.copyFrom(original);
    original.bytes.fill(0);
    expect([copy.type, copy.parameterCount, copy.uint8(0, 0), copy.uint16(1, 0)]).toEqual([6, 2, 5, 0x0706]);
  });
});
