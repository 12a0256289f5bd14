import { type EventRow, NO_FD } from '../base/brands';
import { isGeneric } from '../capture/eventTable';
import { CHUNK_BITS, CHUNK_ROWS } from '../trace/eventColumns';
import { type FieldContext, type FieldReader, Reading, type TypeReader } from './fieldReader';
import type { FieldValue } from './value';

/** Reads a value of one row the whole way, of several the first; false where there is none. */
export function readWith(reader: FieldReader, context: FieldContext, row: EventRow, value: FieldValue): boolean {
  const { trace } = context;
  switch (reader.domain) {
    case 'column':
      value.number = reader.read(trace, trace.events.chunk(row >> CHUNK_BITS), row & (CHUNK_ROWS - 1), row);
      return !Number.isNaN(value.number);
    case 'thread': {
      const reading = reader.read(trace, trace.events.thread(row), value);
      if (reading !== Reading.CLOSER) return reading === Reading.VALUE;
      return reader.closer !== undefined && readWith(reader.closer, context, row, value);
    }
    case 'type':
      return readByType(reader, context, row, value);
    case 'fd': {
      const version = trace.events.fd(row);
      if (version === NO_FD) return false;
      const reading = reader.read(trace, version, value);
      if (reading !== Reading.CLOSER) return reading === Reading.VALUE;
      return reader.closer !== undefined && readWith(reader.closer, context, row, value);
    }
    case 'row':
      return reader.read(context, row, value);
    case 'several':
      return reader.readItem(context, row, 0, value);
  }
}

/** The same for a value that begins at the event type. */
function readByType(reader: TypeReader, context: FieldContext, row: EventRow, value: FieldValue): boolean {
  const { events } = context.trace;
  const type = events.type(row);
  let reading = reader.read(type, value);
  if (reading === Reading.CLOSER && reader.readCall && isGeneric(type))
    reading = reader.readCall(events.call(row), value);
  if (reading === Reading.CLOSER && reader.readFd) reading = reader.readFd(context.trace, events.fd(row), value);
  if (reading !== Reading.CLOSER) return reading === Reading.VALUE;
  return reader.readBytes?.(context, row, value) ?? false;
}
