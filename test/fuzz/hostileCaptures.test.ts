import { describe, expect, it } from 'vitest';
import { TraceBuilder } from '../../src/engine/trace/traceBuilder';
import { ByteWriter } from '../support/byteWriter';
import { CaptureWriter } from '../support/captureWriter';
import { blockOffsets } from '../support/damage';
import { drawnCapture } from '../support/drawnCapture';

/** More than any of these should take on a busy machine. */
const SECONDS = 10;

/** The blocks of a drawing's events, to be repeated. */
function eventBlocks(drawing: string): { preamble: Uint8Array; events: Uint8Array } {
  const capture = drawnCapture(drawing);
  const view = new DataView(capture.buffer);
  const first = blockOffsets(capture).find((offset) => view.getUint32(offset, true) === 0x216) ?? capture.length;
  return { preamble: capture.slice(0, first), events: capture.slice(first) };
}

/** Repeats blocks with a 64-bit field counted up, and gives the time in seconds and the memory in bytes that it took. */
function feedRepeated(drawing: string, times: number, change: (view: DataView, round: number) => void): Cost {
  const { preamble, events } = eventBlocks(drawing);
  const before = process.memoryUsage().arrayBuffers;
  const start = performance.now();
  const builder = new TraceBuilder();
  builder.feed(preamble);
  const view = new DataView(events.buffer);
  for (let round = 0; round < times; round++) {
    change(view, round);
    builder.feed(events);
  }
  builder.finish();
  return {
    events: builder.trace.events.length,
    seconds: (performance.now() - start) / 1000,
    bytes: process.memoryUsage().arrayBuffers - before,
    input: preamble.length + times * events.length,
  };
}

interface Cost {
  readonly events: number;
  readonly seconds: number;
  readonly bytes: number;
  /** Bytes that were fed. */
  readonly input: number;
}

/** Position of an event's thread in its block. */
const TID = 18;

describe('a capture made to do harm', () => {
  it('that promises a long block costs no more memory than what comes of it', () => {
    const before = process.memoryUsage().arrayBuffers;
    const builder = new TraceBuilder();
    builder.feed(new CaptureWriter().section().bytes);
    builder.feed(
      new ByteWriter()
        .uint32(0x216)
        .uint32(255 * 1024 * 1024)
        .zeros(1000).bytes,
    );
    builder.finish();
    expect(builder.damage.list().map(({ reason }) => reason)).toEqual(['truncated-block']);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16e6);
  });

  it('that names another thread in every event is read in time, with memory in proportion', () => {
    const cost = feedRepeated('<NA> (1) > getcwd', 300_000, (view, round) =>
      view.setBigUint64(TID, BigInt(round), true),
    );
    expect(cost.events).toBe(300_000);
    expect(cost.seconds).toBeLessThan(SECONDS);
    expect(cost.bytes).toBeLessThan(20 * cost.input);
  });

  it('that opens high fd numbers and forks again and again is, too', () => {
    const drawing = `
      process 10 sh
      sh (10) < open fd=65535 name=/a flags=1 mode=0
      sh (10) < clone res=11 exe=sh args=x tid=10 pid=10 ptid=1 fdlimit=1 comm=sh cgroups="a=b" flags=0 uid=0 gid=0`;
    const { events } = eventBlocks(drawing);
    const [, second] = blockOffsets(events);
    // The result is the first parameter, after the header and twenty lengths.
    const count = new DataView(events.buffer).getUint32(second + 10 + 22, true);
    const result = second + 10 + 26 + 2 * count;
    const cost = feedRepeated(drawing, 20_000, (view, round) => view.setBigUint64(result, BigInt(1000 + round), true));
    expect(cost.events).toBe(40_000);
    expect(cost.seconds).toBeLessThan(SECONDS);
    expect(cost.bytes).toBeLessThan(40 * cost.input);
  });

  it('that uses another unknown fd in every event is, too', () => {
    const fd = 10 + 26 + 2 * 2;
    const cost = feedRepeated('sh (10) > read fd=3 size=1', 300_000, (view, round) =>
      view.setBigUint64(fd, BigInt(round) * 1000n, true),
    );
    expect(cost.events).toBe(300_000);
    expect(cost.seconds).toBeLessThan(SECONDS);
    expect(cost.bytes).toBeLessThan(20 * cost.input);
  });

  it('that moves the peer of an IPv6 socket with every datagram, among many fds, is, too', () => {
    const drawing = `
      sh (10) < socket fd=4000 domain=10 type=2 proto=0
      sh (10) < recvfrom res=1 data=x tuple=2001:db8::1:1->2001:db8::2:53 fd=4000 size=10`;
    const cost = feedRepeated(drawing, 30_000, () => undefined);
    expect(cost.events).toBe(60_000);
    expect(cost.seconds).toBeLessThan(SECONDS);
  });

  it('that begins anew again and again, after many threads, is, too', () => {
    const header = new CaptureWriter().section().bytes;
    const { preamble, events } = eventBlocks('<NA> (1) > getcwd');
    const view = new DataView(events.buffer);
    const before = process.memoryUsage().arrayBuffers;
    const start = performance.now();
    const builder = new TraceBuilder();
    builder.feed(preamble);
    for (let round = 0; round < 50_000; round++) {
      view.setBigUint64(TID, BigInt(round), true);
      builder.feed(events);
    }
    for (let round = 0; round < 100_000; round++) builder.feed(header);
    builder.finish();
    expect(builder.trace.origin.sections).toHaveLength(100_001);
    expect((performance.now() - start) / 1000).toBeLessThan(SECONDS);
    const input = preamble.length + 50_000 * events.length + 100_000 * header.length;
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * input);
  });

  it('that is full of empty lists is, too', () => {
    const list = new CaptureWriter().users(2, []).bytes;
    const start = performance.now();
    const builder = new TraceBuilder();
    builder.feed(new CaptureWriter().section().bytes);
    for (let round = 0; round < 300_000; round++) builder.feed(list);
    builder.finish();
    expect(builder.trace.origin.sections[0].listOffsets).toHaveLength(300_000);
    expect((performance.now() - start) / 1000).toBeLessThan(SECONDS);
  });

  it('that is full of unknown blocks is, too', () => {
    const noise = new ByteWriter();
    for (let code = 0; code < 200_000; code++)
      noise
        .uint32(0x100000 + code)
        .uint32(12)
        .uint32(12);
    const builder = new TraceBuilder();
    const start = performance.now();
    builder.feed(new CaptureWriter().section().bytes);
    builder.feed(noise.bytes);
    builder.finish();
    expect(builder.damage.list().length).toBeLessThanOrEqual(100);
    expect((performance.now() - start) / 1000).toBeLessThan(SECONDS);
  });
});
