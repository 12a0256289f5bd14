import type { EventRow } from '../base/brands';
import { blockType } from '../capture/blockTypes';
import { EventCursor } from '../capture/eventCursor';
import type { ByteSource } from './byteSource';
import { RawBlocks, RawBytesError } from './rawBlocks';
import type { Trace } from './trace';

const FRAME_HEADER = 8;
const FRAME_TRAILER = 4;

/** Decodes events of a trace again from their raw bytes. */
export class RawEvents {
  private readonly blocks: RawBlocks;
  private readonly cursor = new EventCursor();
  /** The type number of the blocks that the cursor reads; -1: none yet. */
  private code = -1;

  constructor(
    private readonly trace: Trace,
    source: ByteSource,
  ) {
    this.blocks = new RawBlocks(source);
  }

  /**
   * The event of a row. The one cursor is reused: what it points at is valid until the next call. Throws a `RawBytesError`
   * where its bytes cannot be read again.
   */
  read(row: EventRow): EventCursor {
    const { blocks, cursor } = this;
    const offset = this.trace.events.offset(row);
    blocks.read(offset);
    if (blocks.code !== this.code || blocks.bytes !== cursor.bytes) this.attach(offset);
    const { start, length } = blocks;
    if (cursor.read(start + FRAME_HEADER, start + length - FRAME_TRAILER) !== 'ok') throw new RawBytesError(offset);
    return cursor;
  }

  /** Points the cursor at blocks like the one that was read. */
  private attach(offset: number): void {
    const { blocks } = this;
    const type = blockType(blocks.code);
    if (type?.kind !== 'event') throw new RawBytesError(offset);
    this.cursor.attach(blocks.bytes, blocks.view, type);
    this.code = blocks.code;
  }

  /** Forgets what was read: the file may have grown since. */
  refresh(): void {
    this.blocks.refresh();
  }
}
