import { MAX_BLOCK_LENGTH } from '../capture/blockFrame';
import type { ByteSource } from './byteSource';

/** A block could not be read again: the file changed or vanished after it was indexed. */
export class RawBytesError extends Error {
  readonly reason = 'unreadable';

  constructor(offset: number, what = 'event') {
    super(`The ${what} at byte ${offset} cannot be read again: the capture has changed on disk.`);
    this.name = 'RawBytesError';
  }
}

const WINDOW = 256 * 1024;
const FRAME = 12;

/**
 * Reads blocks of a capture again, through one window over it: blocks read in file order cost one read of the source per
 * 256 KiB. After `read` the block's frame is `bytes[start, start + length)`, until the next call.
 */
export class RawBlocks {
  /** Made for the first block: most filters read none. */
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  start = 0;
  length = 0;
  /** The block's type number. */
  code = 0;
  private windowStart = 0;
  private windowLength = 0;

  constructor(private readonly source: ByteSource) {}

  /** Reads the block that begins at `offset`; throws a `RawBytesError` where there cannot be one. */
  read(offset: number, what?: string): void {
    const header = this.locate(offset, FRAME);
    this.code = header < 0 ? 0 : this.view.getUint32(header, true);
    this.length = header < 0 ? 0 : this.view.getUint32(header + 4, true);
    if (this.length < FRAME || this.length > MAX_BLOCK_LENGTH) throw new RawBytesError(offset, what);
    this.start = this.locate(offset, this.length);
    if (this.start < 0) throw new RawBytesError(offset, what);
  }

  /** Forgets what was read: the file may have grown since. */
  refresh(): void {
    this.windowLength = 0;
  }

  /** Makes `count` bytes from `offset` on readable: where they begin in `bytes`, or -1 where the source has fewer. */
  private locate(offset: number, count: number): number {
    const at = offset - this.windowStart;
    if (at >= 0 && at + count <= this.windowLength) return at;
    if (count > this.bytes.length) {
      this.bytes = new Uint8Array(Math.max(WINDOW, 2 * count));
      this.view = new DataView(this.bytes.buffer);
    }
    this.windowStart = offset;
    this.windowLength = this.source.read(offset, this.bytes);
    return count > this.windowLength ? -1 : 0;
  }
}
