import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drawnCapture } from '../support/drawnCapture';
import { findBarriers } from './support/accessibility';
import { screenshot } from './support/artifacts';
import type { PageRecord } from './support/browser';
import { CaptureEditor } from './support/captureEditor';
import { pictureFailures } from './support/failurePictures';
import { type OpenWindow, openWindow } from './support/window';
import type { Workbench } from './support/workbench';
import { makeWorkspace } from './support/workspace';

// A filter is written, understood and put right without leaving its line; events are put in order of time.

/** Events of two CPUs, whose buffers were written one after the other. */
const DISORDER = drawnCapture(`
1 10:00:00.000000000 0 sh (1) > close fd=3
2 10:00:00.004000000 0 sh (1) < close res=0
3 10:00:00.001000000 1 cat (2) > close fd=4
4 10:00:00.005000000 1 cat (2) < close res=0
`);

const SAVED = `# Names that are asked for.
filter names: fd.port = 53
filter of the programs: proc.name in (programs)
list programs: curl, dnsmasq
`;

const ALL = '4,036 events';

let opened: OpenWindow | undefined;
let page: Page;
let record: PageRecord;
let workbench: Workbench;
let editor: CaptureEditor;

beforeAll(async () => {
  opened = await openWindow((folder) => {
    const workspace = makeWorkspace(folder);
    fs.writeFileSync(path.join(workspace, 'disorder.scap'), DISORDER);
    fs.writeFileSync(path.join(workspace, 'team.scapfilter'), SAVED);
    return workspace;
  });
  ({ page, record, workbench } = opened);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  editor = new CaptureEditor(await workbench.openCustomEditor('dns-ndots.scap'));
  await editor.waitForCount(ALL);
});

afterAll(async () => {
  await opened?.close();
});

pictureFailures(() => page);

/** A completion that is offered, by its label. */
function offered(label: string) {
  return editor.completions.getByRole('option').filter({ has: editor.frame.getByText(label, { exact: true }) });
}

describe('in the line of the filter', () => {
  beforeEach(async () => {
    await editor.applyFilter('');
    await editor.waitForCount(ALL);
  });

  test('fields are completed, and values with how many events of this capture have them', async () => {
    await editor.filter.focus();
    await page.keyboard.type('proc.na');
    await offered('proc.name').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => editor.filterText()).toBe('proc.name');
    await page.keyboard.type('=');
    expect(await offered('curl').textContent()).toContain('2,233 events');
    await page.keyboard.type('cu');
    await offered('bash').waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await expect.poll(() => editor.filterText()).toBe('proc.name=curl');
    await page.keyboard.press('Enter');
    await editor.waitForCount('2,233 of 4,036');
  });

  test('Enter applies what is written out, although completions are offered', async () => {
    await editor.filter.focus();
    await page.keyboard.type('evt.type=open');
    await editor.completions.waitFor();
    await page.keyboard.press('Enter');
    await editor.frame
      .locator('#match-count')
      .getByText(/ of 4,036$/)
      .waitFor();
    expect(await editor.filterText()).toBe('evt.type=open');
  });

  test('a mistake is underlined, explained, and put right with one press', async () => {
    await editor.applyFilter('evt.type=ipv4');
    await editor.filterError.waitFor();
    await editor.filter.locator('.cm-lintRange-error').waitFor();
    expect(await editor.rowCount()).toBe(4036);
    await editor.filterError.getByRole('button', { name: /fd\.type/ }).click();
    await expect.poll(() => editor.filterText()).toMatch(/^fd\.type *= *ipv4$/);
    await editor.filter.press('Control+Enter');
    await editor.frame
      .locator('#match-count')
      .getByText(/^[1-9][\d,]* of 4,036$/)
      .waitFor();
  });

  test('remedies are reached with the keyboard as well', async () => {
    await editor.writeFilter('evt.type=ipv4');
    await editor.filter.locator('.cm-lintRange-error').waitFor();
    await page.keyboard.press('Control+.');
    await editor.frame.getByRole('menuitem', { name: /fd\.type/ }).press('Enter');
    await expect.poll(() => editor.filterText()).toMatch(/^fd\.type/);
  });

  test('what is pointed at is explained, with a count from this capture', async () => {
    await editor.writeFilter('proc.name=curl');
    await page.keyboard.press('Escape');
    await editor.filter.locator('.token-field').hover();
    const hover = editor.frame.locator('.filter-hover');
    await hover.getByText('2,233 events').waitFor();
    expect(await hover.textContent()).toContain('proc.name');
  });

  test('a transformer says what it takes', async () => {
    await editor.filter.focus();
    await page.keyboard.type('toupper(');
    await editor.frame.locator('.filter-signature').getByText('toupper').waitFor();
  });

  test('older filters come back with the arrows, and what was being written as well', async () => {
    await editor.applyFilter('proc.name=nginx');
    await editor.waitForCount('37 of 4,036');
    await editor.applyFilter('proc.name=curl');
    await editor.waitForCount('2,233 of 4,036');
    await editor.writeFilter('fd.');
    await page.keyboard.press('Escape');
    for (const expected of ['proc.name=curl', 'proc.name=nginx']) {
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => editor.filterText()).toBe(expected);
    }
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => editor.filterText()).toBe('fd.');
  });

  test('Escape goes back to the list and leaves the text', async () => {
    await editor.writeFilter('proc.name=cu');
    await editor.completions.waitFor();
    await page.keyboard.press('Escape');
    await editor.completions.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await expect.poll(() => editor.list.evaluate((list) => list === document.activeElement)).toBe(true);
    expect(await editor.filterText()).toBe('proc.name=cu');
  });
});

describe('a filter need not be written', () => {
  beforeEach(async () => {
    await editor.applyFilter('');
    await editor.waitForCount(ALL);
  });

  test('it is pressed, and pressed away again', async () => {
    const dns = editor.frame.getByRole('button', { name: 'DNS', exact: true });
    await dns.click();
    expect(await editor.filterText()).toBe('fd.port=53');
    await expect.poll(() => dns.getAttribute('aria-pressed')).toBe('true');
    await editor.frame.getByRole('button', { name: 'Errors', exact: true }).click();
    await expect.poll(() => editor.filterText()).toBe('fd.port=53 and evt.failed=true');
    await dns.click();
    await expect.poll(() => editor.filterText()).toBe('evt.failed=true');
  });

  test('it asks for the process of the selected event', async () => {
    await editor.goTo(4583);
    await editor.frame.getByRole('button', { name: 'This process', exact: true }).click();
    await expect.poll(() => editor.filterText()).toMatch(/^proc\.pid=\d+$/);
  });

  test('the bar of ready filters can be hidden, and had back', async () => {
    const bar = editor.frame.locator('#ready-bar');
    await bar.getByRole('button', { name: 'Hide the ready filters' }).click();
    await bar.waitFor({ state: 'hidden' });
    await editor.chooseFromMenu('#more', 'Ready filters');
    await bar.waitFor();
  });

  test('it is chosen from the files of the workspace, with its lists written out', async () => {
    await editor.chooseFromMenu('#saved-filters', 'of the programs');
    await expect.poll(() => editor.filterText()).toBe('proc.name in (curl, dnsmasq)');
  });

  test('it is made of a cell: for it, without it, and with the present one', async () => {
    await editor.goTo(4583);
    const choose = async (sense: RegExp): Promise<void> => {
      await editor.cell(4583, 'process').click({ button: 'right' });
      await editor.frame.getByRole('menuitem', { name: sense }).first().click();
    };
    await choose(/^Filter out proc\.name/);
    await expect.poll(() => editor.filterText()).toBe('not proc.name="curl"');
    await editor.applyFilter('evt.type=sendto');
    await expect.poll(() => editor.rowCount()).toBeLessThan(100);
    await editor.waitForRow(4583);
    await choose(/^And proc\.name/);
    await expect.poll(() => editor.filterText()).toBe('evt.type=sendto and proc.name="curl"');
    // The list has changed: its lines stand elsewhere.
    await editor.waitForCount('4 of 4,036');
    await expect.poll(() => editor.rowCount()).toBe(4);
    await editor.waitForRow(4583);
    await choose(/^Filter for proc\.name/);
    await editor.waitForCount('2,233 of 4,036');
  });

  test('it is made of a row with the keyboard alone', async () => {
    await editor.goTo(4583);
    await editor.list.press('Shift+F10');
    await editor.frame.getByRole('menuitem', { name: /^Filter by proc\.name/ }).press('Enter');
    await editor.frame.getByRole('menuitem', { name: /^Filter for proc\.name/ }).press('Enter');
    await editor.waitForCount('2,233 of 4,036');
  });

  test('it is made of a value in the detail', async () => {
    await editor.goTo(4583);
    await editor.detail.getByRole('button', { name: 'Filter by Name' }).first().click();
    await editor.frame.getByRole('menuitem', { name: /^Filter for proc\.name/ }).click();
    await expect.poll(() => editor.filterText()).toBe('proc.name=curl');
    await editor.waitForCount('2,233 of 4,036');
  });
});

describe('a filter is explained', () => {
  test('part by part, with how many events each keeps', async () => {
    await editor.applyFilter('proc.name=curl and fd.type in (ipv4, ipv6)');
    await editor.frame.locator('#explain-filter').click();
    const part = editor.frame.getByRole('rowheader', { name: 'proc.name=curl', exact: true });
    const row = editor.frame.locator('#explain tr').filter({ has: part });
    await row.waitFor();
    expect(await row.locator('td').allTextContents()).toEqual(['4,036', '2,233', 'drops 1,803', '2,233']);
    expect(await findBarriers(editor.frame)).toEqual([]);
    await page.keyboard.press('Escape');
    await editor.frame.locator('#explain').waitFor({ state: 'hidden' });
  });

  test('while the explanation is pointed at, as well', async () => {
    await editor.list.hover();
    await editor.frame.locator('#explain-filter').hover();
    await editor.frame.locator('#explain').waitFor();
    await editor.list.hover();
    await editor.frame.locator('#explain').waitFor({ state: 'hidden' });
  });

  test('where it keeps nothing: which part removed everything, and the way out', async () => {
    await editor.applyFilter('proc.name=curl and evt.type=setns and fd.port=1');
    const empty = editor.frame.locator('#empty-state.no-match');
    await empty.getByText('drops all of the 2,233 events that come to it').waitFor();
    expect(await empty.locator('.removes-all').textContent()).toContain('evt.type=setns');
    await screenshot(page, 'no-match');
    expect(await findBarriers(editor.frame)).toEqual([]);
    await empty.getByText('Filter without this part').click();
    await expect.poll(() => editor.filterText()).toBe('proc.name=curl and fd.port=1');
    await empty.getByText('Clear filter').click();
    await editor.waitForCount(ALL);
  });
});

describe('a filter is copied', () => {
  test('as sysdig’s command line', async () => {
    await editor.applyFilter('proc.name=curl');
    await editor.waitForCount('2,233 of 4,036');
    await editor.chooseFromMenu('#more', /sysdig command line/);
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(/^sysdig -r dns-ndots\.scap .*proc\.name ?= ?curl/);
  });

  test('or the reason why it cannot be said is given in a sentence', async () => {
    await editor.chooseFromMenu('#more', /Wireshark display filter/);
    const dialog = editor.frame.getByRole('dialog', { name: 'No Wireshark display filter' });
    await dialog.getByText(/proc\.name.*Wireshark/).waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('a capture that is not in order of time', () => {
  let disorder: CaptureEditor;
  const numbers = async (): Promise<string[]> => (await disorder.firstRows(4, ['number'])).flat();

  beforeAll(async () => {
    disorder = new CaptureEditor(await workbench.openCustomEditor('disorder.scap'));
    await disorder.waitForCount('4 events');
  });

  test('keeps the order of its file, and offers the other', async () => {
    expect(await numbers()).toEqual(['1', '2', '3', '4']);
    await disorder.notices.getByRole('button', { name: 'Sort by time' }).click();
    await expect.poll(numbers).toEqual(['1', '3', '2', '4']);
    expect(await disorder.heading('time').getAttribute('aria-sort')).toBe('ascending');
  });

  test('is put in order by its headings, filtered or not', async () => {
    await disorder.applyFilter('evt.num>1');
    await disorder.waitForCount('3 of 4');
    await expect.poll(async () => (await disorder.firstRows(3, ['number'])).flat()).toEqual(['3', '2', '4']);
    await disorder.heading('number').click();
    await expect.poll(async () => (await disorder.firstRows(3, ['number'])).flat()).toEqual(['2', '3', '4']);
    await disorder.applyFilter('');
    await disorder.waitForCount('4 events');
    await disorder.heading('time').click();
    await expect.poll(numbers).toEqual(['1', '3', '2', '4']);
  });
});

test('the page threw nothing, and kept to its content security policy', () => {
  expect(record.errors).toEqual([]);
  expect(record.policyViolations).toEqual([]);
});
