import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { EventRow } from '../../src/engine/base/brands';
import { runCommand } from '../support/commandRun';
import { openTrace } from '../support/openedTrace';
import { hasSshServer } from '../support/remote/sshServer';
import { REPLAYED, TestHost, type TestHostOptions } from '../support/remote/testHost';
import { temporaryFiles } from '../support/temporaryFiles';

if (!hasSshServer) console.log('SKIPPED: there is no sshd on this machine (openssh-server).');

const files = temporaryFiles();
let host: TestHost | undefined;

afterEach(async () => {
  await host?.stop();
  host = undefined;
});

/** Runs `scaplens capture target -F CONFIG …` on a host that is started for it. */
async function capture(on: TestHostOptions, ...words: string[]): Promise<{ status: number; said: string }> {
  host = await TestHost.start(on);
  const args = ['capture', 'target', '-F', host.server.clientConfig, ...words];
  const { status, errors: said } = await runCommand(args);
  return { status, said };
}

describe.skipIf(!hasSshServer)('scaplens capture', () => {
  it('writes what was recorded on the host to a file, and says what ran there', async () => {
    const output = files.path('whole-%h.scap');
    const { status, said } = await capture({ pace: 0 }, '-o', output, '-s', '200', '-f', 'evt.type = open');
    const path = files.path('whole-target.scap');
    expect(said).toContain("sysdig -v -s 200 --modern-bpf -w - 'evt.type = open'");
    expect(said).toContain(`target: Complete: ${gunzipSync(readFileSync(REPLAYED)).length} bytes in ${path}`);
    expect(status).toBe(0);
    expect(readFileSync(path).equals(gunzipSync(readFileSync(REPLAYED)))).toBe(true);
  });

  it('records nothing with --check, and says what is missing and what mends it', async () => {
    const { status, said } = await capture({ programs: { sysdig: null } }, '--check');
    expect(said).toMatch(/^target: sysdig is not installed on the host/m);
    expect(status).toBe(1);
  });

  it('keeps only the last seconds where it is asked to, as a capture that can be read by itself', async () => {
    const path = files.path('last.scap');
    const { status } = await capture({ pace: 0 }, '-o', path, '--keep-seconds', '2');
    expect(status).toBe(0);
    const { trace, damage } = openTrace(readFileSync(path));
    const times = [0, trace.events.length - 1].map((row) => trace.events.time(row as EventRow));
    expect(damage).toEqual([]);
    expect(times[1] - times[0]).toBeGreaterThan(1e9);
    expect(times[1] - times[0]).toBeLessThanOrEqual(2e9);
    expect(existsSync(`${path}.parts`)).toBe(false);
  });

  it('says how many events sysdig lost', async () => {
    const path = files.path('lossy.scap');
    const { said } = await capture({ pace: 0, drops: 321 }, '-o', path);
    expect(said).toContain('target: sysdig on the host dropped 321 events: it could not keep up.');
    expect(openTrace(readFileSync(path)).trace.origin.dropEvents).toBe(1);
  });

  it('overwrites no file', async () => {
    const path = files.write(new Uint8Array(3));
    const { status, said } = await capture({ pace: 0 }, '-o', path);
    expect(said).toContain(`${path} exists already.`);
    expect(status).toBe(1);
    expect(readFileSync(path).length).toBe(3);
  });

  it('fails where nothing could be recorded', async () => {
    const path = files.path('no-driver.scap');
    const { status, said } = await capture({ failure: 'driver' }, '-o', path);
    expect(said).toContain("sysdig's driver could not be loaded on the host.");
    expect(status).toBe(1);
  });

  it('goes on with one host where another cannot be reached', async () => {
    const output = files.path('%h.scap');
    const { status, said } = await capture({ pace: 0 }, 'no-such-host.invalid', '-o', output);
    expect(said).toContain('no-such-host.invalid: No host of this name is known.');
    expect(status).toBe(1);
    expect(existsSync(files.path('target.scap'))).toBe(true);
  });
});
