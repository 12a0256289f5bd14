import { SYSTEM_CALLS } from '../capture/tables/systemCalls';

/** The name that sysdig 0.29 prints for the system call of a generic event; `<unknown>` for a code it does not know. */
export function systemCallName(code: number): string {
  const names = SYSTEM_CALLS[code < SYSTEM_CALLS.length ? code : 0];
  return names[1] ?? names[0];
}
