import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockReader, type BlockSink } from '../../../src/engine/capture/blockReader';
import { DamageReport } from '../../../src/engine/capture/damage';
import { cutAt, readCapture, readPieces } from '../../support/captureContents';
import { CaptureWriter } from '../../support/captureWriter';
import { drawnCapture } from '../../support/drawnCapture';

const capture = drawnCapture(`
  user 0 0 root /root /bin/sh
  interface eth0 10.0.0.1/24
  fd 100 3 file /etc/hosts
  1 10:00:00.000000000 0 curl (100) > read fd=3 size=4096
  2 10:00:00.000005000 1 curl (100) < read res=5 data=hello
  3 10:00:00.000006000 1 curl (100) > close fd=3
  4 10:00:00.000007000 1 curl (100) < close res=0
`);

describe('cutting a capture into blocks', () => {
  it('gives the same contents for pieces of any size', () => {
    const whole = readCapture(capture);
    expect(whole.events).toHaveLength(4);
    const positions = fc.array(fc.nat(capture.length), { maxLength: 40 });
    fc.assert(
      fc.property(positions, (cuts) => {
        const pieces = readPieces(cutAt(capture, cuts));
        expect({ ...pieces, bytes: 0 }).toEqual({ ...whole, bytes: 0 });
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same contents for one byte at a time', () => {
    const bytes = readPieces(cutAt(capture, [...capture.keys()]));
    expect(bytes.events).toEqual(readCapture(capture).events);
    expect(bytes.damage).toEqual([]);
  });

  it('lets the caller reuse the memory of a piece', () => {
    const memory = new Uint8Array(7);
    const pieces = cutAt(
      capture,
      Array.from({ length: Math.ceil(capture.length / 7) }, (_, index) => 7 * index),
    );
    const reused = function* (): Generator<Uint8Array> {
      for (const piece of pieces) {
        memory.set(piece);
        yield memory.subarray(0, piece.length);
        memory.fill(0xaa);
      }
    };
    expect(readPieces(reused()).events).toEqual(readCapture(capture).events);
  });

  it('hands on each body without its frame, and where the frame begins', () => {
    const writer = new CaptureWriter().section();
    const offset = writer.length;
    writer.block(0x205, Uint8Array.of(1, 2, 3, 4, 5));
    const seen: [string, number[], number][] = [];
    const damage = new DamageReport();
    const take: BlockSink['block'] = (type, bytes, _view, start, end, at) =>
      seen.push([type.kind, [...bytes.subarray(start, end)], at]);
    const reader = new BlockReader({ run: () => expect.fail('no events'), block: take }, damage);
    reader.feed(writer.bytes);
    reader.finish();
    // The padding belongs to the body.
    expect(seen[1]).toEqual(['interfaces', [1, 2, 3, 4, 5, 0, 0, 0], offset]);
    expect(damage.list()).toEqual([]);
    expect(reader.position).toBe(writer.length);
  });

  it('knows the numbers of blocks from before they were registered', () => {
    const old = new CaptureWriter().section({ minor: 0 });
    const list = new CaptureWriter().processes(1, [{ tid: 7, comm: 'init' }]).bytes;
    old.block(0x8000abcd, list.subarray(8, list.length - 4));
    expect(readCapture(old.bytes).processes.map(({ tid, comm }) => [tid, comm])).toEqual([[7, 'init']]);
  });

  it('begins anew at a second section header: captures may be appended to each other', () => {
    const both = new CaptureWriter().raw(capture).raw(capture);
    const contents = readCapture(both.bytes);
    expect([contents.sections, contents.events.length, contents.damage]).toEqual([2, 8, []]);
    expect(contents.events[4].offset).toBe(contents.events[0].offset + capture.length);
  });
});
