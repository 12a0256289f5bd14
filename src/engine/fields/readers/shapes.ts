import type { EventRow } from '../../base/brands';
import {
  type ColumnReader,
  type FieldContext,
  type FieldReader,
  Reading,
  type RowReader,
  type TypeReader,
} from '../fieldReader';
import type { FieldValue, Word } from '../value';

/** A text worked out for a row; undefined where there is none. */
export function rowText(read: (context: FieldContext, row: EventRow) => string | undefined): RowReader {
  return { domain: 'row', read: (context, row, value) => putText(value, read(context, row)) };
}

/** The same where the event's bytes are needed. */
export function bytesText(read: (context: FieldContext, row: EventRow) => string | undefined): RowReader {
  return { domain: 'row', readsBytes: true, read: (context, row, value) => putText(value, read(context, row)) };
}

/** A number worked out for a row; undefined where there is none. Truth values are 0 and 1. */
export function rowNumber(read: (context: FieldContext, row: EventRow) => number | undefined): RowReader {
  return { domain: 'row', read: (context, row, value) => putNumber(value, read(context, row)) };
}

/** The same where the event's bytes are needed. */
export function bytesNumber(read: (context: FieldContext, row: EventRow) => number | undefined): RowReader {
  return { domain: 'row', readsBytes: true, read: (context, row, value) => putNumber(value, read(context, row)) };
}

/** A number that may exceed 2^53, from the events' bytes; undefined where there is none. */
export function exactNumber(read: (context: FieldContext, row: EventRow) => bigint | undefined): RowReader {
  return {
    domain: 'row',
    isExact: true,
    readsBytes: true,
    read: (context, row, value) => putExact(value, read(context, row)),
  };
}

/** Whether what a reader reads is in `FieldValue.exact`. */
export function isExact(reader: FieldReader): boolean {
  return reader.domain === 'row' && reader.isExact === true;
}

/** The same number as a reader's, which the columns give, too. */
export function byColumn(reader: RowReader, column: ColumnReader): RowReader {
  return { ...reader, decidedBy: { by: 'column', column } };
}

/** A truth value or number for every event type; NaN: no value. */
export function typeNumbers(numbers: ArrayLike<number>): TypeReader {
  return {
    domain: 'type',
    read(type, value) {
      value.number = numbers[type];
      return Number.isNaN(value.number) ? Reading.MISSING : Reading.VALUE;
    },
  };
}

/** A text for every event type; undefined: no value. */
export function typeTexts(texts: readonly (Word | undefined)[]): TypeReader {
  return {
    domain: 'type',
    read(type, value) {
      const text = texts[type];
      if (text === undefined) return Reading.MISSING;
      value.setWord(text);
      return Reading.VALUE;
    },
  };
}

export function putText(value: FieldValue, text: string | undefined): boolean {
  if (text === undefined) return false;
  value.setString(text);
  return true;
}

export function putNumber(value: FieldValue, number: number | undefined): boolean {
  if (number === undefined) return false;
  value.number = number;
  return true;
}

export function putExact(value: FieldValue, exact: bigint | undefined): boolean {
  if (exact === undefined) return false;
  value.exact = exact;
  value.number = Number(exact);
  return true;
}

/** No value, ever: a field that captures do not answer. */
export const NOTHING: FieldReader = { domain: 'type', read: () => Reading.MISSING };
