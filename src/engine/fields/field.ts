import type { EventRow, FdVersion, ThreadVersion } from '../base/brands';
import type { EventChunk } from '../trace/eventColumns';
import type { RawEvents } from '../trace/rawEvents';
import type { Trace } from '../trace/trace';
import type { FieldType } from './fieldType';
import type { FieldValue } from './value';

/** What readers read from. */
export interface FieldContext {
  readonly trace: Trace;
  /** The events' bytes, for the few values that are not in columns. */
  readonly raw: RawEvents;
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

/**
 * A number that stands in, or follows at once from, the columns of a row. Rows are handed over as chunk and index, so that
 * a scan of consecutive rows looks nothing up.
 */
export interface ColumnReader {
  readonly domain: 'column';
  /** The number, less the base; NaN where there is none. `row` is the row at `chunk[index]`. */
  read(trace: Trace, chunk: EventChunk, index: number, row: number): number;
  /** What has to be added for the true value, where that exceeds 2^53. */
  base?(trace: Trace): bigint;
}

/** A value that the event type of a row decides; `CLOSER` leads to `readBytes`. */
export interface TypeReader {
  readonly domain: 'type';
  read(type: number, value: FieldValue): Reading;
  /** Reads from the event's bytes; false where there is no value. */
  readBytes?(context: FieldContext, row: EventRow, value: FieldValue): boolean;
  /** Few rows need `readBytes`. */
  readonly bytesAreRare?: boolean;
}

/** A value that the thread version of a row decides, which may be `NO_THREAD`; `CLOSER` leads to `closer`. */
export interface ThreadReader {
  readonly domain: 'thread';
  read(trace: Trace, version: ThreadVersion, value: FieldValue): Reading;
  readonly closer?: TypeReader;
}

/** A value that the fd version of a row decides, which is not `NO_FD`; `CLOSER` leads to `closer`. */
export interface FdReader {
  readonly domain: 'fd';
  read(trace: Trace, version: FdVersion, value: FieldValue): Reading;
  readonly closer?: TypeReader;
}

/** How a field gets its value, by what that depends on: the less, the cheaper a filter on it is. */
export type FieldReader = ColumnReader | ThreadReader | TypeReader | FdReader;

/** One field of the language: the only place that knows it. Checker, completion, columns and documentation read this. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** One sentence for people. */
  readonly description: string;
  /** A filter that uses the field. */
  readonly example: string;
  /**
   * Usually one. Fields that mean either end of a connection have two, source first: a filter is true when it is so for one
   * of them, and `!=` when it is so for both. Those fields cannot be printed.
   */
  readonly readers: readonly [FieldReader] | readonly [FieldReader, FieldReader];
  /** For a text field with a closed set of values: whether a text is one of them. */
  readonly knows?: (value: string) => boolean;
  /** What its values are called, where `knows` is given: "event or system call". */
  readonly valueNoun?: string;
}
