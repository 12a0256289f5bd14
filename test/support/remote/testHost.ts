import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectHost } from '../../../src/remote/host/connectHost';
import type { HostSession } from '../../../src/remote/host/hostSession';
import { USUAL_SSH } from '../../../src/remote/ssh/sshArguments';
import { SshServer, type SshServerOptions } from './sshServer';

const REPLAY = path.join(__dirname, 'replayingSysdig.mjs');
/** A shell script's line that takes sysdig's arguments and replays; what and how, its environment says. */
export const replayingScript = `exec '${process.execPath}' '${REPLAY}' "$@"`;
/** Made by us, so that it may be copied: the same traffic as in shared/captures. */
export const REPLAYED = path.join(__dirname, '../../fixtures/captures/dns-ndots-classic.scap');

export interface TestHostOptions extends Omit<SshServerOptions, 'environment'> {
  /** How many times faster than recorded the capture is replayed; 0: as fast as it is taken. */
  readonly pace?: number;
  readonly times?: number;
  /** So many events were lost, as sysdig says at its end; the capture says so once. */
  readonly drops?: number;
  /** sysdig fails as it does where there is no driver. */
  readonly failure?: 'driver';
  /** Programs of the host by name: shell scripts. `sysdig` is the replaying one unless said; null: there is none. */
  readonly programs?: Readonly<Record<string, string | null>>;
}

/** What the program on the host needs, and every Linux has. */
const SYSTEM_PROGRAMS = [
  'sh',
  'id',
  'uname',
  'date',
  'ps',
  'df',
  'grep',
  'head',
  'tail',
  'tr',
  'sleep',
  'pkill',
  'cat',
];

/** A folder with those programs and no others; returns it. */
function linkSystemPrograms(folder: string): string {
  const system = path.join(folder, 'system');
  mkdirSync(system);
  for (const name of SYSTEM_PROGRAMS) {
    const found = ['/usr/bin', '/bin'].map((each) => path.join(each, name)).find((file) => existsSync(file));
    if (found) symlinkSync(found, path.join(system, name));
  }
  return system;
}

/** A host to capture on: a real sshd, and behind it a program that replays a recorded capture in place of sysdig. */
export class TestHost {
  private constructor(
    readonly server: SshServer,
    private readonly folder: string,
  ) {}

  static async start(options: TestHostOptions = {}): Promise<TestHost> {
    const folder = mkdtempSync(path.join(tmpdir(), 'scaplens-host-'));
    const programs = { sysdig: replayingScript, ...options.programs };
    for (const [name, script] of Object.entries(programs)) {
      if (script !== null) writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    const { pace = 1, times = 1, drops = 0, failure = '' } = options;
    const server = await SshServer.start({
      ...options,
      environment: {
        // Without the folders of a real sysdig, sudo or doas: what the host has is what the test gave it.
        PATH: `${folder}:${linkSystemPrograms(folder)}`,
        REPLAY_CAPTURE: REPLAYED,
        REPLAY_PACE: String(pace),
        REPLAY_TIMES: String(times),
        REPLAY_DROPS: String(drops),
        REPLAY_FAILURE: failure,
        REPLAY_ARGUMENTS: path.join(folder, 'arguments.json'),
        REPLAY_PID: path.join(folder, 'pid'),
      },
    });
    return new TestHost(server, folder);
  }

  /** Starts a session as the extension and the command line do. */
  connect(environment: Readonly<Record<string, string>> = {}, host = 'target'): HostSession {
    const ssh = { ...USUAL_SSH, extraArguments: ['-F', this.server.clientConfig] };
    return connectHost(host, { ssh, compress: false, environment });
  }

  /** The arguments that the replaying program was given last. */
  get replayArguments(): unknown {
    return JSON.parse(readFileSync(path.join(this.folder, 'arguments.json'), 'utf8'));
  }

  /** The process that replays. */
  get replayPid(): number {
    return Number(readFileSync(path.join(this.folder, 'pid'), 'utf8'));
  }

  /** Whether the process that replays is still there. */
  get replays(): boolean {
    try {
      process.kill(this.replayPid, 0);
      return true;
    } catch {
      return false;
    }
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
