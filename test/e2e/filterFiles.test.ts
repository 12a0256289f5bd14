import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { screenshot } from './support/artifacts';
import { CaptureEditor } from './support/captureEditor';
import { pictureFailures } from './support/failurePictures';
import { FilterEditor, writeFilters } from './support/filterEditor';
import { type OpenWindow, openWindow } from './support/window';
import type { Workbench } from './support/workbench';
import { makeWorkspace } from './support/workspace';

// Files with filters in a real VS Code window, beside a capture that is open.

const FILE = 'dns.scapfilter';

const TEXT = `# What looks names up.
macro lookup: fd.port = 53

# The story of the sample.
filter Lookups of curl:
  lookup and proc.name = curl

filter Mistaken: evt.type=ipv4
`;

let opened: OpenWindow | undefined;
let page: Page;
let workbench: Workbench;
let editor: FilterEditor;

beforeAll(async () => {
  opened = await openWindow(
    (profile) => {
      const folder = makeWorkspace(profile);
      writeFilters(folder, FILE, TEXT);
      return folder;
    },
    { 'workbench.colorTheme': 'Default Dark Modern' },
  );
  ({ page, workbench } = opened);
  const capture = new CaptureEditor(await workbench.openCustomEditor('dns-ndots.scap'));
  await capture.waitForCount('4,036 events');
  const unreadable = new CaptureEditor(await workbench.openCustomEditor('not-a-capture.scap'));
  await unreadable.frame.locator('.notice.error').first().waitFor();
  await workbench.openFromExplorer(FILE);
  editor = new FilterEditor(page);
});

afterAll(() => opened?.close());

pictureFailures(() => page);

describe('a file with filters', () => {
  test('says above each filter how many events of the open capture it keeps', async () => {
    await editor.lenses
      .filter({ hasText: /^\d+ events in dns-ndots\.scap · Show$/ })
      .first()
      .waitFor();
  });

  test('says nothing of an open capture that could not be read', async () => {
    await editor.lenses.first().waitFor();
    expect(await editor.lenses.filter({ hasText: 'not-a-capture.scap' }).count()).toBe(0);
  });

  test('has a way out of the mistake of the published investigation', async () => {
    await editor.problems.first().waitFor();
    await editor.askFixes('ipv4', /fd\.type/);
    await screenshot(page, 'filter-quick-fix');
    await page.keyboard.press('Enter');
    await expect.poll(() => editor.text()).toContain('filter Mistaken: fd.type=ipv4');
    await editor.problems.first().waitFor({ state: 'detached' });
  });

  test('completes fields, operators, and values of the open capture with their counts', async () => {
    await editor.goToEnd();
    await page.keyboard.type('\nfilter New: proc.na');
    await editor.suggestion('proc.name').first().waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => editor.text()).toContain('filter New: proc.name');
    await page.keyboard.type(' = ');
    const curl = editor.suggestion('curl');
    await curl.waitFor();
    await expect.poll(() => curl.textContent()).toMatch(/[\d,]+ events/);
    await screenshot(page, 'filter-values');
    await page.keyboard.type('cu');
    await curl.waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => editor.text()).toContain('filter New: proc.name = curl');
  });

  test('renames a macro wherever it is used', async () => {
    await editor.clickOn('lookup');
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box input');
    await box.waitFor();
    await box.fill('name_lookup');
    await box.press('Enter');
    await expect.poll(() => editor.text()).toContain('macro name_lookup: fd.port = 53');
    expect(await editor.text()).toContain('  name_lookup and proc.name = curl');
  });

  test('shows the events of a filter in the editor of the capture', async () => {
    const lens = editor.lenses.filter({ hasText: /events in dns-ndots\.scap · Show$/ }).first();
    await lens.waitFor();
    const count = /^[\d,]+/.exec((await lens.textContent()) ?? '')?.[0];
    await screenshot(page, 'filter-file');
    await lens.click();
    const capture = new CaptureEditor(await workbench.customEditorPage());
    await expect.poll(() => capture.filterText()).toBe('(fd.port = 53) and proc.name = curl');
    await expect.poll(() => capture.matchCount.textContent()).toContain(`${count} `);
    await capture.firstRows(3, ['number']);
    await screenshot(page, 'filter-shown');
  });
});
