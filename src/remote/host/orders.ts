import type { Privilege } from '../capture/captureOptions';
import { ShellWordError } from '../shellWord';

/**
 * What is asked of the program on the host: one line each, on its standard input. Arguments travel as words without blanks
 * or quotes, so that no shell on the way takes them for anything else.
 */
export const Order = {
  /** The host's clock, for the offset between two clocks. */
  CLOCK: 'clock',
  /** The processes and containers that a capture can be limited to. */
  PROCESSES: 'processes',
  CONTAINERS: 'containers',
  /** The capture may go on: a minute without a word ends it, because then nobody reads it any more. */
  ALIVE: 'alive',
  /** The capture ends; what is still in buffers comes before its end. */
  STOP: 'stop',
} as const;

/** Starts a capture: from then on standard output is the capture. `command`: a program and its arguments. */
export function runOrder(privilege: Privilege, command: readonly string[]): string {
  return ['run', privilege, ...command.map(travelWord)].join(' ');
}

/** Runs a shell command on the host while the capture runs, with the rights of the person who logged in. */
export function commandOrder(command: string): string {
  return `command ${travelWord(command)}`;
}

/**
 * An argument as `=` and its bytes: letters, digits and a few marks as they are, every other byte as `\0ooo`, which
 * `printf %b` turns back. Source: POSIX.1-2017, printf. Throws a `ShellWordError` for a NUL.
 */
function travelWord(argument: string): string {
  if (argument.includes('\0')) throw new ShellWordError();
  let word = '=';
  for (const byte of new TextEncoder().encode(argument)) {
    const character = String.fromCharCode(byte);
    word += /[A-Za-z0-9_/.:,-]/.test(character) ? character : `\\0${byte.toString(8).padStart(3, '0')}`;
  }
  return word;
}
