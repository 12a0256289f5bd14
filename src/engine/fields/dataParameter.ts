import type { EventRow } from '../base/brands';
import { DATA_PARAMETERS } from '../capture/eventTable';
import type { FieldContext } from './fieldReader';
import type { FieldValue } from './value';

/** Reads the bytes that an event read or wrote, of a type that has such a parameter; false where the event lacks it. */
export function readData(context: FieldContext, row: EventRow, value: FieldValue): boolean {
  const event = context.raw.read(row);
  const index = DATA_PARAMETERS[event.type];
  if (index < 0 || index >= event.parameterCount) return false;
  value.setBytes(event.bytes, event.starts[index], event.ends[index]);
  return true;
}
