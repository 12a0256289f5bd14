/**
 * Gives the memory of chunks of columns. The first write to each page of new memory costs, on some machines more than all
 * that is written into it; who can make memory ready beside the pass, on another thread, hands it in this way.
 */
export interface ChunkMemory {
  /** `bytes` zeros; nobody else uses them from now on. */
  take(bytes: number): ArrayBufferLike;
}

/** Memory as the engine makes it: each page is made ready when it is written first. */
export const NEW_MEMORY: ChunkMemory = { take: (bytes) => new ArrayBuffer(bytes) };
