import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBarriers } from './support/accessibility';
import { screenshot } from './support/artifacts';
import type { PageRecord } from './support/browser';
import { CaptureEditor } from './support/captureEditor';
import { pictureFailures } from './support/failurePictures';
import { type OpenWindow, openWindow } from './support/window';
import type { Workbench } from './support/workbench';
import { makeFolderOf } from './support/workspace';

// What processes read and wrote, as one text and as files, in a real window.

/** A capture in which curl reads resolv.conf, and one in which confd writes a file of haproxy anew. */
const WITH_RESOLVER = 'dns-ndots-classic.scap';
const WITH_TEMPLATE = 'confd-template-classic.scap';

let opened: OpenWindow | undefined;
let page: Page;
let record: PageRecord;
let workbench: Workbench;
let editor: CaptureEditor;

beforeAll(async () => {
  opened = await openWindow((folder) => makeFolderOf(folder, WITH_RESOLVER, WITH_TEMPLATE), {
    'workbench.colorTheme': 'Default Dark Modern',
  });
  ({ page, record, workbench } = opened);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  editor = await CaptureEditor.open(workbench, WITH_RESOLVER);
});

afterAll(async () => {
  await opened?.close();
});

pictureFailures(() => page);

/** What is said of the list in the line of the tabs. */
function said() {
  return editor.detail.locator('.tab-head.shown .stream-facts');
}

async function clipboard(): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

const THEMES = [
  ['Light Modern', 'vs', 'light'],
  ['Dark High Contrast', 'hc-black', 'high-contrast'],
  ['Dark Modern', 'vs-dark', 'dark'],
] as const;

describe('the echo of the list', () => {
  const echo = () => editor.detail.getByRole('listbox', { name: 'Echo' });
  const chosen = () => echo().getByRole('option', { selected: true });

  test('is shown with E: what was read and written, and by whom', async () => {
    await editor.applyFilter('proc.name=curl and fd.name=/etc/resolv.conf');
    await editor.waitForCount('7 of 3,640');
    await editor.list.focus();
    await page.keyboard.press('e');
    await expect.poll(() => said().textContent()).toBe('1 call with data');
    await echo().getByText('------ Read 120B from /etc/resolv.conf (curl)', { exact: true }).waitFor();
    await echo()
      .getByText(/^options ndots:5$/m)
      .waitFor();
  });

  test('is marked and copied as text', async () => {
    await echo().press('Control+a');
    await echo().press('Control+c');
    await expect
      .poll(clipboard)
      .toMatch(/^------ Read 120B from \/etc\/resolv\.conf \(curl\)\nnameserver .*\nsearch .*\noptions ndots:5$/);
  });

  test('follows the filter', async () => {
    await editor.applyFilter('proc.name=curl');
    await expect.poll(async () => Number.parseInt((await said().textContent()) ?? '', 10)).toBeGreaterThan(10);
  });

  test('shows the block of the event that is chosen, and chooses the event of a block', async () => {
    await editor.goTo(2483);
    await expect.poll(() => chosen().getAttribute('data-number')).toBe('2483');
    await echo().press('ArrowUp');
    await expect.poll(() => chosen().getAttribute('data-number')).not.toBe('2483');
    const number = (await chosen().getAttribute('data-number')) ?? '';
    await expect.poll(() => editor.selectedRow().getAttribute('data-number')).toBe(number);
  });

  test('is searched, and what is found is marked', async () => {
    const find = editor.detail.getByRole('textbox', { name: 'Find in the echo' });
    await find.fill('NDOTS:');
    await find.press('Enter');
    await expect.poll(() => chosen().getAttribute('data-number')).toBe('2483');
    expect(await editor.frame.evaluate(() => [...(CSS.highlights.get('echo-found') ?? [])].map(String))).toEqual([
      'ndots:',
    ]);
    await find.fill('no such text');
    await find.press('Enter');
    await expect.poll(() => find.getAttribute('aria-invalid')).toBe('true');
    // What is typed anew was not looked for yet.
    await find.fill('');
    await expect.poll(() => find.getAttribute('aria-invalid')).toBe(null);
  });

  test('is legible and without barriers in every theme', async () => {
    for (const [theme, kind, name] of THEMES) {
      await workbench.chooseTheme(theme, kind);
      await screenshot(page, `echo-${name}`);
      expect(await findBarriers(editor.frame)).toEqual([]);
    }
  });

  test('shows data as hex', async () => {
    await editor.detail.getByRole('button', { name: 'Hex', exact: true }).click();
    await echo()
      .getByText(/0x0000: .*nameserver/)
      .waitFor();
    await screenshot(page, 'echo-hex-dark');
    await editor.detail.getByRole('button', { name: 'Text', exact: true }).click();
    await echo().getByText('options ndots:5').waitFor();
  });

  test('is opened as a document beside', async () => {
    await editor.detail.getByRole('button', { name: 'Open', exact: true }).click();
    await workbench.tab(`${WITH_RESOLVER}.echo.txt`).waitFor();
    await page
      .locator('.editor-instance .view-line')
      .getByText(/^------.Read.832B.from/)
      .first()
      .waitFor();
    await workbench.runCommand('View: Close Editor');
  });
});

describe('the files of a capture', () => {
  const files = () => editor.detail.getByRole('grid', { name: 'Files' });
  const row = (text: string) => files().getByRole('row').filter({ hasText: text }).first();
  const find = () => editor.detail.getByRole('textbox', { name: 'Find files' });

  test('are listed with L: those of the events that are kept, or all', async () => {
    await editor.list.focus();
    await page.keyboard.press('l');
    await expect.poll(() => said().textContent()).toMatch(/^\d+ of \d+ files$/);
    const kept = await said().textContent();
    await editor.detail.getByRole('button', { name: 'All', exact: true }).click();
    await expect.poll(() => said().textContent()).toMatch(/^\d+ files$/);
    await editor.detail.getByRole('button', { name: 'All', exact: true }).click();
    await expect.poll(() => said().textContent()).toBe(kept);
  });

  test('are put in the order of a column', async () => {
    const heading = files().getByRole('columnheader', { name: 'Bytes read' });
    await heading.click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    await files().and(editor.frame.locator(':not([aria-busy])')).waitFor();
    const read = () => files().locator('[role=row]:visible [data-column=read]').allTextContents();
    await expect
      .poll(async () => (await read()).map((text) => Number(text.replaceAll(',', ''))))
      .toSatisfy(
        (numbers: number[]) => numbers.length > 2 && numbers.every((size, at) => at === 0 || size <= numbers[at - 1]),
      );
  });

  test('are found by typing, lead to their events, and are opened as they were captured', async () => {
    await files().focus();
    await page.keyboard.type('resolv.conf');
    expect(await find().inputValue()).toBe('resolv.conf');
    await expect.poll(() => said().textContent()).toMatch(/^1 of /);
    await page.keyboard.press('Enter');
    await expect.poll(() => editor.selectedRow().getAttribute('data-number')).toBe('2483');
    expect(await row('/etc/resolv.conf').locator('[data-column=whole]').textContent()).toBe('yes');
    await page.keyboard.press('Enter');
    await workbench.tab('resolv.conf').waitFor();
    await page.locator('.editor-instance .view-line').getByText('options ndots:5').waitFor();
    await workbench.runCommand('View: Close Editor');
  });

  test('are compared from the list: the lines that confd wrote without an address', async () => {
    editor = await CaptureEditor.open(workbench, WITH_TEMPLATE);
    await editor.list.focus();
    await page.keyboard.press('l');
    await files().focus();
    await page.keyboard.type('haproxy.cfg');
    await expect.poll(() => said().textContent()).toMatch(/^2 of /);
    const menu = async (process: string, item: RegExp) => {
      await row(process).locator('[data-column=process]').click({ button: 'right' });
      await editor.frame.getByRole('menuitem', { name: item }).click();
    };
    await menu('confd (', /^Select for compare/);
    for (const [theme, kind, name] of THEMES) {
      await workbench.chooseTheme(theme, kind);
      await screenshot(page, `files-${name}`);
      expect(await findBarriers(editor.frame)).toEqual([]);
    }
    await menu('haproxy (', /^Compare with .*haproxy\.cfg of event 7300/);
    const lines = page.locator('.monaco-diff-editor .view-line');
    await lines.getByText('server frontend2 :80 check').first().waitFor();
    await lines.getByText('server frontend5 :80 check').first().waitFor();
    await screenshot(page, 'files-compared');
    await workbench.runCommand('View: Close Editor');
  });

  test('are saved to the disk', async () => {
    // The page was dropped while the comparison hid it, and is made anew.
    editor = new CaptureEditor(await workbench.customEditorPage());
    await find().fill('haproxy.cfg');
    await expect.poll(() => said().textContent()).toMatch(/^2 of /);
    await row('confd (').locator('[data-column=process]').click();
    await editor.detail.getByRole('button', { name: 'Save', exact: true }).click();
    const input = page.locator('.quick-input-widget .quick-input-box input');
    // The dialog writes its proposal after it is shown.
    await expect.poll(() => input.inputValue()).toMatch(/haproxy\.cfg$/);
    const target = path.join(path.dirname(await input.inputValue()), 'saved.cfg');
    await input.fill(target);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => fs.existsSync(target) && fs.readFileSync(target, 'utf8'))
      .toMatch(/server frontend2 :80 check/);
  });
});

test('nothing went wrong on the way', () => {
  expect(record.errors).toEqual([]);
});
