import { readInt64, UNSET } from '../base/integers';
import type { BlockType } from './blockTypes';
import { EventArguments, MAX_PARAMETERS } from './eventArguments';
import { EVENT_TYPE_FLAGS, EVENT_TYPES, EventFlag, PARAMETER_COUNTS } from './eventTable';

/** What became of an event block's body. Anything but `ok` leaves the cursor's parameters unusable. */
export type EventReading = 'ok' | 'unknown-type' | 'damaged';

/** Bits of an event block's flag word. Source: facts/scap-format.md §10. */
export const STATE_ONLY = 1;

/** Bytes of what stands before an event's header in its block, and of the header. */
export const CPU_SIZE = 2;
const FLAGS_SIZE = 4;
const HEADER_V1 = 22;
export const HEADER_V2 = 26;

/** Where the fields of an event's header begin in it. Source: facts/scap-format.md §10. */
export const HeaderField = { TIME: 0, TID: 8, LENGTH: 16, TYPE: 20, COUNT: 22 } as const;

/** Ids from here on are of no known type. */
const TYPE_COUNT = EVENT_TYPES.length;

/** By event type: 1 where the lengths of parameters have 32 bits. */
export const IS_WIDE: Uint8Array = Uint8Array.from(EVENT_TYPE_FLAGS, (flags) =>
  (flags & EventFlag.LARGE_PAYLOAD) !== 0 ? 1 : 0,
);

/** Lengths that are read at once. */
export const FEW_PARAMETERS = 6;

/** Two types whose stored length is three too large in v1 blocks (facts/scap-format.md §10). */
const NOTIFICATION = 280;
const INFRASTRUCTURE = 286;

/**
 * One event, decoded in place: a single cursor is moved over all events, so reading allocates nothing. The positions of
 * parameters are offsets into `bytes`, valid until the cursor moves on.
 */
export class EventCursor extends EventArguments {
  /** Where the event's block begins in the capture; what else is read of it does not depend on that. */
  offset = UNSET;
  /** Version of the event's block: 1, or 2 for those that say how many parameters the event has. */
  generation = 2;
  /** Where the block's body begins, and in it the event's own header. */
  private body = 0;
  private header = 0;
  /** Where an event's own header begins in a block of this type. */
  headerStart = CPU_SIZE;
  private headerLength = HEADER_V2;

  /** Points the cursor at other memory, or at blocks of another type; call before `read` whenever either changes. */
  attach(bytes: Uint8Array, view: DataView, block: BlockType): void {
    this.bytes = bytes;
    this.view = view;
    this.generation = block.version;
    this.headerStart = block.hasFlags ? CPU_SIZE + FLAGS_SIZE : CPU_SIZE;
    this.headerLength = block.version === 1 ? HEADER_V1 : HEADER_V2;
  }

  get cpu(): number {
    return this.view.getUint16(this.body, true);
  }

  /** The block's flag word; 0 where the block has none. */
  get blockFlags(): number {
    return this.headerStart === CPU_SIZE ? 0 : this.view.getUint32(this.body + CPU_SIZE, true);
  }

  /** Time in ns since the epoch, as two unsigned halves. */
  get timeHigh(): number {
    return this.view.getUint32(this.header + 4, true);
  }

  get timeLow(): number {
    return this.view.getUint32(this.header, true);
  }

  /**
   * Decodes the event in a block's body `bytes[start, end)`. Source: facts/scap-format.md §10.
   *
   * Nearly all events have few parameters, and a different number each: a processor that has to guess how often a loop runs
   * loses more time than reading lengths that are not there takes.
   */
  read(start: number, end: number): EventReading {
    const { view, headerLength } = this;
    const header = start + this.headerStart;
    const room = end - header;
    if (room < headerLength) return 'damaged';
    this.body = start;
    this.header = header;
    this.tid = readInt64(view, header + 8);
    const type = view.getUint16(header + 20, true);
    this.type = type;
    if (type >= TYPE_COUNT) return 'unknown-type';
    const length = view.getUint32(header + 16, true);
    if (length < headerLength || length > room) return 'damaged';
    if (headerLength === HEADER_V1) return this.readUncounted(header, length) ? 'ok' : 'damaged';
    const count = view.getUint32(header + 22, true);
    const lengths = header + HEADER_V2;
    if (count > FEW_PARAMETERS || IS_WIDE[type] === 1 || lengths + 2 * FEW_PARAMETERS > this.bytes.length) {
      return this.readCounted(header, length, count) ? 'ok' : 'damaged';
    }
    const first = view.getInt32(lengths, true);
    const second = view.getInt32(lengths + 4, true);
    const third = view.getInt32(lengths + 8, true);
    const { starts } = this;
    let position = lengths + 2 * count;
    starts[0] = position;
    starts[1] = position += first & 0xffff & (-count >> 31);
    starts[2] = position += (first >>> 16) & ((1 - count) >> 31);
    starts[3] = position += second & 0xffff & ((2 - count) >> 31);
    starts[4] = position += (second >>> 16) & ((3 - count) >> 31);
    starts[5] = position += third & 0xffff & ((4 - count) >> 31);
    starts[6] = position += (third >>> 16) & ((5 - count) >> 31);
    this.parameterCount = count;
    return position <= header + length ? 'ok' : 'damaged';
  }

  /** An event of the second generation with many parameters, or with lengths of 32 bits. */
  private readCounted(at: number, length: number, count: number): boolean {
    const isWide = IS_WIDE[this.type] === 1;
    const lengthSize = isWide ? 4 : 2;
    if (count > (length - HEADER_V2) / lengthSize) return false;
    const lengths = at + HEADER_V2;
    const data = lengths + count * lengthSize;
    return (
      (isWide ? this.placeWide(lengths, count, data, at + length) : this.place(lengths, count, data, at + length)) >= 0
    );
  }

  /** Blocks of the first generation do not say how many parameters they hold: the count is what fits the length. */
  private readUncounted(at: number, length: number): boolean {
    const exact = this.type === NOTIFICATION || this.type === INFRASTRUCTURE ? length - 3 : length;
    const lengths = at + HEADER_V1;
    for (let count = PARAMETER_COUNTS[this.type]; count >= 0; count--) {
      if (HEADER_V1 + 2 * count > exact) continue;
      const slack = this.place(lengths, count, lengths + 2 * count, at + exact);
      if (slack === 0) return true;
      if (slack > 0) return false;
    }
    return false;
  }

  /**
   * Fills `starts` and `ends` from lengths of 16 bits; returns the bytes left before `end`, negative where the parameters run
   * over it.
   */
  private place(lengths: number, count: number, data: number, end: number): number {
    const { view, starts } = this;
    let position = data;
    starts[0] = position;
    for (let index = 0; index < count; index++) {
      position += view.getUint16(lengths + 2 * index, true);
      if (index < MAX_PARAMETERS) starts[index + 1] = position;
    }
    this.parameterCount = Math.min(count, MAX_PARAMETERS);
    return end - position;
  }

  /** The same from lengths of 32 bits. */
  private placeWide(lengths: number, count: number, data: number, end: number): number {
    const { view, starts } = this;
    let position = data;
    starts[0] = position;
    for (let index = 0; index < count; index++) {
      position += view.getUint32(lengths + 4 * index, true);
      if (index < MAX_PARAMETERS) starts[index + 1] = position;
    }
    this.parameterCount = Math.min(count, MAX_PARAMETERS);
    return end - position;
  }
}
