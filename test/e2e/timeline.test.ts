import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleCapture } from '../../scripts/support/paths.mjs';
import { timelineText } from '../../src/session/timeline/timelineFile';
import { findBarriers } from './support/accessibility';
import { screenshot } from './support/artifacts';
import { CaptureEditor } from './support/captureEditor';
import { pictureFailures } from './support/failurePictures';
import { type OpenWindow, openWindow } from './support/window';
import type { Workbench } from './support/workbench';

// Two captures of one moment, recorded on one machine: as if two hosts had done the same, 2 ms apart.

const CAPTURES = path.join(__dirname, '..', 'fixtures', 'captures');
const BOTH = '7,676 events';
/** What names an event of the second capture is so much above its number. */
const SECOND = 2 ** 32;

let opened: OpenWindow | undefined;
let page: Page;
let workbench: Workbench;

beforeAll(async () => {
  opened = await openWindow((profile) => {
    const folder = path.join(profile, 'captures');
    fs.mkdirSync(folder);
    fs.copyFileSync(sampleCapture, path.join(folder, 'one.scap'));
    fs.copyFileSync(path.join(CAPTURES, 'dns-ndots-classic.scap'), path.join(folder, 'two.scap'));
    const hosts = [
      { file: 'one.scap', host: 'web-1' },
      { file: 'two.scap', host: 'web-2', clockOffset: -2 },
    ];
    fs.writeFileSync(path.join(folder, 'hosts.scaptimeline'), timelineText(hosts));
    fs.writeFileSync(path.join(folder, 'wrong.scaptimeline'), timelineText([{ file: '../one.scap' }]));
    return folder;
  });
  ({ page, workbench } = opened);
  // Until the extension is known for certain, the explorer's menu lacks its commands.
  await workbench.openCustomEditor('one.scap');
});

afterAll(() => opened?.close());

pictureFailures(() => page);

describe('captures of two hosts', () => {
  test('are opened together from the explorer', async () => {
    const explorer = page.locator('.explorer-folders-view');
    await explorer.getByRole('treeitem', { name: 'one.scap', exact: true }).click();
    const second = explorer.getByRole('treeitem', { name: 'two.scap', exact: true });
    await second.click({ modifiers: ['Control'] });
    await second.click({ button: 'right' });
    // By keyboard: VS Code takes a click that comes right after its menu opened for the end of the one that opened it.
    await page.getByRole('menuitem', { name: 'Open Together as One Timeline' }).hover();
    await page.keyboard.press('Enter');
    await workbench.tab('one+two.scaptimeline').waitFor();
    const editor = new CaptureEditor(await workbench.customEditorPage());
    await editor.waitForCount(BOTH);
    // Equal times stand by capture.
    const rows = await editor.firstRows(4, ['number', 'host.name', 'direction', 'event']);
    expect(rows.map(([, host]) => host)).toEqual(['vm', 'vm', 'vm', 'vm']);
    expect(rows[0].slice(2)).toEqual(rows[1].slice(2));
  });

  test('are told apart by the column of the host, in order of corrected time', async () => {
    const editor = new CaptureEditor(await workbench.openCustomEditor('hosts.scaptimeline'));
    await editor.waitForCount(BOTH);
    await editor.waitForLines();
    const rows = await editor.firstRows(2, ['host.name', 'time', 'delta']);
    expect(rows.map(([host]) => host)).toEqual(['web-1', 'web-1']);
  });

  test('are filtered by a cell of the host', async () => {
    const editor = new CaptureEditor(await workbench.customEditorPage());
    await editor.applyFilter('proc.name=curl and evt.type=sendto');
    await editor.waitForCount('8 of 7,676');
    await editor.waitForRow(SECOND + 4111);
    await editor.cell(SECOND + 4111, 'host.name').click({ button: 'right' });
    await screenshot(page, 'timeline-cell-menu');
    await editor.frame.getByRole('menuitem', { name: 'Filter for host.name="web-2"' }).click();
    await expect.poll(() => editor.filterText()).toContain('host.name=');
    await editor.applyFilter('host.name=web-2');
    await editor.waitForCount('3,640 of 7,676');
  });

  test('show an event of the second host, and what it said', async () => {
    const editor = new CaptureEditor(await workbench.customEditorPage());
    await editor.applyFilter('host.name=web-2 and evt.num>=4111');
    await editor.waitForCount('126 of 7,676');
    await editor.waitForRow(SECOND + 4111);
    await editor.cell(SECOND + 4111, 'event').click();
    await editor.waitForDetail(4111);
    await expect.poll(() => editor.detail.textContent()).toContain('web-2');
    await editor.list.press('f');
    await editor.detail.getByRole('grid', { name: 'Stream' }).getByText('GET / HTTP/1.1').waitFor();
    await screenshot(page, 'timeline-stream');
  });

  test('are found by number on the host that is looked at', async () => {
    const editor = new CaptureEditor(await workbench.customEditorPage());
    await editor.applyFilter('');
    await editor.waitForCount(BOTH);
    await editor.goTo(4112);
    await expect.poll(() => editor.selectedRow().getAttribute('data-number')).toBe(String(SECOND + 4112));
  });

  test.for([
    ['dark', 'Dark Modern', 'vs-dark'],
    ['light', 'Light Modern', 'vs'],
    ['high-contrast', 'Dark High Contrast', 'hc-black'],
  ] as const)('are shown without a barrier to anybody: %s', async ([name, theme, kind]) => {
    await workbench.chooseTheme(theme, kind);
    const editor = new CaptureEditor(await workbench.customEditorPage());
    await editor.waitForCount(BOTH);
    await editor.waitForLines();
    expect(await findBarriers(editor.frame)).toEqual([]);
    await screenshot(page, `timeline-${name}`);
  });

  test("are offered as values of the filter's host", async () => {
    const editor = new CaptureEditor(await workbench.customEditorPage());
    await editor.writeFilter('');
    await page.keyboard.type('host.name = ');
    await editor.completions.getByRole('option').filter({ hasText: 'web-2' }).waitFor();
    await screenshot(page, 'timeline-completion');
    await page.keyboard.press('Escape');
  });
});

test("a timeline's file that leads out of its folder is not followed, and says so", async () => {
  const editor = new CaptureEditor(await workbench.openCustomEditor('wrong.scaptimeline'));
  await editor.frame.getByText('Capture 1 of the timeline has to lie beside').first().waitFor();
  await screenshot(page, 'timeline-wrong');
});
