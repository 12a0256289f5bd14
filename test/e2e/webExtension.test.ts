import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodeServer, startCodeServer } from '../../scripts/support/codeServer.mjs';
import { makeProfile, removeProfile } from '../../scripts/support/profile.mjs';
import { timelineText } from '../../src/session/timeline/timelineFile';
import { screenshot, writeArtifact } from './support/artifacts';
import { launchBrowser, newPage, type PageRecord } from './support/browser';
import { CaptureEditor } from './support/captureEditor';
import { pictureFailures } from './support/failurePictures';
import { FilterEditor } from './support/filterEditor';
import { addWebExtension, type ServedExtension, serveExtension } from './support/servedExtension';
import { Workbench } from './support/workbench';
import { addCapture, makeWorkspace } from './support/workspace';

// The extension in VS Code's extension host in the browser, as on vscode.dev: its `browser` entry, from a server of its own,
// with captures that only VS Code can read.

/** curl asks haproxy, over an overlay network. */
const OVERLAY = 'overlay-http-exits.scap';
const REQUEST = 4243;
const GET_PACKET = 4286;
/** One MiB more than is read where there is no disk; it holds nothing. */
const BEYOND = { name: 'beyond-the-limit.scap', size: 257 * 1024 * 1024 };
const FILTERS = 'dns.scapfilter';

const profile = makeProfile();
let server: CodeServer | undefined;
let served: ServedExtension | undefined;
let browser: Browser | undefined;
let page: Page;
let record: PageRecord;
let workbench: Workbench;

beforeAll(async () => {
  const folder = makeWorkspace(profile.folder);
  const hosts = [
    { file: 'dns-ndots.scap', host: 'web-1' },
    { file: 'compressed.scap.gz', host: 'web-2' },
  ];
  fs.writeFileSync(path.join(folder, 'hosts.scaptimeline'), timelineText(hosts));
  addCapture(folder, OVERLAY);
  fs.writeFileSync(path.join(folder, BEYOND.name), '');
  fs.truncateSync(path.join(folder, BEYOND.name), BEYOND.size);
  fs.writeFileSync(path.join(folder, FILTERS), 'filter Mistaken: evt.type=ipv4\n');
  served = await serveExtension();
  server = await startCodeServer(profile, { driver: true });
  browser = await launchBrowser();
  // The extension comes from another origin than the workbench, which code-server's own policy forbids.
  ({ page, record } = await newPage(browser, { bypassCSP: true }));
  await addWebExtension(page, served.authority);
  workbench = new Workbench(page);
  await workbench.open(`http://${server.authority}/?${new URLSearchParams({ folder })}`);
});

afterAll(async () => {
  writeArtifact('web-page-record.json', JSON.stringify(record, null, 2));
  await browser?.close();
  await server?.stop();
  await served?.stop();
  removeProfile(profile);
});

pictureFailures(() => page);

test.for(['dns-ndots.scap', 'compressed.scap.gz'])('%s opens in a browser, and can be filtered', async (fileName) => {
  const editor = new CaptureEditor(await workbench.openCustomEditor(fileName));
  await editor.waitForCount('4,036 events');
  expect(await editor.firstRows(2, ['number', 'tid', 'direction', 'event'])).toEqual([
    ['301', '19288', '<', 'write'],
    ['302', '19288', '>', 'dup2'],
  ]);
  await editor.applyFilter('evt.buffer contains "GET /"');
  await editor.waitForCount('3 of 4,036');
  await editor.select(4583);
  expect(await editor.detail.textContent()).toContain('GET /');
  await screenshot(page, `web-${fileName}`);
});

test('packet, stream, transactions, and what processes read and wrote are shown', async () => {
  const editor = new CaptureEditor(await workbench.openCustomEditor(OVERLAY));
  await editor.goTo(GET_PACKET);
  const press = async (key: string): Promise<void> => {
    await editor.list.focus();
    await page.keyboard.press(key);
  };
  await press('p');
  await editor.detail.getByText(/HTTP \d+ GET \/ HTTP\/1\.1/).waitFor();
  await editor.goTo(REQUEST);
  await press('f');
  const stream = editor.detail.getByRole('grid', { name: 'Stream' });
  await stream.getByText('GET / HTTP/1.1').waitFor();
  await stream.getByText('HTTP/1.1 200 OK').waitFor();
  await press('r');
  const transactions = editor.detail.getByRole('grid', { name: 'Transactions' });
  await transactions.getByText('curl ▸ haproxy').first().waitFor();
  await press('e');
  await editor.detail
    .getByText(/Write \d+B to/)
    .first()
    .waitFor();
  await press('l');
  await editor.detail.getByRole('grid', { name: 'Files' }).getByRole('row').nth(1).waitFor();
  await screenshot(page, 'web-files');
});

test('a capture beyond the limit is refused, with the limit and the ways out of it', async () => {
  const editor = new CaptureEditor(await workbench.openCustomEditor(BEYOND.name));
  const notice = editor.frame.locator('.notice.error');
  await notice.getByText('This capture has 257 MiB.').waitFor();
  expect(await notice.textContent()).toMatch(/at most 256 MiB.*Save it to a disk.*compress it with gzip/);
  expect(await editor.rowCount()).toBe(0);
  await screenshot(page, 'web-beyond-the-limit');
});

test('captures of two hosts open as one timeline', async () => {
  const editor = new CaptureEditor(await workbench.openCustomEditor('hosts.scaptimeline'));
  await editor.waitForCount('8,072 events');
  expect(await editor.firstRows(2, ['number', 'host.name', 'event'])).toEqual([
    ['301', 'web-1', 'write'],
    ['301', 'web-2', 'write'],
  ]);
  await editor.applyFilter('host.name = web-2 and evt.buffer contains "GET /"');
  await editor.waitForCount('3 of 8,072');
  await screenshot(page, 'web-timeline');
});

test('a capture that is cut off shows what lies before, and says so', async () => {
  const editor = new CaptureEditor(await workbench.openCustomEditor('cut-off-gzip.scap'));
  await editor.notices.getByText('The compressed file is cut off at byte').waitFor();
  expect(await editor.rowCount()).toBeGreaterThan(1000);
});

test('filters in files are checked, mended, completed from open captures, and explained', async () => {
  await new CaptureEditor(await workbench.openCustomEditor('dns-ndots.scap')).waitForLines();
  await workbench.openFromExplorer(FILTERS);
  const editor = new FilterEditor(page);
  await editor.problems.first().waitFor();
  await editor.askFixes('ipv4', /fd\.type/);
  await page.keyboard.press('Enter');
  await editor.problems.first().waitFor({ state: 'detached' });
  await editor.goToEnd();
  await page.keyboard.type('filter New: proc.name = cu');
  await editor.suggestion('curl').waitFor();
  await expect.poll(() => editor.suggestion('curl').textContent()).toMatch(/[\d,]+ events/);
  await screenshot(page, 'web-filter-values');
  await page.keyboard.press('Enter');
  await expect.poll(() => editor.text()).toContain('filter New: proc.name = curl');
  await editor.lines.getByText('proc.name', { exact: false }).first().hover();
  await page
    .locator('.monaco-hover')
    .getByText(/Name of the program|executable/i)
    .first()
    .waitFor();
  await screenshot(page, 'web-filter-hover');
});

test('it is the browser that runs it, in the time that is printed', async () => {
  const time = await workbench.activationTime('scaplens.scaplens');
  console.log('Activation in the browser:', time);
  expect(time).toMatch(/^\d+ ms/);
  for (const file of ['extension.js', 'worker.js']) expect(served?.asked).toContain(`/dist/web/${file}`);
});

test('nothing was thrown and nothing asked for elsewhere', () => {
  expect(record.errors).toEqual([]);
  expect(record.externalRequests).toEqual([]);
});
