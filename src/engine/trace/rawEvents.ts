import type { EventRow } from '../base/brands';
import { MAX_BLOCK_LENGTH } from '../capture/blockReader';
import { blockType } from '../capture/blockTypes';
import { EventCursor } from '../capture/eventCursor';
import type { ByteSource } from './byteSource';
import type { Trace } from './trace';

/** The bytes of an event could not be read again: the file changed or vanished after it was indexed. */
export class RawBytesError extends Error {
  readonly reason = 'unreadable';

  constructor(offset: number) {
    super(`The event at byte ${offset} cannot be read again: the capture has changed on disk.`);
    this.name = 'RawBytesError';
  }
}

const WINDOW = 256 * 1024;

/**
 * Decodes events of a trace again from their raw bytes, through one window over the capture: rows read in file order
 * cost one read of the source per 256 KiB.
 */
export class RawEvents {
  private window = new Uint8Array(WINDOW);
  private view = new DataView(this.window.buffer);
  private windowStart = 0;
  private windowLength = 0;
  private readonly cursor = new EventCursor();

  constructor(
    private readonly trace: Trace,
    private readonly source: ByteSource,
  ) {}

  /** The event of a row. The one cursor is reused: what it points at is valid until the next call. */
  read(row: EventRow): EventCursor {
    const offset = this.trace.events.offset(row);
    const header = this.locate(offset, 12);
    const code = this.view.getUint32(header, true);
    const length = this.view.getUint32(header + 4, true);
    const type = blockType(code);
    if (type?.kind !== 'event' || length < 12 || length > MAX_BLOCK_LENGTH) throw new RawBytesError(offset);
    const at = this.locate(offset, length);
    this.cursor.attach(this.window, this.view);
    if (this.cursor.read(type, at + 8, at + length - 4) !== 'ok') throw new RawBytesError(offset);
    return this.cursor;
  }

  /** Forgets what was read: the file may have grown since. */
  refresh(): void {
    this.windowLength = 0;
  }

  /** Makes `count` bytes from `offset` on readable, and returns where they begin in the window. */
  private locate(offset: number, count: number): number {
    const at = offset - this.windowStart;
    if (at >= 0 && at + count <= this.windowLength) return at;
    if (count > this.window.length) {
      this.window = new Uint8Array(2 * count);
      this.view = new DataView(this.window.buffer);
    }
    this.windowStart = offset;
    this.windowLength = this.source.read(offset, this.window);
    if (count > this.windowLength) throw new RawBytesError(offset);
    return 0;
  }
}
