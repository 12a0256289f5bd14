import fs from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBarriers } from './support/accessibility';
import { screenshot } from './support/artifacts';
import type { PageRecord } from './support/browser';
import { CaptureEditor } from './support/captureEditor';
import { pictureFailures } from './support/failurePictures';
import { type OpenWindow, openWindow } from './support/window';
import type { Workbench } from './support/workbench';
import { makeFolderOf } from './support/workspace';

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
  opened = await openWindow((folder) => makeFolderOf(folder, CHAIN, LOOKUPS), {
    'workbench.colorTheme': 'Default Dark Modern',
  });
  ({ page, record, workbench } = opened);
  editor = await CaptureEditor.open(workbench, CHAIN);
});

afterAll(async () => {
  await opened?.close();
});

pictureFailures(() => page);

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
    editor = await CaptureEditor.open(workbench, LOOKUPS);
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

describe('the detail in an editor of its own', () => {
  let beside: Frame;
  const besideEvent = () => beside.locator('#detail').getAttribute('data-event-number');
  const focusIsIn = (frame: Frame) => frame.evaluate(() => document.hasFocus());

  /** The page that has the detail alone, once it is there. */
  async function besidePage(): Promise<Frame> {
    const there = async (): Promise<Frame | undefined> => {
      for (const frame of page.frames()) {
        if (
          (await frame
            .locator('main.detail-page')
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      }
      return undefined;
    };
    await expect.poll(async () => (await there()) !== undefined, { timeout: 20_000 }).toBe(true);
    const frame = await there();
    if (!frame) throw new Error('The page is gone.');
    return frame;
  }

  test('is opened beside the list with B, in the view that is shown', async () => {
    editor = await CaptureEditor.open(workbench, CHAIN);
    await editor.goTo(REQUEST);
    await editor.list.focus();
    await page.keyboard.press('f');
    await editor.detail.getByRole('grid', { name: 'Stream' }).getByText('GET / HTTP/1.1').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('b');
    beside = await besidePage();
    await beside.getByRole('grid', { name: 'Stream' }).getByText('HTTP/1.1 200 OK').first().waitFor();
    await page.locator('.tab', { hasText: `Stream: ${CHAIN}` }).waitFor();
    await screenshot(page, 'beside-stream-dark');
    expect(await findBarriers(beside)).toEqual([]);
  });

  test('follows what is chosen in the list, and leads back there', async () => {
    await editor.goTo(FORWARDED);
    await expect.poll(besideEvent).toBe(String(FORWARDED));
    const stream = beside.getByRole('grid', { name: 'Stream' });
    // Until then the lines on screen are those of the stream before, which has an answer, too.
    await stream.locator('[role=row][aria-selected=true]').getByText(String(FORWARDED)).waitFor();
    await stream.getByText('HTTP/1.1 200 OK').first().click();
    await expect.poll(() => editor.detail.getAttribute('data-event-number')).toBe('4329');
    await expect.poll(besideEvent).toBe('4329');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusIsIn(editor.frame)).toBe(true);
    expect(await editor.list.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('turns to the other views with their keys', async () => {
    await beside.getByRole('grid', { name: 'Stream' }).focus();
    await page.keyboard.press('r');
    await beside.getByRole('button', { name: 'Diagram', exact: true }).click();
    const diagram = beside.getByRole('grid', { name: 'Sequence of messages' });
    await diagram
      .getByRole('row', { name: /^nginx answers haproxy/ })
      .first()
      .waitFor();
    await page.locator('.tab', { hasText: `Transactions: ${CHAIN}` }).waitFor();
    await screenshot(page, 'beside-diagram-dark');
  });

  test('stays at its event where that is wanted, also through a reload of the window', async () => {
    await beside.getByRole('button', { name: 'Stay at this event' }).click();
    await editor.goTo(REQUEST);
    expect(await besideEvent()).toBe('4329');
    await workbench.reload();
    editor = new CaptureEditor(await capturePage());
    beside = await besidePage();
    await expect.poll(besideEvent).toBe('4329');
    const pin = beside.getByRole('button', { name: 'Stay at this event' });
    expect(await pin.getAttribute('aria-pressed')).toBe('true');
    await pin.click();
    await editor.goTo(FORWARDED);
    await expect.poll(besideEvent).toBe(String(FORWARDED));
    await page
      .locator('.tab', { hasText: `Transactions: ${CHAIN}` })
      .getByRole('button', { name: /^Close/ })
      .click();
  });

  /** The page with the list; a window with several pages has no other way to tell them apart. */
  async function capturePage(): Promise<Frame> {
    const there = async (): Promise<Frame | undefined> => {
      for (const frame of page.frames()) {
        if (
          (await frame
            .getByRole('grid', { name: 'Events' })
            .count()
            .catch(() => 0)) > 0
        )
          return frame;
      }
      return undefined;
    };
    await expect.poll(async () => (await there()) !== undefined, { timeout: 30_000 }).toBe(true);
    const frame = await there();
    if (!frame) throw new Error('The page is gone.');
    return frame;
  }
});

describe('the way from an event to its bytes and back', () => {
  /** The packet with the request, as flanneld reads it; and the last call of curl's connection. */
  const PACKET = 4286;
  const LAST = 4347;
  const hasFocus = (role: 'grid' | 'tree', name: string) =>
    editor.frame.getByRole(role, { name }).evaluate((element) => element === document.activeElement);
  const selectedEvent = () => editor.selectedRow().getAttribute('data-number');

  test('leads to the packet with P, and back with Escape', async () => {
    await editor.goTo(PACKET);
    await editor.list.focus();
    await page.keyboard.press('p');
    await expect.poll(() => hasFocus('tree', 'Fields of the packet')).toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    expect(await hasFocus('grid', 'Events')).toBe(true);
    expect(await selectedEvent()).toBe(String(PACKET));
  });

  test('leads to the stream with F, from its lines to their events, and back with Enter', async () => {
    await editor.goTo(REQUEST);
    await editor.list.focus();
    await page.keyboard.press('f');
    await expect.poll(() => hasFocus('grid', 'Stream')).toBe(true);
    await page.keyboard.press('End');
    await editor.waitForDetail(LAST);
    await page.keyboard.press('Enter');
    expect(await hasFocus('grid', 'Events')).toBe(true);
    await expect.poll(selectedEvent).toBe(String(LAST));
    await page.keyboard.press('f');
    await expect.poll(() => hasFocus('grid', 'Stream')).toBe(true);
    expect(await editor.detail.locator('.stream-panel [aria-selected=true]').textContent()).toMatch(/It works/);
  });
});

describe('a conversation as a document', () => {
  /** haproxy's answer to curl's second request, with a body of JSON. */
  const JSON_REQUEST = 5054;

  test('is opened with the language of what it holds', async () => {
    await editor.goTo(JSON_REQUEST);
    await editor.list.focus();
    await page.keyboard.press('r');
    await editor.detail.getByRole('button', { name: 'List', exact: true }).click();
    await editor.detail.getByRole('button', { name: 'Open body' }).first().click();
    await page.locator('.tab.active', { hasText: /^event-\d+-body/ }).waitFor();
    await page.locator('.statusbar-item', { hasText: 'JSON' }).waitFor();
    await page.locator('.monaco-editor .view-line').getByText('host2').first().waitFor();
    await screenshot(page, 'body-document-dark');
    await workbench.runCommand('View: Close Editor');
  });

  test('is saved byte for byte, and what the capture lacks is said and left out', async () => {
    await editor.list.focus();
    await page.keyboard.press('f');
    await editor.detail.getByRole('grid', { name: 'Stream' }).getByText('GET /api').first().waitFor();
    await editor.detail.getByRole('button', { name: 'Open or save' }).click();
    await editor.frame.getByRole('menuitem', { name: 'Save what was written…' }).click();
    const input = page.locator('.quick-input-widget:visible .quick-input-box input');
    await expect.poll(() => input.inputValue()).toMatch(/event-5054-written\.bin$/);
    const target = (await input.inputValue()).replace(/[^/]*$/, 'saved.bin');
    await input.fill(target);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => fs.existsSync(target) && fs.readFileSync(target, 'latin1'))
      .toMatch(/^GET \/api\?user=42 HTTP\/1\.1\r\n/);
  });
});

test('nothing went wrong on the way', () => {
  expect(record.errors).toEqual([]);
});
