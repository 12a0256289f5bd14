import { randomBytes } from 'node:crypto';
import { type SshSettings, sshArguments } from '../ssh/sshArguments';
import { startProcess } from './hostProcess';
import { localProgram } from './hostProgram';
import { HostSession } from './hostSession';

/** How a host is reached. */
export interface HostRoute {
  readonly ssh: SshSettings;
  readonly compress: boolean;
  /** What askpass needs to be found; empty: prompts cannot be answered. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Name of this machine in place of a host: captures are then made here, without ssh. No host that ssh takes has a blank in its name. */
export const THIS_MACHINE = 'this machine';

/** Starts a session with a host. Throws a `HostNameError`; what goes wrong later, the session's methods say. */
export function connectHost(host: string, route: HostRoute): HostSession {
  const mark = randomBytes(8).toString('hex');
  if (host === THIS_MACHINE) {
    const [program, ...programArguments] = localProgram(mark);
    return new HostSession(host, startProcess(program, programArguments), mark);
  }
  const { ssh, compress, environment } = route;
  return new HostSession(
    host,
    startProcess(ssh.program, sshArguments(host, ssh, mark, { compress }), environment),
    mark,
  );
}
