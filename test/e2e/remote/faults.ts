import { afterEach, beforeAll, expect, test } from 'vitest';
import { screenshot } from '../support/artifacts';
import type { Stage } from './stage';

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
    await stage.pickHost('bare');
    await stage.form('bare');
    await stage.quickRow('Cannot start').waitFor();
    await stage.quickRow('sysdig is not installed on the host').waitFor();
    await screenshot(stage.page, 'remote-no-sysdig');
  });
}
