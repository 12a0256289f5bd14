import { createWriteStream, openSync, statSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ByteSink } from '../engine/writer/byteSink';
import { RequestError } from './requestError';

/** A capture file that is being written. */
export interface CaptureFile {
  readonly sink: ByteSink;
  /** Ends the file; rejects with what writing failed with. */
  end(): Promise<void>;
}

/**
 * Creates a capture file, or empties the one that is there. Throws a `RequestError` where that cannot be done, or where it is
 * the file that is being read.
 */
export function createCaptureFile(name: string, compressed: boolean, readFrom: string): CaptureFile {
  if (isSameFile(name, readFrom)) throw new RequestError(`${name} cannot be written: it is the capture that is read.`);
  const file = createWriteStream(name, { fd: create(name) });
  const gzip = compressed ? createGzip() : undefined;
  const target: Writable = gzip ?? file;
  const written = gzip ? pipeline(gzip, file) : finished(file);
  // Whoever writes or ends the file hears of a failure; until then it must not end the program.
  written.catch(() => {});
  return {
    sink: { write: (bytes) => writeAll(target, bytes) },
    async end(): Promise<void> {
      target.end();
      await written;
    },
  };
}

/** Resolves when the bytes have been taken: until then they must not change. */
function writeAll(target: Writable, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    target.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function create(name: string): number {
  try {
    return openSync(name, 'w');
  } catch (error) {
    throw new RequestError(`${name} cannot be written: ${error instanceof Error ? error.message : 'unknown error'}.`);
  }
}

function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((name) => statSync(name, { throwIfNoEntry: false }));
  return first !== undefined && second !== undefined && first.dev === second.dev && first.ino === second.ino;
}
