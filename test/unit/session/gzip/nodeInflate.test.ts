import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../../src/engine/trace/byteSource';
import type { DeflatePlace } from '../../../../src/session/gzip/checkpoint';
import { FastSpans, type InflatedSpan } from '../../../../src/session/gzip/fastSpans';
import { GzipStream } from '../../../../src/session/gzip/gzipStream';
import { inflateBetween, nodeInflater } from '../../../../src/session/node/nodeInflate';
import { compressibleBytes } from './compressibleBytes';

const MEBIBYTE = 2 ** 20;
const HEADER = 10;

class File extends MemorySource {
  readonly size: number;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.size = bytes.length;
  }
}

/** A block's end as pako tells it, with all bytes before it. */
interface BlockEnd extends DeflatePlace {
  readonly given: Uint8Array;
}

/** The ends of the first `count` blocks of a file. */
function blockEnds(file: File, count: number): BlockEnd[] {
  const stream = new GzipStream(file);
  const target = new Uint8Array(8 * MEBIBYTE);
  const ends: BlockEnd[] = [];
  for (let at = 0; ends.length < count; ) {
    at += stream.read(target, at, target.length, true);
    if (!stream.place) break;
    ends.push({ ...stream.place, given: target.slice(0, at) });
  }
  return ends;
}

/** Inflates `wanted` bytes of a file and to the end of a block, from the end of another or from the beginning. */
function inflate(file: File, wanted: number, from?: BlockEnd, room = 4 * MEBIBYTE): Promise<InflatedSpan | undefined> {
  const { input, bits, given } = from ?? { input: HEADER, bits: 0, given: new Uint8Array(0) };
  const place = { input, bits, window: given.subarray(-32 * 1024), memberLength: given.length };
  return nodeInflater()(file, place, wanted, new Uint8Array(room));
}

describe("a span that node's zlib inflates", () => {
  it.each([1, 3, 6, 9])('ends at the bit at which pako ends the block, at level %d', async (level) => {
    const file = new File(gzipSync(compressibleBytes(3 * MEBIBYTE, level), { level }));
    const ends = blockEnds(file, 20);
    expect(new Set(ends.map(({ bits }) => bits)).size).toBeGreaterThan(3);
    for (const [at, from] of [undefined, ...ends.slice(0, 15)].entries()) {
      const span = await inflate(file, 1000, from);
      const { input, bits, given } = ends[at];
      const length = given.length - (from?.given.length ?? 0);
      expect(span).toEqual({ length, end: { input, bits }, endsMember: false });
    }
  });

  it('is at least as long as was wanted', async () => {
    const file = new File(gzipSync(compressibleBytes(3 * MEBIBYTE, 1)));
    const span = await inflate(file, 300_000);
    expect(span?.end.input).toBeGreaterThanOrEqual(HEADER + 300_000);
    expect(span?.end.input).toBeLessThan(HEADER + 300_000 + 64 * 1024);
  });
});

const bytes = compressibleBytes(2 * MEBIBYTE, 2);
const zipped = gzipSync(bytes);
/** Where the trailer of `zipped` begins. */
const trailer = zipped.length - 8;

/** The last block of a file that ends before its last part: what is wanted from there on is the member's end. */
function lastPart(file: File): BlockEnd | undefined {
  return blockEnds(file, 1000).find(({ input }) => file.size - input < 100_000);
}

describe("the last bytes of a file, inflated by node's zlib", () => {
  it('are not reached where more than they are wanted', async () => {
    const span = await inflate(new File(zipped), zipped.length);
    expect(span?.endsMember).toBe(false);
    expect(span?.end.input).toBeGreaterThan(zipped.length - 100_000);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['rubbish', new Uint8Array(50).fill(7)],
    ['a short member', gzipSync('short')],
  ])('go to the end of their member, with %s behind it', async (_what, behind) => {
    const file = new File(Buffer.concat([zipped, behind]));
    const from = lastPart(file);
    const length = bytes.length - (from?.given.length ?? 0);
    expect(await inflate(file, 1, from)).toEqual({ length, end: { input: trailer, bits: 0 }, endsMember: true });
  });

  it('are left to pako where they have no room, are cut off, or tell another length', async () => {
    const from = lastPart(new File(zipped));
    const length = bytes.length - (from?.given.length ?? 0);
    expect(await inflate(new File(zipped), 1, from, length - 1)).toBeUndefined();
    expect(await inflate(new File(zipped.subarray(0, trailer - 1)), 1, from)).toBeUndefined();
    const longer = Buffer.from(zipped);
    longer.writeUInt32LE(bytes.length + 1, trailer + 4);
    expect(await inflate(new File(longer), 1, from)).toBeUndefined();
  });
});

describe("node's zlib leaves to pako", () => {
  it('the end of a member that a long one follows', async () => {
    const two = new File(Buffer.concat([zipped, zipped]));
    expect(await inflate(two, zipped.length - 30)).toBeUndefined();
    expect(await inflate(two, zipped.length + 1000)).toBeUndefined();
  });

  it('what is damaged', async () => {
    const start = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
    // No block begins with this byte, nor at any bit of what follows.
    const rubbish = Buffer.from(
      Array.from({ length: 200_000 }, (_none, at) => (at === 0 ? 6 : Math.imul(at, 2654435761) >>> 13)),
    );
    const broken = new File(Buffer.concat([zipped.subarray(0, HEADER), start, rubbish]));
    expect(await inflate(broken, start.length - 1000)).toBeUndefined();
    expect(await inflate(broken, start.length + 2)).toBeUndefined();
  });

  it('what has no room', async () => {
    expect(await inflate(new File(zipped), 300_000, undefined, 200_000)).toBeUndefined();
    expect(await inflate(new File(gzipSync(new Uint8Array(40 * MEBIBYTE))), 1000)).toBeUndefined();
  });

  it('a place that could be one of several, as before a block that is not compressed', async () => {
    const parts = Array.from({ length: 60 }, (_none, at) =>
      deflateRawSync(bytes.subarray(at * 3000, at * 3000 + 3000), { finishFlush: constants.Z_SYNC_FLUSH }),
    );
    const flushed = new File(Buffer.concat([zipped.subarray(0, HEADER), ...parts, zipped.subarray(HEADER)]));
    const ends = blockEnds(flushed, 60);
    let unsure = 0;
    for (const [at, from] of ends.slice(0, -2).entries()) {
      const span = await inflate(flushed, 1, from);
      const { input, bits } = ends[at + 1];
      if (span) expect(span.end).toEqual({ input, bits });
      else unsure++;
    }
    expect(unsure).toBeGreaterThan(5);
  });

  it('spans after one that it could not do, more of them each time', async () => {
    const asked: number[] = [];
    let turn = 0;
    const spans = new FastSpans(async () => {
      asked.push(turn);
      return turn < 40 ? undefined : { length: 1, end: { input: 1, bits: 0 }, endsMember: false };
    });
    for (; turn < 70; turn++) {
      const from = { input: 0, bits: 0, window: new Uint8Array(0), memberLength: 0 };
      await spans.inflate(new File(zipped), from, 1, new Uint8Array(1));
    }
    expect(asked.slice(0, 6)).toEqual([0, 2, 5, 10, 19, 36]);
    expect(asked.slice(6, 8)).toEqual([69]);
  });
});

describe("what node's zlib inflates between two known places", () => {
  const content = compressibleBytes(3 * MEBIBYTE, 11);
  const file = new File(gzipSync(content));
  const ends = blockEnds(file, 12);
  const between = (from: BlockEnd, to: BlockEnd, of: File = file): Uint8Array | undefined => {
    const target = new Uint8Array(to.given.length - from.given.length);
    const { input, bits, given } = from;
    const checkpoint = { input, bits, output: given.length, window: given.subarray(-32 * 1024) };
    return inflateBetween(of, checkpoint, to, target) ? target : undefined;
  };

  it('is what pako inflates, at whichever bit it begins and ends', () => {
    expect(new Set(ends.map(({ bits }) => bits)).size).toBeGreaterThan(3);
    for (const [at, from] of ends.entries()) {
      for (const to of ends.slice(at + 1)) {
        const expected = content.subarray(from.given.length, to.given.length);
        expect(Buffer.compare(between(from, to) ?? new Uint8Array(0), expected)).toBe(0);
      }
    }
  });

  it('is nothing where the places are not those of the bytes', () => {
    const [from, to, later] = ends;
    expect(between(from, { ...to, given: later.given })).toBeUndefined();
    expect(between(from, { ...later, given: to.given })).toBeUndefined();
    expect(between({ ...from, bits: (from.bits + 1) % 8 }, to)).toBeUndefined();
  });

  it('is nothing where the data are damaged or cut off', () => {
    const [from, to] = ends;
    const damaged = gzipSync(content);
    damaged.fill(0xff, from.input + 10, from.input + 400);
    expect(between(from, to, new File(damaged))).toBeUndefined();
    expect(between(from, to, new File(gzipSync(content).subarray(0, to.input - 100)))).toBeUndefined();
  });

  it('is nothing where the member ends there, which has more to say then', () => {
    const [from] = ends;
    // Where the next member would begin.
    expect(between(from, { input: file.size, bits: 0, given: content })).toBeUndefined();
  });
});
