/** Whoever reads a capture while it is written. */
export interface SinkReaders {
  /** Somebody reads it now. */
  readonly areThere: boolean;
  /** The file, or its parts, have grown. */
  grown(): void;
  /** So much was dropped that readers who began before should read what is kept anew. */
  outgrown(): void;
  /** The disk is full: readers are to let go of what was dropped. Resolves when they have. */
  roomNeeded(): Promise<void>;
}

export const NO_READERS: SinkReaders = {
  areThere: false,
  grown: () => undefined,
  outgrown: () => undefined,
  roomNeeded: () => Promise.resolve(),
};

/** Where a running capture is written to. */
export interface CaptureSink {
  /** The file that is a valid capture after `finish`. */
  readonly path: string;
  /** Bytes that came so far. */
  readonly received: number;
  /** Bytes that are kept on disk now. */
  readonly written: number;
  /** Events that came so far, and events among them by which the recorder says that it could not keep up. */
  readonly events: number;
  readonly drops: number;
  /** Events that came before the first one that is kept. */
  readonly eventsBefore: number;
  /** Nothing that can be read has come. */
  readonly isEmpty: boolean;
  /** Adds bytes; a promise says when more may come. It rejects with a `HostError` where the disk takes no more. */
  add(piece: Uint8Array): Promise<void> | undefined;
  /**
   * Completes the file, however the capture ended; a second call does nothing. Rejects with a `HostError` where what has come
   * cannot be put together: it is then found as a capture that was left behind.
   */
  finish(): Promise<void>;
  /** Writes what is kept so far to another file, as a valid capture. Rejects with node's own error. */
  copy(to: string): Promise<void>;
}
