import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LineWriter } from '../../../src/cli/lineWriter';

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
