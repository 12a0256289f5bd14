/** Where a capture lies, or the list of several that are read as one. */
export interface CapturePlace extends CaptureFilePlace {
  /** Of a timeline: where its captures lie. `path` is that of their list then. */
  readonly captures?: readonly HostPlace[];
}

/** Where the file of a capture lies. */
export interface CaptureFilePlace {
  /** Its path on the disk of this machine; elsewhere a path within that place, which only gives it its name. */
  readonly path: string;
  /**
   * Reads its whole content, where it does not lie on the disk of this machine. Rejects with an error whose message is a
   * sentence.
   */
  readonly read?: () => Promise<Uint8Array>;
  /** There while the capture is still being written. */
  readonly growth?: Growth | undefined;
  /** Calls `changed` when it has another content than before; returns what ends the watching. */
  readonly watch?: (changed: () => void) => () => void;
}

/** How a capture grows that is still being written. */
export interface Growth {
  /** Only its end is kept: it lies in parts until it is complete (`node/captureParts`). */
  readonly inParts: boolean;
  /** Resolves when it is complete, with the number of events of the recording before the first one in its file. */
  readonly complete: Promise<number>;
  /** Tells a reader until the result is called. */
  listen(listener: GrowthListener): () => void;
}

/** What a reader hears of a capture of which only the end is kept. */
export interface GrowthListener {
  /** As much was dropped that what is kept should be read anew. */
  outgrown(): void;
  /** What was dropped must not take room on the disk any more. */
  roomNeeded(): Promise<void>;
}

/** Where a capture of a timeline lies, and what is known of its host, as `Trace` has it. */
export interface HostPlace extends CaptureFilePlace {
  readonly host: string | undefined;
  readonly clockCorrection: bigint;
}
