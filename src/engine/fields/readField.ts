import { type EventRow, NO_FD } from '../base/brands';
import { CHUNK_BITS, CHUNK_ROWS } from '../trace/eventColumns';
import { type Field, type FieldContext, type FieldReader, Reading, type TypeReader } from './field';
import type { FieldValue } from './value';

/** Reads a field of one row the whole way; false where it has no value. Allocates nothing. */
export function readField(field: Field, context: FieldContext, row: EventRow, value: FieldValue): boolean {
  return readWith(field.readers[0], context, row, value);
}

function readWith(reader: FieldReader, context: FieldContext, row: EventRow, value: FieldValue): boolean {
  const { trace } = context;
  switch (reader.domain) {
    case 'column':
      value.number = reader.read(trace, trace.events.chunk(row >> CHUNK_BITS), row & (CHUNK_ROWS - 1), row);
      return !Number.isNaN(value.number);
    case 'thread': {
      const reading = reader.read(trace, trace.events.thread(row), value);
      if (reading !== Reading.CLOSER) return reading === Reading.VALUE;
      return reader.closer !== undefined && readByType(reader.closer, context, row, value);
    }
    case 'type':
      return readByType(reader, context, row, value);
    case 'fd': {
      const version = trace.events.fd(row);
      if (version === NO_FD) return false;
      const reading = reader.read(trace, version, value);
      if (reading !== Reading.CLOSER) return reading === Reading.VALUE;
      return reader.closer !== undefined && readByType(reader.closer, context, row, value);
    }
  }
}

/** The same for a value that begins at the event type. */
export function readByType(reader: TypeReader, context: FieldContext, row: EventRow, value: FieldValue): boolean {
  const reading = reader.read(context.trace.events.type(row), value);
  if (reading !== Reading.CLOSER) return reading === Reading.VALUE;
  return reader.readBytes?.(context, row, value) ?? false;
}
