import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openCaptureBytes } from '../../../src/session/captureBytes';
import { CaptureInputError } from '../../../src/session/captureInput';
import { USUAL_LIMITS } from '../../../src/session/gzip/inflateLimits';
import { contentOf, memoryOf, receiveContent } from '../../../src/session/sentContent';
import { WEB_CODEC } from '../../../src/session/web/webCodec';

const SAMPLE = Uint8Array.from(readFileSync(path.join(__dirname, '../../../media/sample/dns-ndots.scap')));

describe('a capture in memory', () => {
  it.each([
    ['plain', SAMPLE],
    ['compressed', Uint8Array.from(gzipSync(SAMPLE))],
  ])('that is %s gives every byte once in order, and again by position', async (kind, bytes) => {
    const input = openCaptureBytes(bytes, USUAL_LIMITS, WEB_CODEC);
    const pieces: Buffer[] = [];
    for (let piece = await input.next(); piece; piece = await input.next()) pieces.push(Buffer.from(piece));
    expect(Buffer.concat(pieces).compare(SAMPLE)).toBe(0);
    const { compressed, bytesRead, bytesTotal, bytesGiven, notices } = input;
    expect({ compressed, bytesRead, bytesTotal, bytesGiven, notices }).toEqual({
      compressed: kind === 'compressed',
      bytesRead: bytes.length,
      bytesTotal: bytes.length,
      bytesGiven: SAMPLE.length,
      notices: [],
    });
    const again = new Uint8Array(50);
    expect(input.source.read(123_456, again)).toBe(50);
    expect([...again]).toEqual([...SAMPLE.subarray(123_456, 123_506)]);
    input.close();
  });
});

describe("a browser's codec", () => {
  it('has the checksums of zlib, in one go or in parts', () => {
    const first = WEB_CODEC.crc32(SAMPLE.subarray(0, 1000), 0);
    expect(WEB_CODEC.crc32(SAMPLE.subarray(1000), first)).toBe(crc32(SAMPLE));
  });

  it('gives back what it has packed', () => {
    const packed = WEB_CODEC.pack(SAMPLE.subarray(0, 32_768));
    expect(packed.length).toBeLessThan(20_000);
    expect(Buffer.compare(WEB_CODEC.unpack(packed), SAMPLE.subarray(0, 32_768))).toBe(0);
  });
});

describe('content that is sent to a worker', () => {
  it('hands over its own memory, never that of others', async () => {
    const whole = new Uint8Array([1, 2, 3, 4]);
    const own = await contentOf(async () => whole, 0);
    expect(memoryOf(own)[0]).toBe(whole.buffer);
    const part = await contentOf(async () => whole.subarray(1, 3), 0);
    expect(memoryOf(part)[0]).not.toBe(whole.buffer);
    expect(part).toMatchObject({ bytes: Uint8Array.of(2, 3) });
    expect(memoryOf({ kind: 'request' })).toEqual([]);
  });

  it('arrives, whatever else comes before it', async () => {
    const messages = [null, { kind: 'request' }, await contentOf(async () => Uint8Array.of(7), 0)];
    expect(await receiveContent((receive) => messages.forEach(receive), 0)).toEqual(Uint8Array.of(7));
  });

  it('is told from that of other captures of a timeline', async () => {
    const messages = [
      await contentOf(async () => Uint8Array.of(7), 1),
      await contentOf(async () => Uint8Array.of(8), 0),
    ];
    const receive = (each: (message: unknown) => void): void => messages.forEach(each);
    expect([await receiveContent(receive, 0), await receiveContent(receive, 1)]).toEqual([
      Uint8Array.of(8),
      Uint8Array.of(7),
    ]);
  });

  it('that cannot be read fails with the sentence of its reader', async () => {
    const content = await contentOf(async () => {
      throw new Error('It is too large.');
    }, 0);
    const received = receiveContent((receive) => receive(content), 0);
    await expect(received).rejects.toThrow(CaptureInputError);
    await expect(received).rejects.toThrow('It is too large.');
  });
});
