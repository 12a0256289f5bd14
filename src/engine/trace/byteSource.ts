/**
 * Random access to the bytes of an uncompressed capture. Synchronous, because everything that reads runs in a worker.
 * Implementations: a file read by position, memory, and in tests a text-drawn capture.
 */
export interface ByteSource {
  /** Copies bytes from `offset` on into `target`; returns how many there were: fewer than asked only at the end. */
  read(offset: number, target: Uint8Array): number;
}

/** A capture that lies whole in memory. */
export class MemorySource implements ByteSource {
  constructor(private readonly bytes: Uint8Array) {}

  read(offset: number, target: Uint8Array): number {
    const part = this.bytes.subarray(offset, offset + target.length);
    target.set(part);
    return part.length;
  }
}
