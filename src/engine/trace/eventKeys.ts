import { EVENT_TYPES, isGeneric } from '../capture/eventTable';
import { SYSTEM_CALLS } from '../capture/tables/systemCalls';

/** Stands for every number of a system call that the table does not have. */
const UNKNOWN_CALL = SYSTEM_CALLS.length;

/** How many kinds of events there are: the event types, and two for each system call that generic events can be. */
export const EVENT_KEYS = EVENT_TYPES.length + 2 * (UNKNOWN_CALL + 1);

/** What kind of event a row is, from its `type` and `result` columns: its type, or for generic events also which call. */
export function eventKey(type: number, result: number): number {
  return isGeneric(type) ? EVENT_TYPES.length + 2 * Math.min(result, UNKNOWN_CALL) + type : type;
}

/** The event type of a kind. */
export function typeOfKey(key: number): number {
  return key < EVENT_TYPES.length ? key : (key - EVENT_TYPES.length) & 1;
}

/** The number of the system call of a kind of generic events; undefined for all others. */
export function callOfKey(key: number): number | undefined {
  return key < EVENT_TYPES.length ? undefined : (key - EVENT_TYPES.length) >> 1;
}

/** Whether events of a kind are the ends of calls: their types are odd. */
export function isExit(key: number): boolean {
  return (typeOfKey(key) & 1) === 1;
}
