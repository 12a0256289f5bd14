import type { Writable } from 'node:stream';

const CHUNK = 64 * 1024;

/**
 * Writes lines to a stream in large chunks, no faster than the reader of the stream takes them. When the reader goes away,
 * as `head` does, `closed` becomes true and the rest is dropped.
 */
export class LineWriter {
  closed = false;
  private text = '';
  private failure: Error | undefined;
  private wake: () => void = () => {};

  constructor(private readonly stream: Writable) {
    stream.on('drain', () => this.wake());
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.closed = true;
      if (error.code !== 'EPIPE') this.failure = error;
      this.wake();
    });
  }

  /** Adds a line; true when enough have come together that `flush` should be awaited. */
  add(line: string): boolean {
    this.text += `${line}\n`;
    return this.text.length >= CHUNK;
  }

  /** Writes what has come together. Throws what writing failed with, unless it is only that nobody reads any more. */
  async flush(): Promise<void> {
    const { text } = this;
    this.text = '';
    if (text !== '' && !this.closed && !this.stream.write(text)) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    if (this.failure) throw this.failure;
  }
}
