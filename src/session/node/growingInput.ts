import { setTimeout as sleep } from 'node:timers/promises';
import type { ByteSource } from '../../engine/trace/byteSource';
import { type CaptureInput, CaptureInputError } from '../captureInput';
import type { CaptureNotice } from '../protocol';
import type { CaptureFile } from '../workerData';
import { type GrowingBytes, GrowingFile } from './growingBytes';
import { GrowingParts } from './growingParts';
import { reasonOf } from './positionedFile';

const LARGEST_PIECE = 4 * 1024 * 1024;
const NOTHING = new Uint8Array(0);
/** How often the file is looked at while nothing comes, in ms: rows are to be on screen 250 ms after they arrived. */
const LOOK_INTERVAL = 40;

/**
 * A capture that is still being written, uncompressed, to files that only grow. The reading follows it until `end` says that
 * nobody writes any more, and then to the end of the file.
 */
export class GrowingInput implements CaptureInput {
  readonly compressed = false;
  readonly notices: readonly CaptureNotice[] = [];
  bytesRead = 0;
  private readonly buffer = new Uint8Array(LARGEST_PIECE);
  private complete = false;
  private closed = false;

  private constructor(private readonly bytes: GrowingBytes) {}

  /** Opens the capture; throws a `CaptureInputError` that says why it cannot be. */
  static open({ path, growing }: Pick<CaptureFile, 'path' | 'growing'>): GrowingInput {
    try {
      return new GrowingInput(growing === 'parts' ? new GrowingParts(path) : new GrowingFile(path));
    } catch (error) {
      throw new CaptureInputError(`The file cannot be opened: ${reasonOf(error)}.`, { cause: error });
    }
  }

  /** The size now. */
  get bytesTotal(): number {
    return this.closed ? this.bytesRead : this.bytes.size;
  }

  get bytesGiven(): number {
    return this.bytesRead;
  }

  readonly source: ByteSource = {
    read: (offset, target) => {
      let count = 0;
      while (count < target.length && !this.closed) {
        const got = this.readAt(offset + count, target.subarray(count));
        if (got === 0) break;
        count += got;
      }
      return count;
    },
  };

  get growing(): boolean {
    return !this.complete;
  }

  get eventsBefore(): number {
    return this.bytes.eventsBefore;
  }

  end(): void {
    this.complete = true;
  }

  async next(): Promise<Uint8Array | undefined> {
    while (!this.closed) {
      // Asked before reading: what was written before the end is read for certain.
      const wasComplete = this.complete;
      const count = this.readAt(this.bytesRead, this.buffer);
      if (count > 0) {
        this.bytesRead += count;
        return this.buffer.subarray(0, count);
      }
      if (wasComplete) return undefined;
      await sleep(LOOK_INTERVAL);
      if (!this.hasMore) return NOTHING;
    }
    return undefined;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.bytes.close();
  }

  private get hasMore(): boolean {
    return this.complete || this.bytesTotal > this.bytesRead;
  }

  private readAt(offset: number, target: Uint8Array): number {
    try {
      return this.bytes.read(offset, target);
    } catch (error) {
      if (error instanceof CaptureInputError) throw error;
      throw new CaptureInputError(`The file cannot be read at byte ${offset}: ${reasonOf(error)}.`, { cause: error });
    }
  }
}
