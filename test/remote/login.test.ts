import { once } from 'node:events';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AskpassQuestion } from '../../src/remote/askpass/askpassMessages';
import { AskpassServer } from '../../src/remote/askpass/askpassServer';
import { connectHost } from '../../src/remote/host/connectHost';
import { settingsFor } from '../../src/remote/ssh/hostSettings';
import { HostNameError, USUAL_SSH } from '../../src/remote/ssh/sshArguments';
import { canServePasswords, hasSshServer, SshServer } from '../support/remote/sshServer';
import { TestHost, type TestHostOptions } from '../support/remote/testHost';
import { temporaryFiles } from '../support/temporaryFiles';

if (!hasSshServer) console.log('SKIPPED: there is no sshd on this machine (openssh-server).');
else if (!canServePasswords) console.log('SKIPPED: logging in with a password, which takes root and openssl here.');

const files = temporaryFiles();
const started: { stop(): void | Promise<void> }[] = [];

beforeAll(async () => {
  await build({
    entryPoints: ['src/remote/askpass/askpass.ts'],
    bundle: true,
    platform: 'node',
    outfile: files.path('askpass.js'),
    logLevel: 'warning',
  });
});

afterEach(async () => {
  for (const each of started.splice(0).reverse()) await each.stop();
});

async function testHost(options: TestHostOptions): Promise<TestHost> {
  const host = await TestHost.start(options);
  started.push(host);
  return host;
}

/** An askpass that answers so, and what it was asked. */
async function askpass(
  answer: (question: AskpassQuestion) => string | undefined,
): Promise<{ asked: AskpassQuestion[]; environment: Readonly<Record<string, string>> }> {
  const asked: AskpassQuestion[] = [];
  const node = { executable: process.execPath, environment: {} };
  const server = await AskpassServer.start(files.path('askpass.js'), node, async (question) => {
    asked.push(question);
    return answer(question);
  });
  started.push({ stop: () => server.dispose() });
  return { asked, environment: server.environmentFor('target') };
}

describe.skipIf(!hasSshServer)('logging in', () => {
  it('asks for the passphrase of a key through askpass, and uses the answer', async () => {
    const host = await testHost({ passphrase: 'correct horse' });
    const { asked, environment } = await askpass(() => 'correct horse');
    const session = host.connect(environment);
    expect((await session.facts()).system).toBe('Linux');
    session.close();
    expect(asked).toMatchObject([{ kind: 'text', host: 'target' }]);
    expect(asked[0].prompt).toContain('Enter passphrase for key');
  });

  it.skipIf(!canServePasswords)('asks for a password through askpass, again after a wrong one', async () => {
    const host = await testHost({ password: 'battery $taple' });
    const answers = ['wrong', 'battery $taple'];
    const { asked, environment } = await askpass(() => answers.shift());
    const session = host.connect(environment);
    expect((await session.facts()).system).toBe('Linux');
    session.close();
    expect(asked.length).toBe(2);
    expect(asked[0].prompt).toContain('password');
  });

  it('keeps a secret out of every command line and environment', async () => {
    const host = await testHost({ passphrase: 'correct horse' });
    const { environment } = await askpass(() => 'correct horse');
    const session = host.connect(environment);
    await session.facts();
    const told = processTexts();
    session.close();
    expect(told).toContain(host.server.clientConfig);
    expect(told).not.toContain('correct horse');
  });

  it('is refused where nobody answers', async () => {
    const host = await testHost({ passphrase: 'correct horse' });
    const { environment } = await askpass(() => undefined);
    await expect(host.connect(environment).facts()).rejects.toMatchObject({ reason: 'login-refused' });
  });

  it('tells that nobody waits for an answer any more where the connection is given up', async () => {
    const host = await testHost({ passphrase: 'correct horse' });
    const node = { executable: process.execPath, environment: {} };
    let hear = (_gone: AbortSignal): void => undefined;
    const asked = new Promise<AbortSignal>((resolve) => {
      hear = resolve;
    });
    const server = await AskpassServer.start(files.path('askpass.js'), node, async (_question, gone) => {
      hear(gone);
      await once(gone, 'abort');
      return undefined;
    });
    started.push({ stop: () => server.dispose() });
    const session = host.connect(server.environmentFor('target'));
    const facts = session.facts();
    const gone = await asked;
    expect(gone.aborted).toBe(false);
    session.close();
    await expect(facts).rejects.toMatchObject({ reason: 'cancelled' });
    if (!gone.aborted) await once(gone, 'abort');
  });

  it('asks whether an unknown key is right, and remembers it', async () => {
    const host = await testHost({ knownKey: 'none' });
    const { asked, environment } = await askpass(() => 'yes');
    const session = host.connect(environment);
    await session.facts();
    session.close();
    expect(asked[0].prompt).toContain('Are you sure you want to continue connecting');
    expect(asked[0].prompt).toContain('SHA256:');
    expect(readFileSync(host.server.knownHosts, 'utf8')).toContain('ssh-ed25519');
  });

  it('ends where an unknown key is not accepted', async () => {
    const host = await testHost({ knownKey: 'none' });
    const { environment } = await askpass(() => 'no');
    await expect(host.connect(environment).facts()).rejects.toMatchObject({ reason: 'host-key-unknown' });
  });

  it('ends without a question where the key has changed', async () => {
    const host = await testHost({ knownKey: 'another' });
    const { asked, environment } = await askpass(() => 'yes');
    await expect(host.connect(environment).facts()).rejects.toMatchObject({ reason: 'host-key-changed' });
    expect(asked).toEqual([]);
  });

  it('goes through a jump host of the configuration', async () => {
    const host = await testHost({});
    const jump = await SshServer.start();
    started.push(jump);
    const config = readFileSync(jump.clientConfig, 'utf8').replace('Host target', 'Host jump');
    appendFileSync(host.server.clientConfig, `Host behind\n  ProxyJump jump\n${blockOf(host.server)}${config}`);
    const session = host.connect({}, 'behind');
    expect((await session.facts()).system).toBe('Linux');
    expect(jump.isConnected).toBe(true);
    session.close();
  });

  it('finds a host, and its jump host, in the file that alone names them, beside the one that ssh is given', async () => {
    const [host, jump] = [await testHost({}), await SshServer.start()];
    started.push(jump);
    const own = files.path('own-config');
    writeFileSync(own, 'Host elsewhere\n  HostName 192.0.2.1\n');
    const other = files.path('other-config');
    writeFileSync(other, `Host gate\n${blockOf(jump)}Host inside\n  ProxyJump gate\n${blockOf(host.server)}`);
    const config = { settings: { ...USUAL_SSH, extraArguments: ['-F', own] }, others: [other] };
    for (const name of ['inside', 'gate']) {
      const session = connectHost(name, { ssh: settingsFor(name, config), compress: false, environment: {} });
      expect((await session.facts()).system).toBe('Linux');
      expect(jump.isConnected).toBe(true);
      session.close();
    }
    expect(settingsFor('elsewhere', config)).toBe(config.settings);
  });

  it('takes no host for an option of ssh', () => {
    const marker = files.path('executed');
    const start = (): unknown =>
      connectHost(`-oProxyCommand=touch ${marker}`, { ssh: USUAL_SSH, compress: false, environment: {} });
    expect(start).toThrow(HostNameError);
  });

  it('says which host nobody knows', async () => {
    const config = files.path('empty-config');
    writeFileSync(config, '');
    const ssh = { ...USUAL_SSH, extraArguments: ['-F', config] };
    const session = connectHost('no-such-host.invalid', { ssh, compress: false, environment: {} });
    await expect(session.facts()).rejects.toMatchObject({
      reason: 'unknown-host',
      message: 'no-such-host.invalid: No host of this name is known.',
    });
  });

  it('says that ssh itself is not there', async () => {
    const ssh = { program: files.path('no-ssh'), extraArguments: [] };
    await expect(connectHost('web', { ssh, compress: false, environment: {} }).facts()).rejects.toMatchObject({
      reason: 'cannot-start',
    });
  });

  it('is not confused by what login scripts print', async () => {
    const host = await testHost({ programs: { uname: 'echo Welcome; exec /usr/bin/uname "$@"' } });
    const session = host.connect();
    expect((await session.facts()).sysdig).toBe('0.36.0');
    session.close();
  });
});

describe.skipIf(!hasSshServer)('what the host tells', () => {
  it('is its processes, its containers and how far its clock is ahead', async () => {
    const docker = `echo '0123456789ab web-1 nginx:1.25'`;
    const labels = { 'io.kubernetes.pod.name': 'dns-7', 'io.kubernetes.pod.namespace': 'kube-system' };
    const listed = [{ id: 'f'.repeat(64), metadata: { name: 'coredns' }, image: { image: 'sha256:1' }, labels }];
    const crictl = `echo '${JSON.stringify({ containers: listed }, null, 2)}'`;
    const host = await testHost({ programs: { docker, crictl } });
    const session = host.connect();
    await session.facts();
    const clock = await session.clockOffset();
    expect(Math.abs(clock?.offset ?? Number.NaN)).toBeLessThan(1000);
    expect(await session.containers()).toEqual([
      { id: '0123456789ab', name: 'web-1', image: 'nginx:1.25', pod: '' },
      { id: 'f'.repeat(12), name: 'coredns', image: 'sha256:1', pod: 'kube-system/dns-7' },
    ]);
    const processes = await session.processes();
    expect(processes.some(({ pid }) => pid === process.pid)).toBe(true);
    session.close();
  });

  it('is that sysdig is missing', async () => {
    const host = await testHost({ programs: { sysdig: null } });
    const session = host.connect();
    expect((await session.facts()).sysdig).toBeUndefined();
    session.close();
  });
});

/** Command line and environment of every process that can be looked at, but not of the test's own. */
function processTexts(): string {
  const texts: string[] = [];
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each) && each !== String(process.pid))) {
    for (const file of ['cmdline', 'environ']) {
      try {
        texts.push(readFileSync(`/proc/${name}/${file}`, 'utf8'));
      } catch {
        // It has ended, or is another user's.
      }
    }
  }
  return texts.join('\n');
}

/** The lines of a server's client configuration, without the name of its host. */
function blockOf(server: SshServer): string {
  return readFileSync(server.clientConfig, 'utf8').split('\n').slice(1).join('\n');
}
