import fs from 'node:fs';
import type { ByteSource } from '../../engine/trace/byteSource';
import { CaptureInputError } from '../captureInput';

/** An open file that is read by position. The size is that at opening: what is appended later is not seen. */
export class PositionedFile implements ByteSource {
  private closed = false;

  private constructor(
    /** Of this process: another thread can read by it, too, as long as the file is open. */
    readonly descriptor: number,
    readonly size: number,
  ) {}

  /** A file that another thread has opened and will close. */
  static lent(descriptor: number, size: number): PositionedFile {
    return new PositionedFile(descriptor, size);
  }

  /** Opens a regular file for reading; throws a `CaptureInputError` that says why it cannot be. */
  static open(path: string): PositionedFile {
    let descriptor: number;
    try {
      // Without O_NONBLOCK the opening of a pipe would wait for a writer, perhaps for ever.
      descriptor = fs.openSync(path, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
    } catch (error) {
      throw new CaptureInputError(`The file cannot be opened: ${reasonOf(error)}.`, { cause: error });
    }
    const stat = fs.fstatSync(descriptor);
    if (stat.isFile()) return new PositionedFile(descriptor, stat.size);
    fs.closeSync(descriptor);
    throw new CaptureInputError(
      `This is ${stat.isDirectory() ? 'a folder' : 'not a regular file'}, so it cannot be read.`,
    );
  }

  read(offset: number, target: Uint8Array): number {
    let count = 0;
    try {
      while (count < target.length && !this.closed) {
        const got = fs.readSync(this.descriptor, target, count, target.length - count, offset + count);
        if (got === 0) break;
        count += got;
      }
    } catch (error) {
      throw unreadable(offset + count, error);
    }
    return count;
  }

  /** The same on a thread of the platform's pool; the bytes of `target` are not to be used meanwhile. */
  async readBeside(offset: number, target: Uint8Array): Promise<number> {
    let count = 0;
    while (count < target.length && !this.closed) {
      const got = await this.readOnce(target, count, offset + count);
      if (got === 0) break;
      count += got;
    }
    return count;
  }

  private readOnce(target: Uint8Array, at: number, offset: number): Promise<number> {
    return new Promise((resolve, reject) => {
      fs.read(this.descriptor, target, at, target.length - at, offset, (error, got) => {
        if (error && !this.closed) reject(unreadable(offset, error));
        else resolve(error ? 0 : got);
      });
    });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    fs.closeSync(this.descriptor);
  }
}

function unreadable(offset: number, error: unknown): CaptureInputError {
  return new CaptureInputError(`The file cannot be read at byte ${offset}: ${reasonOf(error)}.`, { cause: error });
}

const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission is denied',
  EPERM: 'the operation is not permitted',
  EMFILE: 'too many files are open',
  EISDIR: 'it is a folder',
  EIO: 'the disk reports an error',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
};

/** A system error in words, without the path: messages do not repeat what the window's title says. */
export function reasonOf(error: unknown): string {
  const code = systemCode(error);
  return SYSTEM_REASONS[code] ?? `the system reports ${code}`;
}

/** The system's code of an error, such as `ENOENT`. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'an unknown error';
}
