import { EVENT_TYPES, EventFlag, isGeneric } from '../capture/eventTable';
import { SYSTEM_CALLS } from '../capture/tables/systemCalls';
import { type Word, word } from './value';

const TYPE_NAMES: readonly Word[] = EVENT_TYPES.map((type) => word(type.name));

/** Names of the system calls of generic events, as sysdig 0.29 prints them. */
const CALL_NAMES: readonly Word[] = SYSTEM_CALLS.map(([name, printed]) => word(printed ?? name));

const KNOWN_NAMES: ReadonlySet<string> = new Set([
  ...EVENT_TYPES.filter((type) => (type.flags & EventFlag.UNUSED) === 0).map((type) => type.name),
  ...SYSTEM_CALLS.flatMap(([name, printed]) => [name, printed ?? name]),
]);

/** Every name that `evt.type` can have, sorted. */
export const EVENT_NAMES: readonly string[] = [...KNOWN_NAMES].sort();

/** The name of an event type; undefined for the generic types, which are named by the system call in the event. */
export function typeName(type: number): Word | undefined {
  return isGeneric(type) ? undefined : TYPE_NAMES[type];
}

/** The name of the system call of this number, as generic events carry it. */
export function systemCallName(call: number): Word {
  return CALL_NAMES[call] ?? CALL_NAMES[0];
}

/** Whether an event can have this name. */
export function isEventName(name: string): boolean {
  return KNOWN_NAMES.has(name);
}

/** Length of the longest event name, or number of an event type, that stands at `start`; 0 where there is none. */
export function longestEventName(text: string, start: number): number {
  const written = /[A-Za-z0-9_]*/y;
  written.lastIndex = start;
  const name = written.exec(text)?.[0] ?? '';
  if (/^[0-9]+$/.test(name)) return Number(name) < EVENT_TYPES.length ? name.length : 0;
  for (let length = name.length; length > 0; length--) if (KNOWN_NAMES.has(name.slice(0, length))) return length;
  return 0;
}
