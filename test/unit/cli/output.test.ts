import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LineWriter } from '../../../src/cli/lineWriter';
import { RecentBytes } from '../../../src/cli/recentBytes';

describe('the writer of text', () => {
  /** A stream whose reader takes a chunk only when the test says so. */
  function slowStream(): { stream: Writable; chunks: string[]; take: () => void } {
    const chunks: string[] = [];
    let take = (): void => {};
    const stream = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk.toString());
        take = done;
      },
    });
    return { stream, chunks, take: () => take() };
  }

  it('writes nothing before 64 KiB have come together', () => {
    const { stream, chunks } = slowStream();
    const writer = new LineWriter(stream);
    writer.add('a');
    expect(writer.full).toBe(false);
    writer.add('b'.repeat(65_535));
    expect(writer.full).toBe(true);
    expect(chunks).toEqual([]);
  });

  it('waits for the reader', async () => {
    const { stream, chunks, take } = slowStream();
    const writer = new LineWriter(stream);
    writer.add('a');
    let flushed = false;
    const flushing = writer.flush().then(() => {
      flushed = true;
    });
    await new Promise(setImmediate);
    expect({ chunks, flushed }).toEqual({ chunks: ['a'], flushed: false });
    take();
    await flushing;
    expect(flushed).toBe(true);
  });

  it('is closed when nobody reads any more, and fails when writing does', async () => {
    const failing = (code: string): LineWriter =>
      new LineWriter(
        new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) }),
      );
    const abandoned = failing('EPIPE');
    abandoned.add('x'.repeat(100_000));
    await abandoned.flush();
    expect(abandoned.closed).toBe(true);
    const full = failing('ENOSPC');
    full.add('x'.repeat(100_000));
    await expect(full.flush()).rejects.toThrow('ENOSPC');
  });
});

describe('recent bytes', () => {
  function read(bytes: RecentBytes, offset: number, count: number): number[] {
    const target = new Uint8Array(count);
    return [...target.subarray(0, bytes.read(offset, target))];
  }

  it('are read across pieces, up to the last one', () => {
    const bytes = new RecentBytes();
    for (const piece of [[0, 1, 2], [3], [4, 5]]) bytes.append(Uint8Array.from(piece));
    expect(read(bytes, 1, 4)).toEqual([1, 2, 3, 4]);
    expect(read(bytes, 4, 9)).toEqual([4, 5]);
    expect(read(bytes, 6, 1)).toEqual([]);
  });

  it('keep their positions when older pieces are forgotten', () => {
    const bytes = new RecentBytes();
    for (const piece of [[0, 1, 2], [3, 4], [5]]) bytes.append(Uint8Array.from(piece));
    bytes.forget(4);
    expect(read(bytes, 3, 9)).toEqual([3, 4, 5]);
    expect(read(bytes, 1, 9)).toEqual([]);
  });
});
