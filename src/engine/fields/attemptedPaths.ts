import { type EventRow, type FdVersion, NO_FD, type TextId } from '../base/brands';
import { ByteDictionary } from '../base/byteDictionary';
import { Int32Column } from '../base/growingColumns';
import { typeOfKey } from '../trace/eventKeys';
import { flipKind } from '../trace/kindRows';
import { RawBytesError } from '../trace/rawBlocks';
import { BLOCK_BITS, BLOCK_WORDS, lowestBit, makeRowBits } from '../trace/rowBits';
import { OPENING_EXITS, readAttemptedPath } from './attemptedPath';
import type { FieldContext } from './field';
import { perTrace } from './readers/memo';
import { FieldValue } from './value';

/** Most bytes of paths that are kept. They are joined of two texts each, so that a capture can hold more than its size. */
const MOST_BYTES = 1 << 25;

/**
 * The paths that calls failed to open, which stand in the bytes of their events alone: read in idle time, once the trace is
 * indexed, because a filter on names would read half the file for them. Each path is there once. What is not there is read
 * from the event.
 */
export class AttemptedPaths {
  readonly texts = new ByteDictionary();
  /** Rows in ascending order, and the path of each. */
  private readonly rows = new Int32Column();
  private readonly paths = new Int32Column();
  private blocks = 0;
  private ended = false;
  /** Where the row stands that was asked last: the next one is often the one behind it. */
  private last = -1;
  private readonly value = new FieldValue();
  /** The rows of a block that open files. */
  private readonly opening = makeRowBits();

  /** Reads the paths of the next `count` blocks; false where there are none left, or no more can be read or kept. */
  advance(context: FieldContext, count: number): boolean {
    try {
      for (let left = count; left > 0 && !this.ended; left--) this.ended = !this.readBlock(context);
    } catch (error) {
      if (!(error instanceof RawBytesError)) throw error;
      this.ended = true;
    }
    return !this.ended;
  }

  /** The id of the path of a row in `texts`; -1 where it has to be read. */
  pathOf(row: EventRow): number {
    const place =
      this.rows.values[this.last + 1] === row && this.last + 1 < this.rows.length ? this.last + 1 : this.find(row);
    if (place < 0) return -1;
    this.last = place;
    return this.paths.values[place];
  }

  /** False where the block is not indexed, or there is no more room. */
  private readBlock(context: FieldContext): boolean {
    const { trace } = context;
    const indexed = trace.index.block(this.blocks);
    if (!indexed || this.texts.bytesUsed > MOST_BYTES) return false;
    const first = this.blocks++ << BLOCK_BITS;
    const { kinds } = indexed;
    const { opening } = this;
    opening.fill(0);
    for (let place = kinds.firstExit; place < kinds.keys.length; place++) {
      if (OPENING_EXITS[typeOfKey(kinds.keys[place])] === 1) flipKind(kinds, place, opening);
    }
    for (let word = 0; word < BLOCK_WORDS; word++) {
      for (let left = opening[word]; left !== 0; left &= left - 1) {
        const row = (first + 32 * word + lowestBit(left)) as EventRow;
        if (isUnknown(context, trace.events.fd(row))) this.read(context, row);
      }
    }
    return true;
  }

  private read(context: FieldContext, row: EventRow): void {
    const { value } = this;
    if (!readAttemptedPath(context, row, value)) return;
    this.rows.push(row);
    this.paths.push(this.texts.intern(value.bytes, value.start, value.end));
  }

  private find(row: EventRow): number {
    const { values, length } = this.rows;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (values[middle] < row) low = middle + 1;
      else high = middle;
    }
    return low < length && values[low] === row ? low : -1;
  }
}

/** The paths of a trace. */
export const attemptedPaths = perTrace(() => new AttemptedPaths());

/** The absolute path that an open call was to open; false where the event does not tell. */
export function attemptedPath(context: FieldContext, row: EventRow, value: FieldValue): boolean {
  const paths = attemptedPaths(context.trace);
  const path = paths.pathOf(row);
  if (path < 0) return readAttemptedPath(context, row, value);
  value.setEntry(paths.texts, path as TextId);
  return true;
}

function isUnknown({ trace }: FieldContext, version: FdVersion): boolean {
  return version !== NO_FD && !trace.fds.isKnown(version);
}
