import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasSshServer } from '../support/remote/sshServer';
import { TestHost } from '../support/remote/testHost';
import { screenshot } from './support/artifacts';
import { CaptureEditor } from './support/captureEditor';
import { pictureFailures } from './support/failurePictures';
import { type OpenWindow, openWindow } from './support/window';
import type { Workbench } from './support/workbench';
import { makeWorkspace } from './support/workspace';

// A capture of which only the end is kept, read while it runs. Behind a real sshd a program replays a recorded capture again and
// again, so fast that its beginning is soon dropped.

if (!hasSshServer) console.log('SKIPPED: there is no sshd on this machine (openssh-server).');

let host: TestHost;
let opened: OpenWindow | undefined;
let page: Page;
let workbench: Workbench;
let editor: CaptureEditor;

beforeAll(async () => {
  if (!hasSshServer) return;
  host = await TestHost.start({ pace: 500, times: 100_000 });
  opened = await openWindow(
    (profile) => {
      const machine = path.join(profile, 'data', 'Machine');
      fs.mkdirSync(machine, { recursive: true });
      const settings = { 'scaplens.remote.sshArguments': ['-F', host.server.clientConfig] };
      fs.writeFileSync(path.join(machine, 'settings.json'), JSON.stringify(settings));
      return makeWorkspace(profile);
    },
    { 'workbench.colorTheme': 'Default Dark Modern' },
  );
  ({ page, workbench } = opened);
});

afterAll(async () => {
  await opened?.close();
  await host?.stop();
});

pictureFailures(() => page);

const PATIENT = { timeout: 20_000 };
const quickInput = () => page.locator('.quick-input-widget:visible');
const quickRow = (text: string | RegExp) => quickInput().locator('.monaco-list-row', { hasText: text }).first();
const statusItem = () => page.locator('.statusbar-item').filter({ hasText: 'events/s' });

describe.skipIf(!hasSshServer)('a capture of which only the end is kept', () => {
  test('opens with its first events, and says what is kept', async () => {
    await workbench.runCommand('Start Capture on Remote Host');
    await quickRow('target').waitFor();
    await quickInput().locator('.quick-input-box input').fill('target');
    await page.keyboard.press('Enter');
    await quickRow('Keep at most').click();
    await quickInput().locator('.quick-input-title', { hasText: 'Keep at Most' }).waitFor();
    await quickInput().locator('.quick-input-box input').fill('16 MB');
    await page.keyboard.press('Enter');
    await quickRow('16.0 MB, and drop what is older').waitFor();
    await quickRow('Start').click();
    editor = new CaptureEditor(await workbench.customEditorPage());
    await expect.poll(() => editor.rowCount(), PATIENT).toBeGreaterThan(0);
    await statusItem().filter({ hasText: 'keeps the last 16.0 MB' }).waitFor();
  });

  test('goes on showing its end while its beginning is dropped, and its rows never go', async () => {
    const seen = await editor.frame.evaluate(async () => {
      const words = document.querySelector('#live .live-words');
      // How often there were no rows any more; the first ones come some frames after they are counted.
      const frames = { withRows: 0, empty: 0, notFollowing: 0, after: 0 };
      while (frames.after < 60) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const rows = document.querySelectorAll('[role=row][data-number]:not([hidden])').length;
        if (rows > 0) frames.withRows++;
        else if (frames.withRows > 0) frames.empty++;
        if (document.querySelector('#follow')?.getAttribute('aria-pressed') !== 'true') frames.notFollowing++;
        if (words?.textContent?.includes('the last')) frames.after++;
      }
      return frames;
    });
    await screenshot(page, 'remote-ring');
    expect(seen).toMatchObject({ empty: 0, notFollowing: 0 });
    expect(seen.withRows).toBeGreaterThan(30);
    const before = await editor.rowCount();
    await expect.poll(() => editor.rowCount(), PATIENT).not.toBe(before);
  });

  test('shows what is kept when it is stopped, in the same editor', async () => {
    await statusItem().click();
    await page
      .getByText(/The capture of target was stopped: the last .* of .* events are kept/)
      .first()
      .waitFor();
    await expect.poll(() => editor.frame.locator('#live').isVisible(), PATIENT).toBe(false);
    await editor.matchCount.getByText(/events$/).waitFor();
    expect(await editor.notices.locator('.notice.error, .notice.warning').count()).toBe(0);
    await expect.poll(() => editor.rowCount(), PATIENT).toBeGreaterThan(1000);
    await expect.poll(() => host.replays, PATIENT).toBe(false);
    expect(await page.locator('.tabs-container .tab[data-resource-name^="target-"]').count()).toBe(1);
  });
});
