import { type LineMark, remoteProgram } from '../host/hostProgram';

/** A host name that would be something else to ssh. */
export class HostNameError extends Error {
  readonly reason = 'bad-host';

  constructor(message: string) {
    super(message);
    this.name = 'HostNameError';
  }
}

/** What settings of the machine (never of a workspace) say about ssh. */
export interface SshSettings {
  /** The ssh program: a path, or a name to look up. */
  readonly program: string;
  /** Arguments before the host, such as `-F` and a file. */
  readonly extraArguments: readonly string[];
}

export const USUAL_SSH: SshSettings = { program: 'ssh', extraArguments: [] };

/**
 * Throws a `HostNameError` for a host that ssh could take for an option, or that no host can be called: it may be a name of
 * the configuration, `user@host`, or `ssh://user@host:port`.
 */
export function checkHostName(host: string): void {
  if (host === '') throw new HostNameError('The name of the host is empty.');
  if (host.startsWith('-')) {
    throw new HostNameError(`'${host}' cannot be a host: ssh would take it for an option.`);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  if (/[\s\u0000-\u001f\u007f]/.test(host)) {
    throw new HostNameError(`'${host}' cannot be a host: there are blanks or control characters in it.`);
  }
}

/**
 * Arguments of ssh for a session with the program on the host. The user's configuration holds; only what a session without a
 * terminal needs is said: no terminal, no forwarding of anything. `--` stands before the host.
 */
export function sshArguments(
  host: string,
  settings: SshSettings,
  mark: LineMark,
  asked: { readonly compress: boolean },
): string[] {
  checkHostName(host);
  return [
    '-T',
    '-x',
    '-a',
    '-o',
    'ClearAllForwardings=yes',
    // A command of the configuration would run in place of ours.
    '-o',
    'RemoteCommand=none',
    ...(asked.compress ? ['-C'] : []),
    ...settings.extraArguments,
    '--',
    host,
    remoteProgram(mark),
  ];
}
