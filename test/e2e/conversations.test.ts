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

// What was said over an overlay network: packets, conversations and transactions in a real window.

const CAPTURE = 'overlay-http-exits.scap';
/** A capture in which confd writes a file of haproxy anew. */
const WITH_FILES = 'confd-template-classic.scap';
/** The packet with curl's request as flanneld reads it, and curl's own call that sends the request. */
const GET_PACKET = 4286;
const REQUEST = 4243;

let opened: OpenWindow | undefined;
let workspace = '';
let page: Page;
let record: PageRecord;
let workbench: Workbench;
let editor: CaptureEditor;

beforeAll(async () => {
  opened = await openWindow(
    (folder) => {
      workspace = makeFolderOf(folder, CAPTURE, WITH_FILES);
      return workspace;
    },
    { 'workbench.colorTheme': 'Default Dark Modern' },
  );
  ({ page, record, workbench } = opened);
  editor = await CaptureEditor.open(workbench, CAPTURE);
});

afterAll(async () => {
  await opened?.close();
});

pictureFailures(() => page);

function tab(name: string) {
  return editor.detail.getByRole('tab', { name, exact: true });
}

describe('the packet of an event', () => {
  test('is shown with P: its line, its fields, its bytes, and where it was seen', async () => {
    await editor.goTo(GET_PACKET);
    await editor.list.focus();
    await page.keyboard.press('p');
    await editor.detail.getByText(/HTTP \d+ GET \/ HTTP\/1\.1/).waitFor();
    const tree = editor.detail.getByRole('tree', { name: 'Fields of the packet' });
    await tree.getByRole('treeitem', { name: /Internet Protocol/ }).waitFor();
    expect(await editor.detail.locator('.packet-hop .link').count()).toBeGreaterThan(1);
    await page.keyboard.press('ArrowRight');
    await screenshot(page, 'packet-dark');
  });

  test('has a field for each byte, and bytes for each field', async () => {
    const tree = editor.detail.getByRole('tree', { name: 'Fields of the packet' });
    await tree.getByRole('treeitem', { name: /Transmission Control Protocol/ }).click();
    const marked = () =>
      editor.frame.evaluate(() =>
        [...(CSS.highlights.get('hex-mark') ?? [])].map((range) => String(range)).filter((text) => text.length > 0),
      );
    expect((await marked()).length).toBeGreaterThan(1);
    await editor.detail.getByRole('region', { name: 'Bytes of the packet' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await tree.getByRole('treeitem', { selected: true }).textContent()).toMatch(/port/i);
    expect((await marked())[0]).toHaveLength(4);
  });

  test('leads to the other places where it was seen, and Escape back to the list', async () => {
    const other = editor.detail.locator('.packet-hop:not(.current) .link').first();
    const number = Number(/event (\d+)/.exec((await other.textContent()) ?? '')?.[1]);
    await other.click();
    await editor.waitForDetail(number);
    await page.keyboard.press('Escape');
    expect(await editor.list.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('cannot be chosen where an event has none, and the tab says why', async () => {
    await tab('Event').click();
    await editor.goTo(REQUEST);
    expect(await tab('Packet').getAttribute('aria-disabled')).toBe('true');
    expect(await tab('Packet').getAttribute('title')).toMatch(/carries no packet/);
  });
});

describe('the stream of an event', () => {
  test('is followed with F: both directions, with what each end is', async () => {
    await editor.goTo(REQUEST);
    await editor.list.focus();
    await page.keyboard.press('f');
    const stream = editor.detail.getByRole('grid', { name: 'Stream' });
    await stream.getByText('GET / HTTP/1.1').waitFor();
    await stream.getByText('HTTP/1.1 200 OK').waitFor();
    await editor.detail.getByRole('button', { name: /^haproxy/ }).waitFor();
    await screenshot(page, 'stream-dark');
    expect(await findBarriers(editor.frame)).toEqual([]);
  });

  test('leads from a line to its event', async () => {
    const stream = editor.detail.getByRole('grid', { name: 'Stream' });
    await stream.getByText('HTTP/1.1 200 OK').click();
    await expect
      .poll(async () => Number(await editor.detail.getAttribute('data-event-number')))
      .toBeGreaterThan(REQUEST);
    expect(await editor.selectedRow().getAttribute('data-number')).toBe(
      await editor.detail.getAttribute('data-event-number'),
    );
  });

  test('is searched', async () => {
    const find = editor.detail.getByRole('textbox', { name: 'Find in the stream' });
    await find.fill('host:');
    await find.press('Enter');
    await expect
      .poll(() => editor.detail.locator('.stream-panel [role=row][aria-selected=true]').textContent())
      .toMatch(/Host:/i);
  });

  test('is shown as hex and call by call', async () => {
    await editor.detail.getByRole('button', { name: 'Hex', exact: true }).click();
    await editor.detail.getByRole('grid', { name: 'Stream' }).getByText('GET / HTTP/1.1').waitFor();
    await screenshot(page, 'stream-hex-dark');
    await editor.detail.getByRole('button', { name: 'Calls', exact: true }).click();
    await editor.detail.getByRole('columnheader', { name: 'Bytes', exact: true }).waitFor();
    await screenshot(page, 'stream-calls-dark');
  });

  test.for([1024, 1440, 1920])('leads to its other end, whatever room there is: %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    const other = editor.detail.getByRole('button', { name: /^haproxy/ });
    // Whole, and not below anything: its edges are seen, too.
    const isReachable = () =>
      other.evaluate((link) => {
        const { left, right, top, bottom } = link.getBoundingClientRect();
        const middle = (top + bottom) / 2;
        return [left + 1, right - 1].every((x) => document.elementFromPoint(x, middle) === link);
      });
    await expect.poll(isReachable).toBe(true);
    for (const [name, theme, kind] of [
      ['light', 'Light Modern', 'vs'],
      ['high-contrast', 'Dark High Contrast', 'hc-black'],
      ['dark', 'Dark Modern', 'vs-dark'],
    ] as const) {
      await workbench.chooseTheme(theme, kind);
      await screenshot(page, `stream-${width}-${name}`);
    }
  });

  test('stays legible in a light theme', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await editor.detail.getByRole('button', { name: 'Text', exact: true }).click();
    await workbench.chooseTheme('Light Modern', 'vs');
    await screenshot(page, 'stream-light');
    expect(await findBarriers(editor.frame)).toEqual([]);
    await editor.goTo(GET_PACKET);
    await tab('Packet').click();
    await editor.detail.getByRole('treeitem').first().waitFor();
    await screenshot(page, 'packet-light');
    expect(await findBarriers(editor.frame)).toEqual([]);
  });
});

describe('transactions', () => {
  const list = () => editor.detail.getByRole('grid', { name: 'Transactions' });

  test('are listed with R, those that they caused below them, with what was added', async () => {
    await workbench.chooseTheme('Dark Modern', 'vs-dark');
    await editor.goTo(REQUEST);
    await editor.list.focus();
    await page.keyboard.press('r');
    await list().getByText('curl ▸ haproxy').first().waitFor();
    await list()
      .getByText(/└ haproxy ▸ nginx/)
      .first()
      .waitFor();
    await list()
      .getByText(/\+ .*x-forwarded-for/)
      .first()
      .waitFor();
    await editor.detail.getByText('Copy as curl').waitFor();
    await screenshot(page, 'transactions-dark');
    expect(await findBarriers(editor.frame)).toEqual([]);
  });

  test('lead to their events, and are shown in full', async () => {
    await list()
      .getByText(/└ haproxy ▸ nginx/)
      .first()
      .click();
    await expect.poll(() => editor.selectedRow().getAttribute('data-number')).toBe('4283');
    await editor.detail
      .locator('dt.added')
      .getByText(/x-forwarded-for/)
      .waitFor();
  });

  test('follow the filter, or are all', async () => {
    const count = editor.detail.locator('.tab-head.shown .stream-facts');
    const all = await count.textContent();
    await editor.applyFilter('evt.num = 4243');
    await expect.poll(() => count.textContent()).toMatch(/^2 of /);
    await editor.detail.getByRole('button', { name: 'All', exact: true }).click();
    await expect.poll(() => count.textContent()).toBe(all);
    await editor.applyFilter('');
    await workbench.chooseTheme('Light Modern', 'vs');
    await screenshot(page, 'transactions-light');
    expect(await findBarriers(editor.frame)).toEqual([]);
  });
});

describe('packets for Wireshark', () => {
  /** Runs a command that asks for a file, names one, and gives the packets in it: blocks of type 6 of pcapng. */
  async function saved(command: string, name: string): Promise<Buffer[]> {
    const target = path.join(workspace, name);
    await workbench.runCommand(command);
    const input = page.locator('.quick-input-widget .quick-input-box input');
    // The dialog writes its proposal after it is shown.
    const proposed = () => input.inputValue().catch(() => '');
    await expect.poll(proposed, { timeout: 30_000 }).toMatch(/overlay-http-exits\.pcapng$/);
    await input.fill(target);
    await page.locator('.quick-input-widget .monaco-button', { hasText: 'OK' }).click();
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    const written = () => fs.statSync(target, { throwIfNoEntry: false })?.size ?? 0;
    await expect.poll(written, { timeout: 30_000 }).toBeGreaterThan(0);
    const file = fs.readFileSync(target);
    const packets: Buffer[] = [];
    for (let at = 0; at < file.length; at += file.readUInt32LE(at + 4)) {
      if (file.readUInt32LE(at) === 6) packets.push(file.subarray(at, at + file.readUInt32LE(at + 4)));
    }
    return packets;
  }

  test('are written of what is listed, or of the conversation of the chosen event', async () => {
    await editor.applyFilter(`evt.num = ${GET_PACKET}`);
    await editor.goTo(GET_PACKET);
    const packets = await saved('Scaplens: Save Packets of the Listed Events as pcapng…', 'packets.pcapng');
    expect(packets).toHaveLength(1);
    expect(packets[0].includes(`event ${GET_PACKET}: flanneld`)).toBe(true);
    await editor.applyFilter('');
    await editor.goTo(REQUEST);
    const one = await saved("Scaplens: Save the Selected Event's Conversation as pcapng…", 'conversation.pcapng');
    expect(one.some((packet) => packet.includes(`event ${REQUEST}: curl`))).toBe(true);
    const all = await saved('Scaplens: Save Conversations of the Listed Events as pcapng…', 'conversations.pcapng');
    expect(all.length).toBeGreaterThan(5 * one.length);
  });
});

describe('files of a capture', () => {
  test('are chosen from a list and opened with their language, and two are compared', async () => {
    const choose = async (text: string) => {
      const input = page.locator('.quick-input-widget input[type=text]:visible');
      await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
      await input.fill(text);
      await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
      await input.press('Enter');
    };
    // A page that takes the focus when its list comes would close the question.
    await new CaptureEditor(await workbench.openCustomEditor(WITH_FILES)).waitForCount('11,201 events');
    await workbench.runCommand('Scaplens: Compare Captured Files…');
    await page.locator('.quick-input-title').getByText('Compare a file').waitFor();
    await choose('haproxy.cfg');
    await page.locator('.quick-input-title').getByText('with …').waitFor();
    await choose('haproxy.cfg');
    await page.locator('.monaco-diff-editor').waitFor();
    await page
      .locator('.monaco-diff-editor .view-line')
      .getByText(/frontend/)
      .first()
      .waitFor();
    await screenshot(page, 'captured-files-light');
  });
});

test('nothing went wrong on the way', () => {
  expect(record.errors).toEqual([]);
});
