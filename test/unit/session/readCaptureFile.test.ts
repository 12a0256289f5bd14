import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaptureInput } from '../../../src/session/captureInput';
import { CaptureInputError } from '../../../src/session/captureInput';
import { inflateLimits, limitText, USUAL_LIMITS } from '../../../src/session/gzip/inflateLimits';
import { type CaptureFileOptions, openCaptureFile } from '../../../src/session/node/captureFile';

const SAMPLE = new Uint8Array(readFileSync(path.join(__dirname, '../../../media/sample/dns-ndots.scap')));

let folder = '';
const opened: CaptureInput[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'scaplens-test-'));
});
afterEach(() => {
  for (const input of opened.splice(0)) input.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(...parts: readonly Uint8Array[]): string {
  const name = path.join(folder, 'capture.scap');
  writeFileSync(name, Buffer.concat(parts));
  return name;
}

function open(name: string, options?: CaptureFileOptions): CaptureInput {
  const input = openCaptureFile(name, options);
  opened.push(input);
  return input;
}

/** Everything that the pass would get; pieces are copied, as their memory is used again. */
async function readAll(input: CaptureInput): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let piece = await input.next(); piece; piece = await input.next()) pieces.push(piece.slice());
  return new Uint8Array(Buffer.concat(pieces));
}

function reasons(input: CaptureInput): string[] {
  return input.notices.map(({ reason }) => reason);
}

/** Bytes that do not compress to nothing: `length` of them, the same for the same seed. */
function noise(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[at] = (state >>> 16) & 0x3f;
  }
  return bytes;
}

describe('a plain capture file', () => {
  it('is given whole and in order, and can be read again by position', async () => {
    const bytes = noise(9_000_000);
    const input = open(file(bytes));
    expect(Buffer.compare(await readAll(input), bytes)).toBe(0);
    expect(input).toMatchObject({ compressed: false, bytesRead: bytes.length, bytesTotal: bytes.length, notices: [] });
    const again = new Uint8Array(100);
    expect(input.source.read(bytes.length - 40, again)).toBe(40);
    expect([...again.subarray(0, 40)]).toEqual([...bytes.subarray(-40)]);
  });

  it('gives its first piece before a twentieth of a large file is read', async () => {
    const input = open(file(noise(9_000_000)));
    await input.next();
    expect(input.bytesRead).toBeLessThan(9_000_000 / 20);
  });

  it('gives nothing when it is empty', async () => {
    expect(await open(file()).next()).toBeUndefined();
  });

  it.each([
    ['a file that does not exist', () => path.join(folder, 'none.scap'), 'it does not exist'],
    ['a folder', () => folder, 'a folder'],
  ])('cannot be %s', (_what, name, reason) => {
    expect(() => openCaptureFile(name())).toThrow(CaptureInputError);
    expect(() => openCaptureFile(name())).toThrow(reason);
  });
});

describe('a gzip capture file', () => {
  it('is recognised by its content, inflated whole, and readable again by position', async () => {
    const input = open(file(gzipSync(SAMPLE)));
    expect(Buffer.compare(await readAll(input), SAMPLE)).toBe(0);
    expect(input).toMatchObject({ compressed: true, notices: [] });
    expect(input.bytesRead).toBe(input.bytesTotal);
    const again = new Uint8Array(1000);
    expect(input.source.read(200_000, again)).toBe(1000);
    expect([...again]).toEqual([...SAMPLE.subarray(200_000, 201_000)]);
  });

  it('leaves no file behind in the temporary folder while it is open', async () => {
    const before = readdirSync(tmpdir()).filter((name) => /^scaplens-(?!test)/.test(name));
    await readAll(open(file(gzipSync(SAMPLE))));
    const after = readdirSync(tmpdir()).filter((name) => /^scaplens-(?!test)/.test(name));
    expect(after.length).toBeLessThanOrEqual(before.length);
  });

  it('may have a header with file name, comment, extra field and checksum', async () => {
    const zipped = gzipSync(SAMPLE);
    const header = Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 65, 66, 110, 0, 99, 0, 1, 2]);
    const input = open(file(header, zipped.subarray(10)));
    expect(Buffer.compare(await readAll(input), SAMPLE)).toBe(0);
    expect(input.notices).toEqual([]);
  });

  it('of several members is one capture', async () => {
    const parts = [SAMPLE.subarray(0, 1), SAMPLE.subarray(1, 300_000), new Uint8Array(0), SAMPLE.subarray(300_000)];
    const input = open(file(...parts.map((part) => gzipSync(part))));
    expect(Buffer.compare(await readAll(input), SAMPLE)).toBe(0);
    expect(input.notices).toEqual([]);
  });

  it('with bytes after its end gives all events, and a warning that says where the bytes are', async () => {
    const zipped = gzipSync(SAMPLE);
    const input = open(file(zipped, Buffer.from('rubbish')));
    expect(Buffer.compare(await readAll(input), SAMPLE)).toBe(0);
    expect(input.notices).toMatchObject([{ severity: 'warning', reason: 'trailing-bytes' }]);
    expect(input.notices[0].message).toContain(
      `7 more bytes after the end of the compressed data, at byte ${zipped.length}`,
    );
  });

  it.each([
    ['in the data', -1000],
    ['just before the trailer', -8],
    ['in the trailer', -3],
  ])('that is cut off %s gives all that lies before, and says where', async (_where, end) => {
    const zipped = gzipSync(SAMPLE);
    const cut = zipped.subarray(0, end);
    const input = open(file(cut));
    const bytes = await readAll(input);
    expect(Buffer.compare(bytes, SAMPLE.subarray(0, bytes.length))).toBe(0);
    expect(SAMPLE.length - bytes.length).toBeLessThan(end === -1000 ? 20_000 : 1);
    expect(input.notices).toMatchObject([{ severity: 'error', reason: 'truncated-gzip' }]);
    expect(input.notices[0].message).toContain(`byte ${cut.length}`);
  });

  it('that is cut off in its header gives nothing, and a notice', async () => {
    const input = open(file(gzipSync(SAMPLE).subarray(0, 5)));
    expect(await readAll(input)).toHaveLength(0);
    expect(reasons(input)).toEqual(['truncated-gzip']);
  });

  it('of which a part is damaged gives every byte before the damage', async () => {
    const zipped = gzipSync(noise(3_000_000), { level: 6 });
    const place = Math.floor(zipped.length * 0.7);
    // A block of the reserved type 3 cannot be inflated: the stream is broken there and nowhere earlier.
    const start = deflateRawSync(noise(2_000_000), { finishFlush: 2 });
    const input = open(file(zipped.subarray(0, 10), start, Buffer.from([0x06]), zipped.subarray(place)));
    const bytes = await readAll(input);
    expect(bytes.length).toBe(2_000_000);
    expect(Buffer.compare(bytes, noise(2_000_000))).toBe(0);
    expect(reasons(input)).toEqual(['damaged-gzip']);
    expect(input.notices[0].offset).toBe(2_000_000);
    const named = Number(/byte (\d+)/.exec(input.notices[0].message)?.[1]);
    expect(Math.abs(named - (10 + start.length))).toBeLessThanOrEqual(32);
  });

  it('whose checksum does not match gives all bytes and a warning', async () => {
    const zipped = gzipSync(SAMPLE);
    zipped[zipped.length - 6] ^= 1;
    const input = open(file(zipped));
    expect(Buffer.compare(await readAll(input), SAMPLE)).toBe(0);
    expect(input.notices).toMatchObject([{ severity: 'warning', reason: 'damaged-gzip' }]);
  });

  it('with a header of an unknown method is reported as damaged', async () => {
    const input = open(file(Buffer.from([0x1f, 0x8b, 9, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])));
    expect(await readAll(input)).toHaveLength(0);
    expect(reasons(input)).toEqual(['damaged-gzip']);
  });
});

describe('the limit for inflated bytes', () => {
  const zeros = gzipSync(new Uint8Array(20_000_000));

  it('ends the reading when there are too many in all', async () => {
    const limits = { totalBytes: 3_000_000, ratio: 1e9, ratioFrom: 1e9 };
    const input = open(file(zeros), { limits });
    expect((await readAll(input)).length).toBeLessThanOrEqual(3_000_000);
    expect(reasons(input)).toEqual(['too-large']);
  });

  it('ends the reading of a bomb, which inflates to far more than its size', async () => {
    const limits = { totalBytes: 1e12, ratio: 200, ratioFrom: 5_000_000 };
    const input = open(file(zeros), { limits });
    const { length } = await readAll(input);
    expect(length).toBeGreaterThan(3_000_000);
    expect(length).toBeLessThanOrEqual(5_000_000);
    expect(reasons(input)).toEqual(['too-large']);
  });

  it('is the one that somebody has set, and then no other', async () => {
    const stopped = open(file(zeros), { limits: inflateLimits(3_000_000) });
    expect((await readAll(stopped)).length).toBeLessThanOrEqual(3_000_000);
    expect(stopped.notices[0].message).toContain('may inflate to 3000000 bytes. All events before it are shown.');
    expect(stopped.notices[0].message).toContain('scaplens.reading.inflateLimit');
    const whole = open(file(zeros), { limits: inflateLimits(20_000_000) });
    expect(await readAll(whole)).toHaveLength(20_000_000);
    expect(whole.notices).toEqual([]);
  });

  it('is stated in the notice as it is without a setting, too', () => {
    expect(inflateLimits(undefined)).toBe(USUAL_LIMITS);
    expect(limitText(USUAL_LIMITS)).toBe('68719476736 bytes, and beyond 1073741824 bytes to 200 times its size');
  });

  it('lets a real capture pass', async () => {
    const limits = { totalBytes: 1e12, ratio: 200, ratioFrom: 0 };
    const input = open(file(gzipSync(SAMPLE)), { limits });
    expect(await readAll(input)).toHaveLength(SAMPLE.length);
    expect(input.notices).toEqual([]);
  });
});
