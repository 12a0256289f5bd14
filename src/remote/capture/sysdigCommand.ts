import { shellLine } from '../shellWord';
import type { CaptureOptions, Driver, Privilege } from './captureOptions';

/**
 * The command that records on the host, as arguments: sysdig writes the capture to its standard output. `driver` is what
 * `automatic` came to. The filter is the last argument; one that begins with a dash is put in brackets, so that sysdig takes
 * it for no option.
 */
export function sysdigCommand(options: CaptureOptions, driver: Exclude<Driver, 'automatic'>): string[] {
  // With -v it says at its end how many events it lost.
  const words = ['sysdig', '-v', '-s', String(options.snaplen)];
  if (driver === 'modern-bpf') words.push('--modern-bpf');
  if (options.seconds !== undefined) words.push('-M', String(options.seconds));
  if (options.kubernetesApi !== '') words.push('-k', options.kubernetesApi);
  words.push('-w', '-');
  const filter = options.filter.trim();
  if (filter !== '') words.push(filter.startsWith('-') ? `(${filter})` : filter);
  return words;
}

/** What stands before the command for a privilege. */
const RAISING: Readonly<Record<Privilege, readonly string[]>> = {
  none: [],
  sudo: ['sudo', '-n'],
  'sudo-password': ['sudo'],
  doas: ['doas'],
};

/** The same as a line to read, to copy and to run by hand on the host. */
export function shownCommand(privilege: Privilege, command: readonly string[]): string {
  return shellLine([...RAISING[privilege], ...command]);
}
