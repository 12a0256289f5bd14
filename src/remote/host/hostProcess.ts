import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { HostError } from './hostError';

/** A running program that talks to a host: ssh, or a shell of this machine. */
export interface HostProcess {
  readonly input: Writable;
  readonly output: Readable;
  readonly errors: Readable;
  /** The exit status, or null where a signal ended it. Rejects with a `HostError` where it could not be started. */
  readonly ended: Promise<number | null>;
  /** Ends it at once; what runs on the host notices by its standard input. */
  kill(): void;
}

/**
 * Starts a program without a shell and without a terminal, so that ssh asks through askpass and never on a terminal that
 * nobody sees. `environment` comes on top of this process's own.
 */
export function startProcess(
  program: string,
  programArguments: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): HostProcess {
  const child = spawn(program, [...programArguments], {
    env: { ...process.env, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => {
      reject(new HostError('cannot-start', `'${program}' could not be started: ${error.message}.`));
    });
    child.once('close', (status) => resolve(status));
  });
  // Writing to a program that has ended is no failure of its own: its end says why.
  child.stdin.on('error', () => undefined);
  ended.catch(() => undefined);
  return { input: child.stdin, output: child.stdout, errors: child.stderr, ended, kill: () => child.kill('SIGTERM') };
}
