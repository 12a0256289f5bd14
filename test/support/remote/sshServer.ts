import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where Debian and others put the server: not on everybody's PATH. */
const PROGRAM = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((file) => existsSync(file));

/** Whether there is an OpenSSH server to start. */
export const hasSshServer = PROGRAM !== undefined && existsSync('/usr/bin/ssh');

/** Whether a server can have passwords of its own. */
export const canServePasswords = hasSshServer && process.getuid?.() === 0 && existsSync('/usr/bin/openssl');

export interface SshServerOptions {
  /** Environment of what runs on the host; replaces variables of the same name. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Passphrase of the user's key; empty: it has none. */
  readonly passphrase?: string;
  /**
   * The user logs in with this password, and no key does. It is the user's for this server alone, which sees another
   * /etc/shadow: that takes root's rights (`canServePasswords`).
   */
  readonly password?: string;
  /** What known_hosts says of the host's key; the right one unless said. */
  readonly knownKey?: 'right' | 'none' | 'another';
}

/**
 * A real OpenSSH server on this machine, with keys, configuration and port of its own, and the configuration that a client
 * needs to reach it as `host`. The user is whoever runs the tests.
 */
export class SshServer {
  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  /** The client's configuration file; its host is called `target`. */
  get clientConfig(): string {
    return path.join(this.folder, 'client_config');
  }

  get knownHosts(): string {
    return path.join(this.folder, 'known_hosts');
  }

  static async start(options: SshServerOptions = {}): Promise<SshServer> {
    if (PROGRAM === undefined) throw new Error('There is no sshd on this machine.');
    const folder = mkdtempSync(path.join(tmpdir(), 'scaplens-sshd-'));
    chmodSync(folder, 0o700);
    const inFolder = (name: string): string => path.join(folder, name);
    const port = await freePort();
    makeKey(inFolder('host_key'), '');
    makeKey(inFolder('user_key'), options.passphrase ?? '');
    writeFileSync(inFolder('authorized_keys'), readFileSync(inFolder('user_key.pub')), { mode: 0o600 });
    const knownKey = options.knownKey ?? 'right';
    if (knownKey !== 'none') {
      const publicHostKey = readFileSync(inFolder(`${knownKey === 'right' ? 'host' : 'user'}_key.pub`), 'utf8');
      writeFileSync(inFolder('known_hosts'), `[127.0.0.1]:${port} ${publicHostKey}`);
    }
    const environment = Object.entries(options.environment ?? {}).map(([name, value]) => `"${name}=${value}"`);
    writeFileSync(
      inFolder('server_config'),
      [
        `Port ${port}`,
        'ListenAddress 127.0.0.1',
        `HostKey ${inFolder('host_key')}`,
        `AuthorizedKeysFile ${inFolder('authorized_keys')}`,
        `PidFile ${inFolder('pid')}`,
        `PermitRootLogin ${options.password === undefined ? 'prohibit-password' : 'yes'}`,
        `PasswordAuthentication ${options.password === undefined ? 'no' : 'yes'}`,
        `PubkeyAuthentication ${options.password === undefined ? 'yes' : 'no'}`,
        'KbdInteractiveAuthentication no',
        'UsePAM no',
        'StrictModes no',
        'AllowTcpForwarding yes',
        'PrintMotd no',
        ...(environment.length > 0 ? [`SetEnv ${environment.join(' ')}`] : []),
      ].join('\n'),
    );
    writeFileSync(
      inFolder('client_config'),
      [
        'Host target',
        '  HostName 127.0.0.1',
        `  Port ${port}`,
        `  User ${userInfo().username}`,
        `  IdentityFile ${inFolder('user_key')}`,
        '  IdentitiesOnly yes',
        '  IdentityAgent none',
        `  UserKnownHostsFile ${inFolder('known_hosts')}`,
        '  GlobalKnownHostsFile none',
        '  UpdateHostKeys no',
        '',
      ].join('\n'),
    );
    // Where it separates privileges, it wants this folder.
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
    const words = [PROGRAM, '-D', '-e', '-f', inFolder('server_config')];
    if (options.password !== undefined) words.unshift(...ownPasswords(inFolder('shadow'), options.password));
    const child = spawn(words[0], words.slice(1), { stdio: 'ignore' });
    const server = new SshServer(folder, port, child);
    await server.listening();
    return server;
  }

  /** Whether anybody is connected: each connection has a process of its own. */
  get isConnected(): boolean {
    return spawnSync('pgrep', ['-P', String(this.child.pid)]).status === 0;
  }

  /** Drops every connection, as a network does that fails: the sessions' processes on the server end without a word. */
  dropConnections(): void {
    execFileSync('pkill', ['-KILL', '-P', String(this.child.pid)]);
  }

  /** Ends the server and what it started, and removes its files. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    try {
      execFileSync('pkill', ['-TERM', '-P', String(this.child.pid)]);
    } catch {
      // No connection was open.
    }
    this.child.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async listening(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (this.child.exitCode !== null) break;
      if (existsSync(path.join(this.folder, 'pid'))) return;
      await sleep(50);
    }
    throw new Error('sshd does not listen.');
  }
}

/** What runs a program that sees a /etc/shadow in which the user has this password; no other process sees it. */
function ownPasswords(shadow: string, password: string): string[] {
  const hash = execFileSync('openssl', ['passwd', '-6', password], { encoding: 'utf8' }).trim();
  writeFileSync(shadow, `${userInfo().username}:${hash}:20000:0:99999:7:::\n`, { mode: 0o600 });
  const bind = 'mount --bind "$1" /etc/shadow && shift && exec "$@"';
  return ['unshare', '--mount', 'sh', '-c', bind, 'sh', shadow];
}

function makeKey(file: string, passphrase: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'test', '-f', file]);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
