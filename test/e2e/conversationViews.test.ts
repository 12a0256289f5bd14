import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/support/paths.mjs';
import { findBarriers } from './support/accessibility';
import { screenshot } from './support/artifacts';
import type { PageRecord } from './support/browser';
import { CaptureEditor } from './support/captureEditor';
import { type OpenWindow, openWindow } from './support/window';
import type { Workbench } from './support/workbench';

// Ways of looking at what was said: as a sequence of messages, in documents, and in editors of their own.

/** curl asks haproxy, which asks nginx. */
const CHAIN = 'overlay-http-exits.scap';
/** A name is looked up under one search domain after the other; one server never answers. */
const LOOKUPS = 'dns-ndots.scap';
/** curl's call that sends the first request of the chain, haproxy's that sends it on, and curl's that reads the answer. */
const REQUEST = 4243;
const FORWARDED = 4283;

let opened: OpenWindow | undefined;
let page: Page;
let record: PageRecord;
let workbench: Workbench;
let editor: CaptureEditor;

beforeAll(async () => {
  opened = await openWindow(
    (folder) => {
      const workspace = path.join(folder, 'captures');
      fs.mkdirSync(workspace);
      fs.copyFileSync(path.join(root, 'test', 'fixtures', 'captures', CHAIN), path.join(workspace, CHAIN));
      fs.copyFileSync(path.join(root, 'media', 'sample', LOOKUPS), path.join(workspace, LOOKUPS));
      return workspace;
    },
    { 'workbench.colorTheme': 'Default Dark Modern' },
  );
  ({ page, record, workbench } = opened);
  editor = await open(CHAIN);
});

afterAll(async () => {
  await opened?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await screenshot(page, `failed: ${task.name}`.replace(/\W+/g, '-')).catch(() => undefined);
  }
});

async function open(capture: string): Promise<CaptureEditor> {
  const opening = new CaptureEditor(await workbench.openCustomEditor(capture));
  await opening.frame
    .locator('#match-count')
    .getByText(/ events$/)
    .waitFor();
  return opening;
}

/** Draws the detail up as far as it goes: what is below is to be seen at one look. */
async function enlargeDetail(): Promise<void> {
  const splitter = editor.frame.getByRole('separator', { name: 'Height of the detail' });
  await splitter.focus();
  await splitter.press('Home');
}

describe('the sequence of messages', () => {
  const diagram = () => editor.detail.getByRole('grid', { name: 'Sequence of messages' });
  const message = (text: RegExp) => diagram().getByRole('row', { name: text });
  const selected = () => diagram().locator('[role=row][aria-selected=true]');

  test('shows who asked whom, and the way back, with what each answer took', async () => {
    await editor.goTo(REQUEST);
    await editor.list.focus();
    await page.keyboard.press('r');
    await editor.detail.getByRole('button', { name: 'Diagram', exact: true }).click();
    await message(/^curl asks haproxy: GET \/, event 4243$/).waitFor();
    await message(/^haproxy asks nginx: GET \/, added: x-forwarded-for, event 4283$/).waitFor();
    await message(/^nginx answers haproxy after 550.*: 200 OK/).waitFor();
    await message(/^haproxy answers curl after 1\.68ms: 200 OK/).waitFor();
    for (const name of ['curl', 'haproxy', 'nginx']) await diagram().getByRole('columnheader', { name }).waitFor();
    expect(await selected().getAttribute('aria-label')).toMatch(/^curl asks haproxy/);
    await screenshot(page, 'sequence-chain-dark');
    expect(await findBarriers(editor.frame)).toEqual([]);
  });

  test('is walked with the arrows, the event with it, and Enter leads to the event in the list', async () => {
    await diagram().focus();
    await page.keyboard.press('ArrowDown');
    await editor.waitForDetail(FORWARDED);
    expect(await selected().getAttribute('aria-label')).toMatch(/^haproxy asks nginx/);
    await editor.detail
      .locator('dt.added')
      .getByText(/x-forwarded-for/)
      .waitFor();
    await page.keyboard.press('Enter');
    expect(await editor.list.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await editor.selectedRow().getAttribute('data-number')).toBe(String(FORWARDED));
  });

  test('follows the event that is selected', async () => {
    await editor.goTo(REQUEST);
    await expect.poll(() => selected().getAttribute('aria-label')).toMatch(/^curl asks haproxy/);
  });

  test('shows at one look which question is never answered, and the pauses after it', async () => {
    editor = await open(LOOKUPS);
    await editor.list.focus();
    await page.keyboard.press('r');
    await editor.detail.getByRole('button', { name: 'Diagram', exact: true }).click();
    await enlargeDetail();
    await message(/^dnsmasq asks python3: A backend\.critical-app\.example\.localdomain, no answer/)
      .first()
      .waitFor();
    await message(/^5\.00 s without a message$/)
      .first()
      .waitFor();
    await screenshot(page, 'sequence-pauses-dark');
    for (const [theme, kind] of [
      ['Light Modern', 'vs'],
      ['Dark High Contrast', 'hc-black'],
    ] as const) {
      await workbench.chooseTheme(theme, kind);
      await screenshot(page, `sequence-pauses-${kind}`);
      expect(await findBarriers(editor.frame)).toEqual([]);
    }
    await workbench.chooseTheme('Dark Modern', 'vs-dark');
  });
});

test('nothing went wrong on the way', () => {
  expect(record.errors).toEqual([]);
});
