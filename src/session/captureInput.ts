import type { ByteSource } from '../engine/trace/byteSource';
import type { ChunkMemory } from '../engine/trace/chunkMemory';
import type { CaptureNotice } from './protocol';

/**
 * The bytes of a capture that is being opened: once in order, for the pass, and again by position, for lines and details.
 * One implementation for each place that a capture can lie in; whoever reads cannot tell them apart.
 */
export interface CaptureInput {
  /** Size of the file in bytes; compressed where the file is. */
  readonly bytesTotal: number;
  readonly compressed: boolean;
  /** Bytes of the file that the pieces so far came from, 0 to `bytesTotal`. */
  readonly bytesRead: number;
  /** Bytes of the uncompressed capture that the pieces so far held. */
  readonly bytesGiven: number;
  /** Reads again what `next` has given, by position in the uncompressed capture. */
  readonly source: ByteSource;
  /** What went wrong with the file itself so far; damage inside the capture is not known here. */
  readonly notices: readonly CaptureNotice[];
  /** Memory that the trace is to lie in, where somebody makes it ready beside the pass. */
  readonly memory?: ChunkMemory;
  /** Events of the recording before the first one here, which are kept no more; undefined: none are known of. */
  readonly eventsBefore?: number;
  /** The capture is still being written; `end` says that it is complete. Undefined where it was complete from the beginning. */
  readonly growing?: boolean | undefined;
  /**
   * The next piece of the uncompressed capture, valid until the next call; undefined after the last. It is empty where the
   * capture grows and nothing has been written for a moment.
   */
  next(): Promise<Uint8Array | undefined>;
  /** Nobody writes to a growing capture any more: it is read to its present end. */
  end?(): void;
  /** Releases the file. Nothing can be read afterwards; a second call does nothing. */
  close(): void;
}

/** A capture that cannot be opened at all, or no longer read. */
export class CaptureInputError extends Error {
  readonly reason = 'unreadable';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CaptureInputError';
  }
}
