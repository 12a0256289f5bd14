import { readInt64, UNSET } from '../base/integers';
import type { BlockType } from './blockTypes';
import { EventArguments, MAX_PARAMETERS } from './eventArguments';
import { EVENT_TYPE_FLAGS, EVENT_TYPES, EventFlag, PARAMETER_COUNTS } from './eventTable';

/** What became of an event block's body. Anything but `ok` leaves the cursor's parameters unusable. */
export type EventReading = 'ok' | 'unknown-type' | 'damaged';

/** Bits of an event block's flag word. Source: facts/scap-format.md §10. */
export const STATE_ONLY = 1;

const HEADER_V1 = 22;
const HEADER_V2 = 26;

/** Lengths that are read at once. */
const FEW_PARAMETERS = 6;

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
  /** Time in ns from a base that a trace's builder has; unset elsewhere. */
  time = UNSET;
  cpu = 0;
  /** Version of the event's block: 1, or 2 for those that say how many parameters the event has. */
  generation = 2;
  /** The block's flag word; 0 where the block has none. */
  blockFlags = 0;
  /** Time in ns since the epoch, as two unsigned halves. */
  timeHigh = UNSET;
  timeLow = UNSET;

  /** Points the cursor at other memory; call before `read` whenever the buffer changes. */
  attach(bytes: Uint8Array, view: DataView): void {
    this.bytes = bytes;
    this.view = view;
  }

  /** Decodes the event in a block's body `bytes[start, end)`. Source: facts/scap-format.md §10. */
  read(block: BlockType, start: number, end: number): EventReading {
    const header = block.version === 1 ? HEADER_V1 : HEADER_V2;
    const at = start + (block.hasFlags ? 6 : 2);
    if (at + header > end) return 'damaged';
    const view = this.view;
    this.generation = block.version;
    this.cpu = view.getUint16(start, true);
    this.blockFlags = block.hasFlags ? view.getUint32(start + 2, true) : 0;
    this.timeLow = view.getUint32(at, true);
    this.timeHigh = view.getUint32(at + 4, true);
    this.tid = readInt64(view, at + 8);
    const length = view.getUint32(at + 16, true);
    this.type = view.getUint16(at + 20, true);
    if (this.type >= EVENT_TYPES.length) return 'unknown-type';
    if (length < header || length > end - at) return 'damaged';
    if (block.version === 1) return this.readUncounted(at, length) ? 'ok' : 'damaged';
    return this.readCounted(at, length, view.getUint32(at + 22, true)) ? 'ok' : 'damaged';
  }

  /**
   * Time in ns relative to a base given as the same two halves: exact below 2^53 ns, which is 104 days. Like the offset it is
   * kept in a field, because engines allocate memory for each large number that is handed from function to function.
   */
  timeSince(baseHigh: number, baseLow: number): number {
    return (this.timeHigh - baseHigh) * 4294967296 + (this.timeLow - baseLow);
  }

  private readCounted(at: number, length: number, count: number): boolean {
    const wide = (EVENT_TYPE_FLAGS[this.type] & EventFlag.LARGE_PAYLOAD) !== 0;
    const lengths = at + HEADER_V2;
    const lengthSize = wide ? 4 : 2;
    if (count > (length - HEADER_V2) / lengthSize) return false;
    const data = lengths + count * lengthSize;
    const slack = wide
      ? this.placeWide(lengths, count, data, at + length)
      : this.place(lengths, count, data, at + length);
    return slack >= 0;
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
   * over it. Nearly all events have few parameters, and a different number each: a processor that has to guess how often a
   * loop runs loses more time than reading lengths that are not there takes.
   */
  private place(lengths: number, count: number, data: number, end: number): number {
    const { view, starts } = this;
    if (count > FEW_PARAMETERS || lengths + 2 * FEW_PARAMETERS > this.bytes.length) {
      return this.placeMany(lengths, count, data, end);
    }
    const first = view.getInt32(lengths, true);
    const second = view.getInt32(lengths + 4, true);
    const third = view.getInt32(lengths + 8, true);
    let position = data;
    starts[0] = position;
    starts[1] = position += first & 0xffff & (-count >> 31);
    starts[2] = position += (first >>> 16) & ((1 - count) >> 31);
    starts[3] = position += second & 0xffff & ((2 - count) >> 31);
    starts[4] = position += (second >>> 16) & ((3 - count) >> 31);
    starts[5] = position += third & 0xffff & ((4 - count) >> 31);
    starts[6] = position += (third >>> 16) & ((5 - count) >> 31);
    this.parameterCount = count;
    return end - position;
  }

  private placeMany(lengths: number, count: number, data: number, end: number): number {
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
