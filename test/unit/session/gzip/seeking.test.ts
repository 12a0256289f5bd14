import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemorySource } from '../../../../src/engine/trace/byteSource';
import type { GzipCodec } from '../../../../src/session/gzip/codec';
import type { InflateFast } from '../../../../src/session/gzip/fastSpans';
import { GzipInput } from '../../../../src/session/gzip/gzipInput';
import { GzipStream } from '../../../../src/session/gzip/gzipStream';
import { USUAL_LIMITS } from '../../../../src/session/gzip/inflateLimits';
import { type InflatedPiece, InflatePass, PIECE_SIZE } from '../../../../src/session/gzip/inflatePass';
import { InflateHere } from '../../../../src/session/gzip/inflateRun';
import { NODE_CODEC } from '../../../../src/session/node/nodeCodec';
import { nodeInflater } from '../../../../src/session/node/nodeInflate';
import { compressibleBytes } from './compressibleBytes';

/** A compressed file in memory that counts how much of it was read. */
class CountedFile extends MemorySource {
  bytesRead = 0;
  readonly size: number;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.size = bytes.length;
  }

  override read(offset: number, target: Uint8Array): number {
    const count = super.read(offset, target);
    this.bytesRead += count;
    return count;
  }

  close(): void {}
}

/** A gzip file of members that together hold `bytes`. */
function members(bytes: Uint8Array, lengths: readonly number[], level: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const length of [...lengths, bytes.length]) {
    parts.push(gzipSync(bytes.subarray(at, at + length), { level }));
    at += length;
    if (at >= bytes.length) break;
  }
  return Buffer.concat(parts);
}

async function open(file: CountedFile, codec: GzipCodec = NODE_CODEC): Promise<GzipInput> {
  const input = new GzipInput(file, new InflateHere(file, USUAL_LIMITS, nodeInflater()), codec);
  while ((await input.next()) !== undefined);
  return input;
}

async function pieces(file: CountedFile, inflateFast?: InflateFast): Promise<InflatedPiece[]> {
  const pass = new InflatePass(file, USUAL_LIMITS, inflateFast);
  const all: InflatedPiece[] = [];
  while (!pass.ended) all.push(await pass.next(new ArrayBuffer(PIECE_SIZE)));
  return all;
}

const MEBIBYTE = 2 ** 20;
const layouts = fc.record({
  length: fc.integer({ min: 1, max: 4 * MEBIBYTE }),
  seed: fc.nat(),
  level: fc.integer({ min: 0, max: 9 }),
  lengths: fc.array(fc.integer({ min: 0, max: 2 * MEBIBYTE }), { maxLength: 3 }),
});

describe.each([
  ['pako alone', undefined],
  ["node's zlib for whole spans", nodeInflater()],
])('a checkpoint of a pass by %s', (_inflater, inflateFast) => {
  it('gives the same bytes as inflating from the beginning, whatever the members and their compression', async () => {
    await fc.assert(
      fc.asyncProperty(layouts, async ({ length, seed, level, lengths }) => {
        const bytes = compressibleBytes(length, seed);
        const file = new CountedFile(members(bytes, lengths, level));
        let output = 0;
        for (const piece of await pieces(file, inflateFast)) {
          expect(Buffer.compare(piece.bytes, bytes.subarray(output, output + piece.bytes.length))).toBe(0);
          output += piece.bytes.length;
          if (!piece.checkpoint) continue;
          const { windowLength, ...place } = piece.checkpoint;
          const window = bytes.subarray(output - windowLength, output);
          const stream = new GzipStream(file, { ...place, output, window });
          const rest = new Uint8Array(length - output);
          expect(stream.read(rest, 0, rest.length)).toBe(rest.length);
          expect(Buffer.compare(rest, bytes.subarray(output))).toBe(0);
        }
        expect(output).toBe(length);
      }),
      { numRuns: 12 },
    );
  }, 30_000);

  it('stands at about each MiB of the inflated bytes', async () => {
    const bytes = compressibleBytes(9 * MEBIBYTE, 7);
    const distances: number[] = [];
    let since = 0;
    for (const piece of await pieces(new CountedFile(gzipSync(bytes)), inflateFast)) {
      since += piece.bytes.length;
      if (!piece.checkpoint) continue;
      distances.push(since);
      since = 0;
    }
    expect(distances.length).toBeGreaterThanOrEqual(8);
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(0.75 * MEBIBYTE);
    expect(Math.max(...distances)).toBeLessThan(1.1 * MEBIBYTE);
  });

  it('waits for the end of a block that is longer than a piece', async () => {
    const bytes = new Uint8Array(40 * MEBIBYTE);
    const placed = (await pieces(new CountedFile(gzipSync(bytes)), inflateFast)).filter(({ checkpoint }) => checkpoint);
    expect(placed.length).toBeGreaterThan(0);
    expect(placed.length).toBeLessThan(40);
  });
});

describe('a file that is cut off or damaged', () => {
  it("gives with node's zlib what it gives with pako alone: every byte before the damage, and the same notices", async () => {
    const damage = fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), cut: fc.boolean() });
    const read = async (bytes: Uint8Array, inflateFast?: InflateFast): Promise<[Buffer, unknown]> => {
      const all = await pieces(new CountedFile(bytes), inflateFast);
      return [Buffer.concat(all.map((piece) => piece.bytes)), all.at(-1)?.notices];
    };
    await fc.assert(
      fc.asyncProperty(layouts, damage, async ({ length, seed, level, lengths }, { at, cut }) => {
        const file = members(compressibleBytes(length, seed), lengths, level);
        const place = Math.floor(file.length * at);
        const damaged = cut ? file.subarray(0, place) : Uint8Array.from(file);
        if (!cut) damaged[place] ^= 0x5a;
        const [bytes, notices] = await read(damaged, nodeInflater());
        const [expected, expectedNotices] = await read(damaged);
        expect(bytes.compare(expected)).toBe(0);
        expect(notices).toEqual(expectedNotices);
      }),
      { numRuns: 20 },
    );
  }, 30_000);
});

describe.each([
  ["by node's zlib", NODE_CODEC],
  ['by pako alone', { ...NODE_CODEC, inflateBetween: undefined }],
])('bytes of a compressed capture that are read again %s', (_by, codec) => {
  it('are those of the capture, at any place and in any order', async () => {
    const bytes = compressibleBytes(12 * MEBIBYTE, 3);
    const file = new CountedFile(members(bytes, [5 * MEBIBYTE, 100, 0, 20_000], 6));
    const input = await open(file, codec);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 400_000 }), (offset, length) => {
        const target = new Uint8Array(length);
        const count = input.source.read(offset, target);
        expect(count).toBe(Math.min(length, bytes.length - offset));
        expect(Buffer.compare(target.subarray(0, count), bytes.subarray(offset, offset + count))).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('are there as soon as they were given, while the rest is still to be inflated', async () => {
    const bytes = compressibleBytes(6 * MEBIBYTE, 4);
    const file = new CountedFile(gzipSync(bytes));
    const input = new GzipInput(file, new InflateHere(file, USUAL_LIMITS), codec);
    const target = new Uint8Array(1000);
    while ((await input.next()) !== undefined) {
      for (const offset of [0, Math.floor(input.bytesGiven / 2), input.bytesGiven - 1000]) {
        expect(input.source.read(offset, target)).toBe(1000);
        expect(Buffer.compare(target, bytes.subarray(offset, offset + 1000))).toBe(0);
      }
      expect(input.source.read(input.bytesGiven, target)).toBe(0);
    }
  });

  it('cost one inflation of the file when they are read in order', async () => {
    const bytes = compressibleBytes(20 * MEBIBYTE, 5);
    const file = new CountedFile(gzipSync(bytes));
    const input = await open(file, codec);
    file.bytesRead = 0;
    const target = new Uint8Array(256 * 1024);
    for (let at = 0; at < bytes.length; at += target.length) input.source.read(at, target);
    expect(file.bytesRead).toBeLessThan(file.size * 1.05);
  });

  it('cost no more of the file than lies between two checkpoints, wherever they are', async () => {
    const bytes = compressibleBytes(20 * MEBIBYTE, 6);
    const file = new CountedFile(gzipSync(bytes));
    const input = await open(file, codec);
    const largest = (file.size / 20) * 2 + 3 * 64 * 1024;
    for (const share of [0.9, 0.1, 0.5, 0.7, 0.3]) {
      file.bytesRead = 0;
      input.source.read(Math.floor(bytes.length * share), new Uint8Array(6000));
      expect(file.bytesRead).toBeGreaterThan(0);
      expect(file.bytesRead).toBeLessThan(largest);
    }
  });

  it('cost nothing when they were read before', async () => {
    const file = new CountedFile(gzipSync(compressibleBytes(8 * MEBIBYTE, 8)));
    const input = await open(file, codec);
    const target = new Uint8Array(1000);
    input.source.read(2 * MEBIBYTE, target);
    file.bytesRead = 0;
    input.source.read(2 * MEBIBYTE, target);
    expect(file.bytesRead).toBe(0);
  });

  it('end where the file is damaged', async () => {
    const bytes = compressibleBytes(3 * MEBIBYTE, 9);
    const start = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
    const header = gzipSync(bytes).subarray(0, 10);
    const input = await open(new CountedFile(Buffer.concat([header, start, Buffer.from([0x06, 1, 2, 3])])), codec);
    const target = new Uint8Array(2000);
    expect(input.source.read(bytes.length - 500, target)).toBe(500);
    expect(Buffer.compare(target.subarray(0, 500), bytes.subarray(-500))).toBe(0);
  });

  it('are none once the capture is closed', async () => {
    const input = await open(new CountedFile(gzipSync(compressibleBytes(1000, 1))), codec);
    input.close();
    expect(input.source.read(0, new Uint8Array(10))).toBe(0);
  });
});
