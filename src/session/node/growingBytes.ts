import fs from 'node:fs';

/** Bytes on the disk to which more are added. Its methods throw node's own errors. */
export interface GrowingBytes {
  /** The size now. */
  readonly size: number;
  /** Events of the recording before those in it, which are kept no more. */
  readonly eventsBefore: number;
  /** Reads some of the bytes from an offset on; how many, 0 where there are none so far. */
  read(offset: number, target: Uint8Array): number;
  close(): void;
}

/** A file that only grows. */
export class GrowingFile implements GrowingBytes {
  readonly eventsBefore = 0;
  private readonly descriptor: number;

  constructor(path: string) {
    this.descriptor = fs.openSync(path, 'r');
  }

  get size(): number {
    return fs.fstatSync(this.descriptor).size;
  }

  read(offset: number, target: Uint8Array): number {
    return fs.readSync(this.descriptor, target, 0, target.length, offset);
  }

  close(): void {
    fs.closeSync(this.descriptor);
  }
}
