import type { EventRow } from '../base/brands';
import { encodeText } from '../base/text';
import { EVENT_TYPES, EventFlag } from '../capture/eventTable';
import { EventCode } from '../capture/tables/eventCodes';
import { SYSTEM_CALLS } from '../capture/tables/systemCalls';
import type { FieldContext } from './field';
import type { FieldValue } from './value';

const TYPE_NAMES: readonly Uint8Array[] = EVENT_TYPES.map((type) => encodeText(type.name));

/** Names of the system calls of generic events, as sysdig 0.29 prints them. */
const CALL_NAMES: readonly Uint8Array[] = SYSTEM_CALLS.map(([name, printed]) => encodeText(printed ?? name));

const KNOWN_NAMES: ReadonlySet<string> = new Set([
  ...EVENT_TYPES.filter((type) => (type.flags & EventFlag.UNUSED) === 0).map((type) => type.name),
  ...SYSTEM_CALLS.flatMap(([name, printed]) => [name, printed ?? name]),
]);

/** The name of an event type; undefined for the generic types, which are named by the system call in the event. */
export function typeName(type: number): Uint8Array | undefined {
  return type === EventCode.GENERIC_E || type === EventCode.GENERIC_X ? undefined : TYPE_NAMES[type];
}

/** Reads the name of a generic event's system call. */
export function readSystemCallName(context: FieldContext, row: EventRow, value: FieldValue): boolean {
  value.setText(CALL_NAMES[context.raw.read(row).uint16(0, 0)] ?? CALL_NAMES[0]);
  return true;
}

/** Whether an event can have this name. */
export function isEventName(name: string): boolean {
  return KNOWN_NAMES.has(name);
}
