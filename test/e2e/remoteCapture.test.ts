import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasSshServer } from '../support/remote/sshServer';
import { TestHost } from '../support/remote/testHost';
import { findBarriers } from './support/accessibility';
import { screenshot, writeArtifact } from './support/artifacts';
import { CaptureEditor } from './support/captureEditor';
import { watchSpool } from './support/spoolWatch';
import { type OpenWindow, openWindow } from './support/window';
import type { Workbench } from './support/workbench';
import { makeWorkspace } from './support/workspace';

// A capture on another host, from the palette to the saved file. The host is a real sshd on this machine; behind it, in place
// of sysdig, a program replays a recorded capture, paced by the times of its events.

if (!hasSshServer) console.log('SKIPPED: there is no sshd on this machine (openssh-server).');

let host: TestHost;
let opened: OpenWindow | undefined;
let page: Page;
let workbench: Workbench;
let editor: CaptureEditor;
let folder = '';
let spool = '';

beforeAll(async () => {
  if (!hasSshServer) return;
  host = await TestHost.start({ pace: 3, times: 1000, knownKey: 'none' });
  opened = await openWindow(
    (profile) => {
      // Where VS Code keeps the settings of the machine that a window is on.
      const machine = path.join(profile, 'data', 'Machine');
      fs.mkdirSync(machine, { recursive: true });
      const settings = { 'scaplens.remote.sshArguments': ['-F', host.server.clientConfig] };
      fs.writeFileSync(path.join(machine, 'settings.json'), JSON.stringify(settings));
      spool = path.join(profile, 'data', 'User', 'globalStorage', 'scaplens.scaplens', 'captures');
      folder = makeWorkspace(profile);
      return folder;
    },
    { 'workbench.colorTheme': 'Default Dark Modern' },
  );
  ({ page, workbench } = opened);
});

afterAll(async () => {
  await opened?.close();
  await host?.stop();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await screenshot(page, `failed: ${task.name}`.replace(/\W+/g, '-')).catch(() => undefined);
  }
});

const quickInput = () => page.locator('.quick-input-widget:visible');
const quickRow = (text: string | RegExp) => quickInput().locator('.monaco-list-row', { hasText: text }).first();
/** Waits until the quick input asks something: each question takes the place of the one before. */
const titled = (title: string) => quickInput().locator('.quick-input-title', { hasText: title }).waitFor();
const statusItem = () =>
  page
    .locator('.statusbar-item[id="scaplens.scaplens.scaplens.captures"], .statusbar-item')
    .filter({ hasText: 'events/s' });
const follow = () => editor.frame.locator('#follow');

async function pickHost(): Promise<void> {
  await workbench.runCommand('Start Capture on Remote Host');
  await quickRow('target').waitFor();
  await quickInput().locator('.quick-input-box input').fill('target');
  await page.keyboard.press('Enter');
}

describe.skipIf(!hasSshServer)('a capture on a remote host', () => {
  test('shows the key of a host that is not known yet, and asks whether it is right', async () => {
    await pickHost();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText(/SHA256:/).waitFor();
    await screenshot(page, 'remote-host-key');
    await dialog.getByRole('button', { name: 'Trust and Connect' }).click();
    await quickRow('Start').waitFor();
    expect(fs.readFileSync(host.server.knownHosts, 'utf8')).toContain('ssh-ed25519');
  });

  test('has its options in one form, and says what will run on the host', async () => {
    expect(await quickRow('Runs there').textContent()).toContain('sysdig -v -s 8192 --modern-bpf -w -');
    await screenshot(page, 'remote-form');
    await quickRow('Snaplen').click();
    await titled('Snaplen');
    await quickInput().locator('.quick-input-box input').fill('2000');
    await page.keyboard.press('Enter');
    await quickRow('sysdig -v -s 2000').waitFor();
  });

  test('has a filter checked as sysdig of the host will read it, and completed', async () => {
    await quickRow('Capture filter').click();
    await titled('Capture Filter for sysdig 0.36.0');
    await quickRow('Record every event').waitFor();
    await quickInput().locator('.quick-input-box input').fill('proc.nme = curl');
    await quickRow(/proc\.nme/).waitFor();
    await quickInput().locator('.quick-input-box input').fill('evt.typ');
    await quickRow('evt.type').waitFor();
    await screenshot(page, 'remote-filter');
    await quickInput().locator('.quick-input-box input').fill('proc.pid > 0');
    await quickRow('Use this filter').waitFor();
    await page.keyboard.press('Enter');
    await quickRow("'proc.pid > 0'").waitFor();
  });

  test('opens while it runs, and its rows come as they are recorded', async () => {
    const watched = watchSpool(spool);
    await quickRow('Start').click();
    editor = new CaptureEditor(await workbench.customEditorPage());
    await expect.poll(() => editor.rowCount(), { timeout: 10_000 }).toBeGreaterThan(0);
    await follow().waitFor();
    expect(await follow().getAttribute('aria-pressed')).toBe('true');
    const before = await editor.rowCount();
    const seen = await editor.frame.evaluate(async () => {
      const rows: { time: number; number: number }[] = [];
      const began = performance.now();
      while (performance.now() - began < 8000) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const numbers = [...document.querySelectorAll<HTMLElement>('[role=row][data-number]:not([hidden])')].map(
          (row) => Number(row.dataset.number),
        );
        const number = Math.max(...numbers);
        if (number > (rows.at(-1)?.number ?? 0)) rows.push({ time: Date.now(), number });
      }
      return rows;
    });
    const firstRows = await editor.frame.evaluate(() => {
      const [mark] = performance.getEntriesByName('scaplens:first-rows');
      return performance.timeOrigin + mark.startTime;
    });
    await watched.stop();
    expect(await editor.rowCount()).toBeGreaterThan(before);
    const { held } = watched;
    const latencies = seen
      .slice(1)
      .map(({ time, number }) => time - (held.find(({ events }) => events >= number)?.time ?? time))
      .sort((a, b) => a - b);
    const figures = {
      firstEventToFirstRows: Math.round(firstRows - held[0].time),
      rowLatencyMedian: latencies[latencies.length >> 1],
      rowLatency95: latencies[Math.floor(latencies.length * 0.95)],
      rowLatencyMost: latencies.at(-1),
      looks: latencies.length,
    };
    console.log('Live:', JSON.stringify(figures));
    writeArtifact('remote-capture.json', JSON.stringify(figures, null, 2));
    expect(host.replayArguments).toEqual(['-v', '-s', '2000', '--modern-bpf', '-w', '-', 'proc.pid > 0']);
  });

  test('says in the status bar and in its view how it goes', async () => {
    await statusItem().waitFor();
    await page.locator('.activitybar .action-item a[aria-label*="Scaplens"]').click();
    const tree = page.locator('.pane-body .monaco-list-row');
    await tree.filter({ hasText: /events\/s/ }).waitFor();
    await screenshot(page, 'remote-running');
    expect(await findBarriers(editor.frame)).toEqual([]);
  });

  test('stays where one looks, and follows again at its end', async () => {
    await editor.list.hover();
    await page.mouse.wheel(0, -22 * 40);
    await expect.poll(() => follow().getAttribute('aria-pressed')).toBe('false');
    const [[top]] = await editor.firstRows(1, ['number']);
    const rows = await editor.rowCount();
    await expect.poll(() => editor.rowCount(), { timeout: 15_000 }).toBeGreaterThan(rows);
    expect((await editor.firstRows(1, ['number']))[0][0]).toBe(top);
    await editor.list.focus();
    await editor.list.press('End');
    await expect.poll(() => follow().getAttribute('aria-pressed')).toBe('true');
  });

  test('extends what a filter keeps', async () => {
    await editor.applyFilter('evt.type = read');
    const kept = async (): Promise<number> => {
      const text = (await editor.matchCount.textContent()) ?? '';
      return Number(/^([\d,]+) of .* so far$/.exec(text)?.[1].replaceAll(',', '') ?? 0);
    };
    await expect.poll(kept).toBeGreaterThan(0);
    const before = await kept();
    await expect.poll(kept, { timeout: 30_000 }).toBeGreaterThan(before);
    await expect.poll(() => editor.rowCount()).toBeLessThan(before * 3);
    await editor.applyFilter('');
  });

  test('stops when its item in the status bar is pressed, with all that came', async () => {
    await statusItem().click();
    await editor.matchCount.getByText(/events$/).waitFor();
    expect(await editor.frame.locator('#live').isVisible()).toBe(false);
    // The replayed capture begins again and again, so its times run back; nothing in it is damaged.
    expect(await editor.notices.locator('.notice.error, .notice.warning').count()).toBe(0);
    await expect.poll(() => host.replays).toBe(false);
    await page
      .getByText(/The capture of target was stopped/)
      .first()
      .waitFor();
  });

  test('is saved where one wants it, and stays open', async () => {
    const rows = await editor.rowCount();
    await page.locator('.notification-toast, .notifications-center').getByRole('button', { name: 'Save As…' }).click();
    const target = path.join(folder, 'recorded.scap');
    const input = quickInput().locator('.quick-input-box input');
    // The dialog writes its proposal after it is shown.
    await expect.poll(() => input.inputValue()).toMatch(/target-.*\.scap$/);
    await input.fill(target);
    await page.keyboard.press('Enter');
    await workbench.tab('recorded.scap').waitFor();
    editor = new CaptureEditor(await workbench.customEditorPage());
    await expect.poll(() => editor.rowCount()).toBe(rows);
    expect(fs.readdirSync(spool)).toEqual([]);
    expect(fs.statSync(target).size).toBeGreaterThan(0);
  });
});

describe.skipIf(!hasSshServer)('what goes wrong', () => {
  const toast = (text: string | RegExp) => page.locator('.notification-toast', { hasText: text });

  /** Starts another capture on the host, which is known by now. */
  async function record(): Promise<void> {
    await pickHost();
    await titled('Start Capture: target');
    await quickRow('Start').click();
    await shown();
  }

  /** Waits for the editor of a capture that is being recorded, with its first events. */
  async function shown(): Promise<void> {
    await page.locator('.tabs-container .tab.active[data-resource-name^="target-"]').waitFor();
    editor = new CaptureEditor(await workbench.customEditorPage());
    await follow().waitFor();
    await expect.poll(() => editor.rowCount(), { timeout: 20_000 }).toBeGreaterThan(0);
  }

  test('a connection that is lost leaves all that came, and can be made again', async () => {
    await record();
    host.server.dropConnections();
    const lost = toast('Everything that was received is kept');
    await lost.waitFor();
    await screenshot(page, 'remote-lost');
    expect(fs.readdirSync(spool).filter((name) => name.endsWith('.scap'))).toHaveLength(1);
    await workbench.runCommand('View: Close All Editors');
    await lost.getByRole('button', { name: 'Reconnect' }).click();
    await shown();
    expect(fs.readdirSync(spool).filter((name) => name.endsWith('.scap'))).toHaveLength(2);
  });

  test('a window that is closed in the middle leaves its captures to the next one', async () => {
    await workbench.runCommand('View: Show Explorer');
    await workbench.reload();
    await expect.poll(() => host.replays, { timeout: 20_000 }).toBe(false);
    await page.locator('.activitybar .action-item a[aria-label*="Scaplens"]').click();
    await toast(/A capture of target was left behind/)
      .first()
      .waitFor({ timeout: 30_000 });
    await screenshot(page, 'remote-left-behind');
    const tree = page.locator('.pane-body .monaco-list-row');
    await expect.poll(() => tree.filter({ hasText: /target.* kB/ }).count()).toBe(2);
  });

  test('what a host lacks is said before anything runs there, with the command that mends it', async () => {
    const bare = await TestHost.start({ programs: { sysdig: null } });
    try {
      fs.copyFileSync(bare.server.clientConfig, host.server.clientConfig);
      await pickHost();
      await titled('Start Capture: target');
      await quickRow('Cannot start').waitFor();
      await quickRow('sysdig is not installed on the host').waitFor();
      await screenshot(page, 'remote-no-sysdig');
      await page.keyboard.press('Escape');
    } finally {
      await bare.stop();
    }
  });
});

test.skipIf(!hasSshServer)('the extension is activated in the time that is printed', async () => {
  const time = await workbench.activationTime('Scaplens');
  console.log('Activation:', time);
  expect(time).toMatch(/\d+ ?ms/);
});
