import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { screenshot } from './support/artifacts';
import { CaptureEditor } from './support/captureEditor';
import { pictureFailures } from './support/failurePictures';
import { writeFilters } from './support/filterEditor';
import { type OpenWindow, openWindow } from './support/window';
import type { Workbench } from './support/workbench';
import { makeWorkspace } from './support/workspace';

// What the editor has from its workspace: names for filters, the version they are written for; and the way back.

const ALL = '4,036 events';

let opened: OpenWindow | undefined;
let page: Page;
let workbench: Workbench;
let editor: CaptureEditor;
let folder: string;

beforeAll(async () => {
  opened = await openWindow((profile) => {
    folder = makeWorkspace(profile);
    writeFilters(folder, 'team.scapfilter', 'macro lookups: fd.port in (name_ports)\nlist name_ports: 53\n');
    return folder;
  });
  ({ page, workbench } = opened);
  editor = new CaptureEditor(await workbench.openCustomEditor('dns-ndots.scap'));
  await editor.waitForCount(ALL);
});

afterAll(() => opened?.close());

pictureFailures(() => page);

const matching = (): Promise<string | null> => editor.matchCount.textContent();

describe("the workspace's names, in the box of the filter", () => {
  test('are offered, are no mistakes, and keep what they stand for', async () => {
    await editor.filter.focus();
    await page.keyboard.type('looku');
    await editor.completions.getByRole('option').filter({ hasText: 'lookups' }).waitFor();
    await screenshot(page, 'macro-in-box');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+Enter');
    await expect.poll(matching).toMatch(/^[1-9][\d,]* of 4,036$/);
    const named = await matching();
    expect(await editor.filterText()).toBe('lookups');
    await editor.applyFilter('fd.port = 53');
    await expect.poll(() => editor.frame.locator('#explain-filter').isVisible()).toBe(true);
    await expect.poll(matching).toBe(named);
  });

  test('mean at once what the file says after a change', async () => {
    await editor.applyFilter('lookups');
    await expect.poll(matching).toMatch(/ of 4,036$/);
    fs.writeFileSync(path.join(folder, 'team.scapfilter'), 'macro lookups: proc.name = curl\n');
    await editor.waitForCount('2,233 of 4,036');
  });
});

describe('the version that filters are written for', () => {
  test('is heeded while the editor is open, as soon as it is set', async () => {
    await editor.writeFilter('proc.name regex cu.*');
    await editor.filter.locator('.token-field').first().waitFor();
    expect(await editor.filter.locator('.cm-lintRange-warning').count()).toBe(0);
    const settings = path.join(folder, '.vscode');
    fs.mkdirSync(settings);
    fs.writeFileSync(path.join(settings, 'settings.json'), '{ "scaplens.filter.targetVersion": "0.29.3" }');
    await editor.filter.locator('.cm-lintRange-warning').first().waitFor();
    await screenshot(page, 'target-version');
    fs.writeFileSync(path.join(settings, 'settings.json'), '{}');
    await editor.filter.locator('.cm-lintRange-warning').first().waitFor({ state: 'detached' });
  });
});

describe('the way back', () => {
  /** Waits until an event is chosen, here and in the detail. */
  const waitForChosen = async (number: number): Promise<void> => {
    await expect.poll(() => editor.selectedRow().getAttribute('data-number')).toBe(String(number));
  };

  const goTo = async (number: number): Promise<void> => {
    await page.keyboard.press('g');
    await page.keyboard.type(String(number));
    await page.keyboard.press('Enter');
    await waitForChosen(number);
  };

  test('leads with the keys of VS Code through events that were jumped to', async () => {
    await editor.applyFilter('');
    await editor.waitForCount(ALL);
    await editor.list.focus();
    await page.keyboard.press('Home');
    await editor.selectedRow().waitFor();
    const first = Number(await editor.selectedRow().getAttribute('data-number'));
    await goTo(2000);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => editor.selectedRow().getAttribute('data-number')).not.toBe('2000');
    const walked = Number(await editor.selectedRow().getAttribute('data-number'));
    await goTo(3000);
    await page.keyboard.press('Alt+ArrowLeft');
    await waitForChosen(walked);
    await page.keyboard.press('Alt+ArrowLeft');
    await waitForChosen(first);
    await page.keyboard.press('Alt+ArrowRight');
    await waitForChosen(walked);
    await page.keyboard.press('Alt+ArrowRight');
    await waitForChosen(3000);
    expect(await workbench.tab('dns-ndots.scap').isVisible()).toBe(true);
  });

  test('is kept while another tab is looked at', async () => {
    await workbench.openFromExplorer('notes.txt');
    await workbench.tab('dns-ndots.scap').click();
    editor = new CaptureEditor(await workbench.customEditorPage());
    await waitForChosen(3000);
    await editor.list.focus();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(() => editor.selectedRow().getAttribute('data-number')).not.toBe('3000');
  });
});

describe('the columns', () => {
  const headings = (): Promise<(string | null)[]> =>
    editor.list
      .locator('[data-heading]')
      .evaluateAll((elements) => elements.map((each) => each.getAttribute('data-heading')));

  const openMenu = async (): Promise<void> => {
    await editor.frame.getByRole('button', { name: 'Columns' }).click();
  };

  /** How far the left edges of headings and of the cells of a row are apart at most, in pixels. */
  const misalignment = (): Promise<number> =>
    editor.list.evaluate((list) => {
      const lefts = (selector: string): number[] =>
        [...list.querySelectorAll(selector)].map((each) => each.getBoundingClientRect().left);
      const row = list.querySelector('[role=row][data-number]:not([hidden])')?.id ?? '';
      const cells = lefts(`#${row} > [role=gridcell]`);
      return Math.max(...lefts('[data-heading]').map((left, index) => Math.abs(left - (cells[index] ?? -1e6))));
    });

  test('are moved by dragging a heading, which does not sort', async () => {
    const event = await editor.heading('event').boundingBox();
    const process = await editor.heading('process').boundingBox();
    if (!event || !process) throw new Error('no headings');
    await page.mouse.move(event.x + 30, event.y + 10);
    await page.mouse.down();
    await page.mouse.move(process.x + 40, process.y + 10, { steps: 8 });
    await page.mouse.move(process.x + 10, process.y + 10, { steps: 4 });
    await screenshot(page, 'column-dragged');
    await page.mouse.up();
    await expect
      .poll(headings)
      .toEqual(['number', 'time', 'delta', 'cpu', 'event', 'process', 'tid', 'direction', 'fd', 'details']);
    expect(await editor.heading('number').getAttribute('aria-sort')).toBe('ascending');
    expect(await misalignment()).toBeLessThan(1);
  });

  test('are moved with the keyboard in their menu', async () => {
    await openMenu();
    await editor.frame.getByRole('menuitemcheckbox', { name: 'Event', exact: true }).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(async () => (await headings()).slice(4, 6)).toEqual(['process', 'event']);
    expect(await editor.frame.locator('.menu-item:focus').textContent()).toContain('Event');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(async () => (await headings()).slice(4, 6)).toEqual(['event', 'process']);
    await page.keyboard.press('Escape');
  });

  test.each([
    ['Containers', 'container.name'],
    ['Kubernetes', 'k8s.pod.name'],
    ['Network', 'fd.sport'],
    ['Files', 'fd.directory'],
  ])('of the preset %s show what belongs to it', async (preset, column) => {
    await openMenu();
    await editor.frame.getByRole('menuitemcheckbox', { name: preset, exact: true }).click();
    await expect.poll(headings).toContain(column);
    await expect.poll(misalignment).toBeLessThan(1);
    await screenshot(page, `columns-${preset.toLowerCase()}`);
  });

  test('show the fields of the events', async () => {
    await editor.applyFilter('fd.filename exists');
    await expect
      .poll(() => editor.list.locator('[role=row][data-number] [data-column="fd.filename"]').first().textContent())
      .toMatch(/\S/);
  });

  test('are the same in every capture of the workspace, and after the window was reloaded', async () => {
    const before = await headings();
    await workbench.reload();
    editor = new CaptureEditor(await workbench.openCustomEditor('compressed.scap.gz'));
    await expect.poll(headings).toEqual(before);
    await openMenu();
    await editor.frame.getByRole('menuitemcheckbox', { name: 'Default', exact: true }).click();
    await expect
      .poll(headings)
      .toEqual(['number', 'time', 'delta', 'cpu', 'process', 'tid', 'direction', 'event', 'fd', 'details']);
  });
});
