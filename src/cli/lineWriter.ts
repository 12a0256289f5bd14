import type { Writable } from 'node:stream';

const CHUNK = 64 * 1024;

/**
 * Writes text to a stream in large chunks, no faster than the reader of the stream takes them. When the reader goes away,
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

  /** Enough has come together: `flush` should be awaited before more is added. */
  get full(): boolean {
    return this.text.length >= CHUNK;
  }

  /** Adds text, newlines included. */
  add(text: string): void {
    this.text += text;
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
