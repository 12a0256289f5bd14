import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { TraceBuilder } from '../../src/engine/trace/traceBuilder';
import { type CaptureOptions, USUAL_OPTIONS } from '../../src/remote/capture/captureOptions';
import { type RunningCapture, recordCapture } from '../../src/remote/capture/recordCapture';
import { CaptureSpool } from '../../src/remote/spool/captureSpool';
import type { FreeSpace } from '../../src/remote/spool/freeSpace';
import { hasSshServer } from '../support/remote/sshServer';
import { REPLAYED, TestHost, type TestHostOptions } from '../support/remote/testHost';
import { temporaryFiles } from '../support/temporaryFiles';

if (!hasSshServer) console.log('SKIPPED: there is no sshd on this machine (openssh-server).');

const files = temporaryFiles();
let host: TestHost | undefined;
let recordings = 0;

afterEach(async () => {
  await host?.stop();
  host = undefined;
});

interface Recording {
  readonly running: RunningCapture;
  readonly spool: CaptureSpool;
  readonly path: string;
}

async function record(
  on: TestHostOptions,
  options: Partial<CaptureOptions> = {},
  password?: () => Promise<string | undefined>,
  path = files.path(`recorded-${recordings++}.scap`),
  free?: FreeSpace,
): Promise<Recording> {
  host = await TestHost.start(on);
  const session = host.connect();
  const facts = await session.facts();
  const spool = new CaptureSpool(path);
  const asked = { ...USUAL_OPTIONS, ...options };
  // Tests may run as root, whom nobody asks for a password: the way that was asked for has to be gone all the same.
  const caller = { password: password ?? (async () => undefined) };
  const running = recordCapture(session, { ...facts, isRoot: false }, asked, spool, caller, free);
  return { running, spool, path };
}

/** How many events a capture holds, and whether anything in it is damaged. */
function contents(path: string): { events: number; damage: readonly unknown[] } {
  const builder = new TraceBuilder();
  builder.feed(readFileSync(path));
  builder.finish();
  return { events: builder.trace.events.length, damage: builder.damage.list() };
}

async function until(isIt: () => boolean, what: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (isIt()) return;
    await sleep(50);
  }
  throw new Error(`It never came to this: ${what}.`);
}

const none = { privilege: 'none' } as const;

describe.skipIf(!hasSshServer)('a capture on a host', () => {
  it('is, byte for byte, what sysdig wrote there', async () => {
    const { running, path } = await record({ pace: 0 }, none);
    expect(await running.ended).toMatchObject({ by: 'limit', error: undefined });
    expect(readFileSync(path).equals(gunzipSync(readFileSync(REPLAYED)))).toBe(true);
  });

  it('brings the filter to sysdig as one argument, whatever is in it', async () => {
    const filter = `proc.cmdline contains "it's; $(touch /tmp/x) \`id\` \\\\ %s" and\n\tevt.num > 0 or proc.name = ü`;
    const { running } = await record({ pace: 0 }, { ...none, filter });
    await running.ended;
    expect(host?.replayArguments).toEqual(['-v', '-s', '8192', '--modern-bpf', '-w', '-', filter]);
  });

  it('ends when it is stopped, by itself, and its last events are there', async () => {
    const { running, spool, path } = await record({ pace: 0.2 }, none);
    await until(() => spool.written > 0, 'the first bytes have come');
    const before = spool.written;
    await sleep(700);
    running.stop();
    const asked = Date.now();
    expect(await running.ended).toMatchObject({ by: 'stopped', error: undefined });
    console.log(`Stopped in ${Date.now() - asked} ms`);
    // After five seconds the guard on the host would have killed it, and its last events with it.
    expect(Date.now() - asked).toBeLessThan(4000);
    // The replaying program holds 16 KiB back, as sysdig does: only its flush brings what came since.
    expect(spool.written).toBeGreaterThan(before);
    expect(contents(path).damage).toEqual([]);
    expect(host?.replays).toBe(false);
  });

  it('is not empty after one second', async () => {
    const { running, path } = await record({ pace: 1 }, { ...none, seconds: 1 });
    expect(await running.ended).toMatchObject({ by: 'limit', error: undefined });
    expect(contents(path).events).toBeGreaterThan(0);
  });

  it('ends at its size limit', async () => {
    const { running } = await record({ pace: 0, times: 100_000 }, { ...none, bytes: 2_000_000 });
    const { bytes } = await running.ended;
    expect(bytes).toBeGreaterThanOrEqual(1_900_000);
    expect(host?.replays).toBe(false);
  });

  it('runs a command under it and ends with it', async () => {
    const { running } = await record({ pace: 0.05 }, { ...none, command: 'sleep 0.3; exit 3' });
    expect(await running.ended).toMatchObject({ by: 'command', error: undefined });
    expect(host?.replays).toBe(false);
  });

  it('keeps what was received when the connection is lost, and leaves nothing running', async () => {
    const { running, spool, path } = await record({ pace: 3, times: 100 }, none);
    await until(() => spool.written > 100_000, 'some events have come');
    host?.server.dropConnections();
    const ending = await running.ended;
    expect(ending).toMatchObject({ by: 'failure', error: { reason: 'connection-lost' } });
    expect(contents(path)).toMatchObject({ damage: [] });
    expect(contents(path).events).toBeGreaterThan(0);
    await until(() => host?.replays === false, 'sysdig has ended');
  });

  it('says so when sysdig is killed, and keeps what came before', async () => {
    const { running, spool, path } = await record({ pace: 0.2 }, none);
    await until(() => spool.written > 0, 'the first bytes have come');
    process.kill(host?.replayPid ?? 0, 'SIGKILL');
    const ending = await running.ended;
    expect(ending.error).toMatchObject({ reason: 'sysdig-killed' });
    expect(ending.error?.message).toBe('target: sysdig was ended by signal 9 on the host.');
    expect(contents(path).damage).toEqual([]);
  });

  it('says in words that there is no driver', async () => {
    const { running } = await record({ failure: 'driver' }, none);
    expect((await running.ended).error).toMatchObject({
      reason: 'no-driver',
      message: "target: sysdig's driver could not be loaded on the host.",
    });
  });

  it('says that sudo refuses', async () => {
    const sudo = 'echo "sudo: a password is required" >&2; exit 1';
    const { running } = await record({ programs: { sudo } }, { privilege: 'sudo' });
    expect((await running.ended).error).toMatchObject({ reason: 'privilege-refused' });
  });

  it('gives sudo the password on its standard input, again after a wrong one', async () => {
    // Asks as sudo -S does, twice; then runs what follows --.
    const sudo = `
      while [ "$1" != -- ]; do [ "$1" = -p ] && { prompt=$2; shift; }; shift; done; shift
      for attempt in 1 2 3; do
        printf '%s' "$prompt" >&2; IFS= read -r password
        [ "$password" = 'open $esame' ] && exec "$@"
        echo 'Sorry, try again.' >&2
      done; exit 1`;
    const answers = ['wrong', 'open $esame'];
    const { running } = await record({ pace: 0, programs: { sudo } }, { privilege: 'sudo-password' }, async () =>
      answers.shift(),
    );
    expect(await running.ended).toMatchObject({ by: 'limit', error: undefined });
    expect(answers).toEqual([]);
  });

  it('can be stopped while it is starting', async () => {
    const { running } = await record({ pace: 1 }, none);
    running.stop();
    expect(await running.ended).toMatchObject({ by: 'stopped', error: undefined });
    await until(() => host?.replays !== true, 'sysdig has ended');
  });

  it.skipIf(process.getuid?.() !== 0)('ends when the disk is full here, with what fits', async () => {
    const folder = files.path('small-disk');
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', folder]);
    try {
      // What is free is not known before.
      const to = `${folder}/recorded.scap`;
      const { running, path } = await record({ pace: 0, times: 100 }, none, undefined, to, () => undefined);
      const ending = await running.ended;
      expect(ending).toMatchObject({ by: 'failure', error: { reason: 'disk-full' } });
      expect(ending.error?.message).toBe('The disk of this machine is full. What came before is kept.');
      expect(contents(path)).toMatchObject({ damage: [] });
      expect(contents(path).events).toBeGreaterThan(0);
      await until(() => host?.replays === false, 'sysdig has ended');
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('ends before the disk is full here, with all that came', async () => {
    const free = (): number => 99_000_000;
    const { running, path } = await record({ pace: 0, times: 10_000 }, none, undefined, undefined, free);
    const ending = await running.ended;
    expect(ending).toMatchObject({ by: 'failure', error: { reason: 'disk-full' } });
    expect(ending.error?.message).toBe('The disk of this machine is nearly full. What came before is kept.');
    expect(contents(path)).toMatchObject({ damage: [] });
    expect(contents(path).events).toBeGreaterThan(0);
    await until(() => host?.replays === false, 'sysdig has ended');
  });

  it('takes half a million events a second for ten seconds', { timeout: 120_000 }, async () => {
    const whole = contents(replayedPlain()).events;
    const times = Math.ceil(5_000_000 / whole);
    const { running, path } = await record({ pace: 0, times }, none);
    const began = Date.now();
    expect(await running.ended).toMatchObject({ by: 'limit', error: undefined });
    const seconds = (Date.now() - began) / 1000;
    const { events } = contents(path);
    const figures = { events, lost: whole * times - events, seconds: Number(seconds.toFixed(1)) };
    console.log('Received over ssh:', JSON.stringify({ ...figures, eventsPerSecond: Math.round(events / seconds) }));
    expect(events).toBe(whole * times);
  });
});

function replayedPlain(): string {
  return files.write(gunzipSync(readFileSync(REPLAYED)));
}
