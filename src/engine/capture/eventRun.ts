import { FRAME_HEADER, FRAME_TRAILER, isBlockLength } from './blockFrame';
import type { BlockType } from './blockTypes';
import { EventCursor, type EventReading } from './eventCursor';

/**
 * Bytes that are read in one go, as long as all their blocks are events: JavaScript engines compile a function for how it
 * was called, so one that reads events must return now and then.
 */
const RUN = 16 * 1024;

/**
 * Whole blocks of events that lie one behind another in memory and have the same type: nearly all of a capture is made of
 * them. One run is moved over all of it.
 */
export class EventRun {
  readonly cursor = new EventCursor();
  view: DataView = this.cursor.view;
  /** Type number of the blocks. */
  code = 0;
  /** Where the next block begins in `view`; the run has no block that begins behind `last`, and no byte from `end` on. */
  at = 0;
  last = 0;
  end = 0;
  /** Position in the capture of the first byte of `view`. */
  base = 0;

  /** `skipped` is told of each event that cannot be read. */
  constructor(private readonly skipped: (cursor: EventCursor, reading: EventReading) => void) {}

  /** Begins with the block in `bytes[from, …)`, which has this type and begins at `offset` of the capture. */
  begin(type: BlockType, bytes: Uint8Array, view: DataView, from: number, end: number, offset: number): void {
    this.cursor.attach(bytes, view, type);
    this.view = view;
    this.code = view.getInt32(from, true);
    this.at = from;
    this.end = end;
    this.last = Math.min(from + RUN, end - FRAME_HEADER);
    this.base = offset - from;
  }

  /** Whether the run has another block. */
  hasNext(): boolean {
    return this.nextLength() > 0;
  }

  /** Moves on to the next block and returns where it begins in `view`, -1 where the run has no more. */
  advance(): number {
    const block = this.at;
    const length = this.nextLength();
    if (length === 0) return -1;
    this.at = block + length;
    return block;
  }

  /** Length of the next block, 0 where there is none that is whole and of the run's type. */
  private nextLength(): number {
    const { view, at } = this;
    if (at > this.last || view.getInt32(at, true) !== this.code) return 0;
    const length = view.getInt32(at + 4, true);
    return length <= this.end - at && isBlockLength(length) ? length : 0;
  }

  /** Reads the event of the block that begins at `block` into the cursor; false where that cannot be done. */
  read(block: number): boolean {
    const { cursor } = this;
    cursor.offset = this.base + block;
    const reading = cursor.read(block + FRAME_HEADER, this.at - FRAME_TRAILER);
    if (reading === 'ok') return true;
    this.skipped(cursor, reading);
    return false;
  }

  /** Moves the cursor to the next event that can be read; false where the run has none. */
  next(): boolean {
    for (let block = this.advance(); block >= 0; block = this.advance()) if (this.read(block)) return true;
    return false;
  }

  /** Ends the run: nobody wants its other events. */
  stop(): void {
    this.last = -1;
  }
}
