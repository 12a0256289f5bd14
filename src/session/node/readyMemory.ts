import fs from 'node:fs';
import type { ChunkMemory } from '../../engine/trace/chunkMemory';
import type { PositionedFile } from './positionedFile';

/** Chunks that are kept ready: the pass fills one in the time in which a thread makes several ready. */
const AHEAD = 2;

/**
 * Memory for columns of which a thread of the platform's pool has written every page: on virtual machines the first write to
 * a page takes microseconds, which is a third of the pass. The platform's pool does nothing but read files and the like, so
 * the memory is written by reading the capture's file into it; what that leaves there does not matter.
 */
export class ReadyMemory implements ChunkMemory {
  private readonly ready: ArrayBuffer[] = [];
  private beingMade = 0;

  constructor(private readonly file: PositionedFile) {}

  take(bytes: number): ArrayBuffer {
    const memory = this.ready.pop();
    while (this.ready.length + this.beingMade < AHEAD) this.makeReady(bytes);
    return memory?.byteLength === bytes ? memory : new ArrayBuffer(bytes);
  }

  private makeReady(bytes: number): void {
    const memory = new ArrayBuffer(bytes);
    this.beingMade++;
    fs.read(this.file.descriptor, new Uint8Array(memory), 0, bytes, 0, () => {
      // Where that failed, the memory is as good as any.
      this.beingMade--;
      this.ready.push(memory);
    });
  }
}
