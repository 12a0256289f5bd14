import type { EventRow } from '../base/brands';
import { EVENT_TYPES, EventFlag, type EventType } from '../capture/eventTable';
import type { FieldContext } from './field';
import type { FieldValue } from './value';

/** By event type: index of the parameter with the bytes that were read or written, or -1. */
export const DATA_PARAMETERS: Int8Array = Int8Array.from(EVENT_TYPES, dataParameter);

/** Reads the bytes that an event read or wrote, of a type that has such a parameter; false where the event lacks it. */
export function readData(context: FieldContext, row: EventRow, value: FieldValue): boolean {
  const event = context.raw.read(row);
  const index = DATA_PARAMETERS[event.type];
  if (index < 0 || index >= event.parameterCount) return false;
  value.setBytes(event.bytes, event.starts[index], event.ends[index]);
  return true;
}

function dataParameter(type: EventType): number {
  if ((type.flags & (EventFlag.READS_FROM_FD | EventFlag.WRITES_TO_FD)) === 0) return -1;
  return type.parameters.findIndex((parameter) => parameter.type === 'BYTEBUF');
}
