import type { EventRow, ThreadVersion } from '../base/brands';
import { type FieldContext, type FieldReader, Reading } from './field';
import type { FieldValue } from './value';

/** Reads a value of any row of a thread version at a moment; false where there is none. */
export type ReadAtMoment = (context: FieldContext, version: ThreadVersion, row: EventRow, value: FieldValue) => boolean;

/** How a value is read that a thread version and the moment decide (`RowReader.readAt`); undefined for any other. */
export function readingAtMoment(reader: FieldReader): ReadAtMoment | undefined {
  if (reader.domain === 'row') return reader.readAt;
  if (reader.domain !== 'thread') return undefined;
  const { closer } = reader;
  const readCloser = closer && readingAtMoment(closer);
  if (closer && !readCloser) return undefined;
  return (context, version, row, value) => {
    const reading = reader.read(context.trace, version, value);
    if (reading !== Reading.CLOSER) return reading === Reading.VALUE;
    return readCloser?.(context, version, row, value) ?? false;
  };
}
