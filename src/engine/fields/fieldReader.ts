import type { EventRow, FdVersion, ThreadVersion } from '../base/brands';
import type { TextPart } from '../format/parameterParts';
import type { TextOptions } from '../format/textContext';
import type { IndexedBlock } from '../trace/blockIndex';
import type { EventChunk } from '../trace/eventColumns';
import type { LevelPlanes } from '../trace/numberLevels';
import type { RawEvents } from '../trace/rawEvents';
import type { RowBits } from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import type { KeptValues } from './keptTexts';
import type { Timeline } from './timeline';
import type { FieldValue } from './value';

/**
 * What `evt.outputtime` shows: time of day, seconds since the epoch, since the first event, since the enter event, since
 * the event printed before. Source: facts/output-format.md §2.
 */
export type TimeMode = 'h' | 'a' | 'r' | 'd' | 'D';

/** What readers read from. One context serves all fields of all rows of a trace. */
export interface FieldContext {
  readonly trace: Trace;
  /** The events' bytes, for the values that are not in columns. */
  readonly raw: RawEvents;
  /** How the texts of events and parameters are written. */
  readonly textOptions?: Partial<TextOptions>;
  /** `h` unless it is given. */
  readonly timeMode?: TimeMode;
  /** The row that was printed before this one, where rows are printed. */
  previousRow?(row: EventRow): EventRow | undefined;
}

/** What came of reading a value. */
export const Reading = {
  /** There is no value. */
  MISSING: 0,
  /** The value is in the `FieldValue`. */
  VALUE: 1,
  /** What was asked does not decide it: ask one step closer to the event (fd version → event type → bytes). */
  CLOSER: 2,
} as const;
export type Reading = (typeof Reading)[keyof typeof Reading];

/** A number that the time of a row decides. Times are as in the column. */
export interface NumberOfTime {
  of(trace: Trace, time: number): number;
  /** Times around one, from the first to before the second, at which the number is, as at that, from `low` to before `high`. */
  around(trace: Trace, time: number, low: number, high: number): readonly [from: number, until: number];
}

/** A text that the time of a row decides: what its second is called, and where that is not all, nine digits and an end. */
export interface TextOfTime {
  ofSecond(context: FieldContext, second: number): string;
  /** What follows the digits of the nanoseconds, which may be nothing; undefined where there are no digits. */
  readonly end?: string;
}

/**
 * A number that stands in, or follows at once from, the columns of a row. Rows are handed over as chunk and index, so that
 * a scan of consecutive rows looks nothing up.
 */
export interface ColumnReader {
  readonly domain: 'column';
  /** The number follows from the time of the row alone. */
  readonly ofTime?: NumberOfTime;
  /** By event type: 0 where no row has a number, so that none is read; absent where any can have one. */
  readonly types?: Uint8Array;
  /** By fd version, which may be `NO_FD`: false where no row has a number; absent where any can have one. */
  hasFd?(trace: Trace, version: FdVersion): boolean;
  /** The number is how often a unit goes into another number, or what is left then, which has levels. */
  readonly inUnits?: { readonly of: ColumnReader; readonly unit: number; readonly part: 'whole' | 'rest' };
  /** The number, less the base; NaN where there is none. `row` is the row at `chunk[index]`. */
  read(trace: Trace, chunk: EventChunk, index: number, row: number): number;
  /** What has to be added for the true value, where that exceeds 2^53. */
  base?(trace: Trace): bigint;
  /**
   * The least and the largest number of an indexed block whose first row is `first`: each of its rows has one. Blocks that
   * a comparison settles are then not read.
   */
  bounds?(block: IndexedBlock, first: number): readonly [least: number, largest: number];
  /** The number follows from the row's flags alone: the one that `read` would give. */
  byFlags?(flags: number): number;
  /** The levels of the numbers of an indexed block from the row `first` on, which then are whole ones: most rows need no closer look. */
  levels?(block: IndexedBlock, first: number, trace: Trace): LevelPlanes;
  /** The rows of an indexed block, from the row `first` on, for which the number is 1; for all others that have one it is 0. */
  truth?(block: IndexedBlock, first: number, trace: Trace): RowBits;
  /** Rows of an indexed block besides which none has a number: only they are read. */
  among?(block: IndexedBlock): RowBits;
  /** The rows of an indexed block that have a number; absent where all have one. */
  having?(block: IndexedBlock, first: number, trace: Trace): RowBits;
}

/** A value that the event type of a row decides; `CLOSER` leads to `readCall` for generic events, `readFd`, or `readBytes`. */
export interface TypeReader {
  readonly domain: 'type';
  read(type: number, value: FieldValue): Reading;
  /** Reads from the number of the system call that a generic event is. */
  readCall?(call: number, value: FieldValue): Reading;
  /** Reads from the fd version of the row, which may be `NO_FD`; `CLOSER` leads to `readBytes`. */
  readFd?(trace: Trace, version: FdVersion, value: FieldValue): Reading;
  /** Reads from the event: its bytes, or what is kept of it; false where there is no value. */
  readBytes?(context: FieldContext, row: EventRow, value: FieldValue): boolean;
  /** Few rows need `readBytes`. */
  readonly bytesAreRare?: boolean;
  /** What `readBytes` reads, of all rows that need it. */
  keptBytes?(trace: Trace): KeptValues;
  /** Where the value is a text: whether it may have a part in it, by event type. */
  mayHave?(context: FieldContext, type: number, part: TextPart): boolean;
  /** The same value by several readers, of which each has some of the types, where they have it sooner. */
  split?(context: FieldContext): readonly (TypeReader | ColumnReader)[];
}

/** A value that the thread version of a row decides, which may be `NO_THREAD`; `CLOSER` leads to `closer`. */
export interface ThreadReader {
  readonly domain: 'thread';
  read(trace: Trace, version: ThreadVersion, value: FieldValue): Reading;
  readonly closer?: TypeReader | RowReader;
}

/** A value that the fd version of a row decides, which is not `NO_FD`; `CLOSER` leads to `closer`. */
export interface FdReader {
  readonly domain: 'fd';
  read(trace: Trace, version: FdVersion, value: FieldValue): Reading;
  readonly closer?: TypeReader | RowReader;
}

/** A value that takes more than one version: other threads, the enter event, what a container was at the row. */
export interface RowReader {
  readonly domain: 'row';
  /** By event type: 0 where no row has a value, so that none is read; absent where any can have one. */
  readonly types?: Uint8Array;
  /** Only rows with an fd have a value. */
  readonly needsFd?: true;
  /** False where there is no value. */
  read(context: FieldContext, row: EventRow, value: FieldValue): boolean;
  /** Reading needs the bytes of every event in question. */
  readonly readsBytes?: boolean;
  /** The value is a number that may exceed 2^53: it is in `FieldValue.exact`, and `number` is about the same. */
  readonly isExact?: boolean;
  /** What decides the value, where that is less than the row: a filter asks about that, and not about each row. */
  readonly decidedBy?: RowDecider;
  /** The values of all rows that have one. */
  kept?(trace: Trace): KeptValues;
  /** Whether a text may have a part in it, by event type. */
  mayHave?(context: FieldContext, type: number, part: TextPart): boolean;
  /** Whether it has, where that is told sooner than all of the text. */
  hasPart?(context: FieldContext, part: TextPart): PartReaders | undefined;
}

/** Whether a text has a part in it, as 1 or 0, by readers of which any may say so. */
export interface PartReaders {
  readonly readers: readonly TypeReader[];
  /** They may say so of others, too, but of all that have it. */
  readonly isRough: boolean;
}

/** What decides the value of a row, where that is less than the row. */
export type RowDecider =
  | MomentDecider
  | SinceDecider
  | ResultDecider
  | TimeTextDecider
  | NumberTextDecider
  | ColumnDecider
  | FdDecider
  | PrefixDecider;

/** The thread version of the row, and when the row was. */
export interface MomentDecider {
  readonly by: 'moment';
  /**
   * The value of any row of a version. All that is looked up lowers `Trace.horizon`: rows of the version before that have the same
   * value. False where there is no value.
   */
  readAt(context: FieldContext, version: ThreadVersion, row: EventRow, value: FieldValue): boolean;
  /** Nothing of the version matters but its container. */
  readonly ofContainer?: true;
  /** How the number changed, once that is known. */
  timeline?(trace: Trace): Timeline | undefined;
}

/** The number is the time from a moment to the row. */
export interface SinceDecider {
  readonly by: 'since';
  /**
   * When that was, as in the time column, which the thread version of the row and when the row was decide (as for `readAt` of a
   * `MomentDecider`); undefined where there is no value.
   */
  moment(context: FieldContext, version: ThreadVersion, row: EventRow): number | undefined;
  /** Rows before that have no value. */
  readonly isNotBefore?: true;
}

/** Whether the row has a result, whether that is a failure, and then its number. */
export interface ResultDecider {
  readonly by: 'result';
}

/** The time of the row decides the text. */
export interface TimeTextDecider extends TextOfTime {
  readonly by: 'time';
}

/** A number of the columns decides the text, which all rows have, unless accidents are imitated or rows are printed. */
export interface NumberTextDecider {
  readonly by: 'number';
  readonly column: ColumnReader;
  of(number: number): string;
  /** Numbers with one key, which is a small whole one, have the same text; of negative keys nothing is known. */
  keyOf(number: number): number;
}

/** The columns give the same number, unless accidents are imitated or rows are printed. */
export interface ColumnDecider {
  readonly by: 'column';
  readonly column: ColumnReader;
}

/** The fd version of the row, and the context. */
export interface FdDecider {
  readonly by: 'fd';
  /** The value of any row of a version, which is not `NO_FD`; false where there is none. */
  readFd(context: FieldContext, version: FdVersion, value: FieldValue): boolean;
}

/** The text is one of the row's thread version, and after it one of its fd. */
export interface PrefixDecider {
  readonly by: 'prefix';
  /** What comes first; where few threads differ in it, each fd is asked once for each of them. */
  prefixOf(trace: Trace, version: ThreadVersion): string;
  /** What comes after it. */
  readonly reader: FdReader;
}

/** Several values of a row: of a list, or of which any may satisfy a check (see `Field.isList`). */
export interface SeveralReader {
  readonly domain: 'several';
  /** The value at an index, from 0 without gaps; false where there are no more. */
  readItem(context: FieldContext, row: EventRow, index: number, value: FieldValue): boolean;
  /** As `readAt` of a `MomentDecider`. */
  readItemAt?(context: FieldContext, version: ThreadVersion, row: EventRow, index: number, value: FieldValue): boolean;
  /** The values as a set, where they are among few texts; only rows with an fd have values then. */
  readonly asSet?: TextSet;
}

/** A set of texts that a thread version and the moment decide, which may be empty. */
export interface TextSet {
  /** At most 31. */
  readonly texts: readonly string[];
  /** Reads the set: bit `i` for `texts[i]`. */
  readonly reader: RowReader;
}

/** How a field gets its value, by what that depends on: the less, the cheaper a filter on it is. */
export type FieldReader = ColumnReader | ThreadReader | TypeReader | FdReader | RowReader | SeveralReader;

/**
 * Usually one. Fields that mean either end of a connection have two, source first: a filter is true when it is so for one
 * of them, and `!=` when it is so for both.
 */
export type FieldReaders = readonly [FieldReader] | readonly [FieldReader, FieldReader];
