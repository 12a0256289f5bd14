import { execFileSync } from 'node:child_process';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { screenshot } from '../support/artifacts';
import type { Stage } from './stage';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('SKIPPED: a full disk in the window, which takes root.');

/** What goes wrong is said in words, and nothing that was received is lost. */
export function faults(onStage: () => Stage): void {
  let stage: Stage;

  beforeAll(() => {
    stage = onStage();
  });

  afterEach(({ task }) => stage.clear(task));

  test('a connection that is lost leaves all that came, and can be made again', async () => {
    const host = await stage.host('lost');
    const editor = await stage.record('lost');
    host.server.dropConnections();
    const lost = stage.toast(/lost: .*Everything that was received is kept/);
    await lost.waitFor();
    await screenshot(stage.page, 'remote-lost');
    await editor.matchCount.getByText(/events$/).waitFor();
    expect(await editor.rowCount()).toBeGreaterThan(0);
    const [{ id, finished }] = stage.records('lost');
    expect(finished).toBe(true);
    await expect.poll(() => host.replays).toBe(false);
    await lost.getByRole('button', { name: 'Reconnect' }).click();
    await stage.growing('lost', `${id}.scap`);
    expect(stage.sizes('lost').every((size) => size > 0)).toBe(true);
    expect(stage.records('lost')).toHaveLength(2);
  });

  test('sysdig that dies is said to have died, and what came before is there', async () => {
    const host = await stage.host('dying');
    const editor = await stage.record('dying');
    process.kill(host.replayPid, 'SIGKILL');
    await stage.toast('sysdig was ended by signal 9 on the host. Everything that was received is kept').waitFor();
    await editor.matchCount.getByText(/events$/).waitFor();
    expect(await editor.rowCount()).toBeGreaterThan(0);
  });

  test('a driver that is not there is said in words, with what sysdig said', async () => {
    await stage.host('driverless', { failure: 'driver' });
    await stage.pickHost('driverless');
    await stage.form('driverless');
    await stage.choose('Start');
    const failed = stage.toast("sysdig's driver could not be loaded on the host");
    await failed.getByRole('button', { name: 'Show What Was Said' }).waitFor();
    await screenshot(stage.page, 'remote-no-driver');
    expect(stage.records('driverless')).toEqual([]);
  });

  test('sudo that refuses is said to refuse', async () => {
    const id = 'if [ "$1" = -u ]; then echo 1000; else echo ann; fi';
    // It says that it would, and does not.
    const sudo = `[ "$2" = true ] && exit 0; echo 'ann is not in the sudoers file.' >&2; exit 1`;
    await stage.host('strict', { programs: { id, sudo } });
    await stage.pickHost('strict');
    await stage.form('strict');
    await stage.quickRow('sudo -n sysdig').waitFor();
    await stage.choose('Start');
    await stage.toast('strict: The host does not let this user run commands as root').waitFor();
    await screenshot(stage.page, 'remote-sudo');
  });

  test('what a host lacks is said before anything runs there, with the command that mends it', async () => {
    await stage.host('bare', { programs: { sysdig: null } });
    await stage.command('View: Show Explorer');
    await stage.showView();
    await stage.treeRow('bare').hover();
    await stage.treeRow('bare').getByRole('button', { name: 'Start Capture on Remote Host' }).click();
    await stage.form('bare');
    await stage.quickRow('Cannot start').waitFor();
    await stage.quickRow('sysdig is not installed on the host').waitFor();
    await screenshot(stage.page, 'remote-no-sysdig');
  });

  test('a capture that is stopped while it is starting leaves nothing', async () => {
    // It takes its time, as sysdig does that builds its driver.
    const sysdig = 'case "$1" in --*) echo sysdig version 0.36.0 --modern-bpf ;; *) exec sleep 600 ;; esac';
    await stage.host('slow', { programs: { sysdig } });
    await stage.pickHost('slow');
    await stage.form('slow');
    await stage.choose('Start');
    await stage.status().getByText('Starting the capture').waitFor();
    await stage.status().click();
    await stage.status().waitFor({ state: 'hidden' });
    expect(stage.records('slow')).toEqual([]);
  });

  test.skipIf(!isRoot)(
    'a disk that gets full here is spoken of before, and ends the capture with what came',
    async () => {
      await stage.host('full', { pace: 0, times: 100_000 });
      // So much more than captures leave to other programs that a capture can begin.
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=100000k', 'none', stage.spool]);
      try {
        await stage.pickHost('full');
        await stage.form('full');
        await stage.quickRow("are free on this machine's disk").waitFor();
        await stage.choose('Start');
        await stage.toast('The disk of this machine is nearly full. What came before is kept.').waitFor();
        const [{ id }] = stage.records('full');
        const editor = await stage.editorOf(`${id}.scap`);
        await expect.poll(() => editor.rowCount()).toBeGreaterThan(0);
        await screenshot(stage.page, 'remote-disk-full');
      } finally {
        execFileSync('umount', ['-l', stage.spool]);
      }
    },
  );

  test('a window that is closed in the middle leaves its capture to the next one', async () => {
    const host = await stage.host('closed');
    stage.forgetCaptures();
    await stage.record('closed');
    const [{ id, owner }] = stage.records('closed');
    await stage.command('View: Show Explorer');
    await stage.workbench.reload();
    await expect.poll(() => host.replays, { timeout: 20_000 }).toBe(false);
    await expect.poll(() => isAlive(owner), { timeout: 20_000 }).toBe(false);
    await stage.showView();
    await stage.toast('A capture of closed was left behind').waitFor({ timeout: 30_000 });
    await stage.treeRow('closed').waitFor();
    // Its editor comes back with the window, and takes the focus when it has.
    const editor = await stage.editorOf(`${id}.scap`);
    await expect.poll(() => editor.rowCount(), { timeout: 20_000 }).toBeGreaterThan(0);
  });

  test('an extension host that is killed leaves its capture, which is found whole and offered at the next start', async () => {
    const host = await stage.host('killed');
    stage.forgetCaptures();
    await stage.record('killed');
    const [{ owner }] = stage.records('killed');
    process.kill(owner, 'SIGKILL');
    await expect.poll(() => host.replays, { timeout: 20_000 }).toBe(false);
    await stage.restart();
    const left = stage.toast(/A capture of killed was left behind/);
    await left.waitFor({ timeout: 30_000 });
    await screenshot(stage.page, 'remote-left-behind');
    await left.getByRole('button', { name: 'Open' }).click();
    const editor = await stage.editorOf(`${stage.records('killed')[0].id}.scap`);
    await expect.poll(() => editor.rowCount()).toBeGreaterThan(0);
    await editor.matchCount.getByText(/events$/).waitFor();
    expect(await editor.notices.locator('.notice.error, .notice.warning').count()).toBe(0);
  });

  test('several captures that were left behind are offered in one message, unless one does not want to be asked', async () => {
    stage.leaveBehind('first', 'second');
    await stage.restart();
    const left = stage.toast(/3 captures were left behind \(killed, first, second\)/);
    await left.waitFor({ timeout: 30_000 });
    await screenshot(stage.page, 'remote-several-left-behind');
    await left.getByRole('button', { name: 'Do Not Ask Again' }).click();
    const names = ['killed', 'first', 'second'];
    await expect.poll(() => names.flatMap((name) => stage.records(name)).every(({ declined }) => declined)).toBe(true);
    await stage.showView();
    for (const name of names) await stage.treeRow(name).waitFor();
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
