import fs from 'node:fs';
import type { ChunkMemory } from '../../engine/trace/chunkMemory';

/** Chunks that are kept ready: the pass fills one in the time in which a thread makes several ready. */
const AHEAD = 4;

/** Reads as zeros, without end; not everywhere there is such a file. */
const ZEROS = '/dev/zero';

/**
 * Memory for columns of which a thread of the platform's pool has written every page: on virtual machines the first write to
 * a page takes microseconds, which was a third of the pass. The pool does nothing but read files and the like, so it reads
 * zeros.
 *
 * The memory is of the kind that threads can share, though none does: the engine's collector takes other memory of this size
 * for a reason to look through its whole heap, again and again.
 */
export class ReadyMemory implements ChunkMemory {
  private readonly ready: SharedArrayBuffer[] = [];
  private beingMade = 0;
  private closed = false;

  private constructor(private readonly zeros: number) {}

  /** Undefined where the platform has no file of zeros: then memory is not made ready. */
  static open(): ReadyMemory | undefined {
    try {
      return new ReadyMemory(fs.openSync(ZEROS, 'r'));
    } catch {
      return undefined;
    }
  }

  take(bytes: number): ArrayBufferLike {
    const memory = this.ready.pop();
    while (!this.closed && this.ready.length + this.beingMade < AHEAD) this.makeReady(bytes);
    return memory?.byteLength === bytes ? memory : new SharedArrayBuffer(bytes);
  }

  /** Makes nothing ready any more. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.ready.length = 0;
    if (this.beingMade === 0) fs.closeSync(this.zeros);
  }

  private makeReady(bytes: number): void {
    const memory = new SharedArrayBuffer(bytes);
    this.beingMade++;
    // Where that fails, the memory is as good as any.
    fs.read(this.zeros, new Uint8Array(memory), 0, bytes, 0, () => {
      this.beingMade--;
      if (!this.closed) this.ready.push(memory);
      else if (this.beingMade === 0) fs.closeSync(this.zeros);
    });
  }
}
