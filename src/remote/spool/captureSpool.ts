import { closeSync, fdatasync, ftruncateSync, openSync, write } from 'node:fs';
import { promisify } from 'node:util';
import { HostError } from '../host/hostError';
import { BlockBoundary } from './blockBoundary';
import { type CaptureSink, NO_READERS, type SinkReaders } from './captureSink';
import { joinPieces } from './ringFiles';

/** Bytes that may wait for the disk before the host is held back. */
const WAITING_LIMIT = 8 * 1024 * 1024;

/**
 * The file that a running capture is written to. It can be read by anybody at any time; after `finish` it is a valid capture,
 * however it ended. Writes keep their order and never block the thread.
 */
export class CaptureSpool implements CaptureSink {
  /** Bytes that came so far. */
  received = 0;
  /** Bytes that are in the file. */
  written = 0;
  readonly eventsBefore = 0;
  private readonly file: number;
  private readonly boundary = new BlockBoundary();
  private queue: Promise<void>;
  private failure: HostError | undefined;
  private finishing: Promise<void> | undefined;

  /** Makes the file, which must not exist, for the user alone. Throws node's own error where that fails. */
  constructor(
    readonly path: string,
    private readonly readers: Pick<SinkReaders, 'grown'> = NO_READERS,
    /** Nothing is written before. */
    after: Promise<void> = Promise.resolve(),
  ) {
    this.file = openSync(path, 'wx', 0o600);
    this.queue = after;
  }

  /** Resolves when all that came so far is in the file, or cannot be written. */
  get drained(): Promise<void> {
    return this.queue.catch(() => undefined);
  }

  /** Whether nothing that can be read has come. */
  get isEmpty(): boolean {
    return this.boundary.whole === 0;
  }

  /** Bytes in the file up to the end of the last whole block. */
  get whole(): number {
    return this.boundary.whole;
  }

  /** Events that are in the file. */
  get events(): number {
    return this.boundary.events;
  }

  get drops(): number {
    return this.boundary.drops;
  }

  /** Adds bytes; a promise says when more may come. It rejects with a `HostError` where the disk takes no more. */
  add(piece: Uint8Array): Promise<void> | undefined {
    if (this.failure) return Promise.reject(this.failure);
    // The piece belongs to a stream that may use it again.
    const bytes = Uint8Array.from(piece);
    this.received += bytes.length;
    this.queue = this.queue.then(() => this.write(bytes));
    this.queue.catch(() => undefined);
    return this.received - this.written > WAITING_LIMIT ? this.queue : undefined;
  }

  /** Waits for the disk, cuts off a block that was left unfinished, and closes the file. A second call does nothing. */
  finish(): Promise<void> {
    this.finishing ??= this.close();
    return this.finishing;
  }

  copy(to: string): Promise<void> {
    return joinPieces([{ path: this.path, to: this.whole }], to);
  }

  private async close(): Promise<void> {
    await this.drained;
    try {
      if (this.boundary.whole < this.written && !this.boundary.damaged) ftruncateSync(this.file, this.boundary.whole);
      await promisify(fdatasync)(this.file);
    } finally {
      closeSync(this.file);
    }
  }

  private async write(bytes: Uint8Array): Promise<void> {
    if (this.failure) throw this.failure;
    let at = 0;
    while (at < bytes.length) {
      try {
        at += await this.writeOnce(bytes.subarray(at));
      } catch (error) {
        this.failure = writeFailure(this.path, error);
        throw this.failure;
      }
    }
    this.boundary.push(bytes);
    this.readers.grown();
  }

  private writeOnce(bytes: Uint8Array): Promise<number> {
    return new Promise((resolve, reject) => {
      write(this.file, bytes, 0, bytes.length, this.written, (error, count) => {
        if (error) {
          reject(error);
          return;
        }
        this.written += count;
        resolve(count);
      });
    });
  }
}

/** Why a capture ends that cannot be written; node's own words are what was said. */
function writeFailure(path: string, error: unknown): HostError {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  const why = isFull ? 'The disk of this machine is full' : 'The capture cannot be written to the disk of this machine';
  return new HostError('disk-full', `${why}. What came before is kept.`, [`${path}: ${error}`]);
}
