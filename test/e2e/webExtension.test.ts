import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type CodeServer, startCodeServer } from '../../scripts/support/codeServer.mjs';
import { makeProfile, removeProfile } from '../../scripts/support/profile.mjs';
import { timelineText } from '../../src/session/timeline/timelineFile';
import { screenshot, writeArtifact } from './support/artifacts';
import { launchBrowser, newPage, type PageRecord } from './support/browser';
import { CaptureEditor } from './support/captureEditor';
import { addWebExtension, type ServedExtension, serveExtension } from './support/servedExtension';
import { Workbench } from './support/workbench';
import { makeWorkspace } from './support/workspace';

// The extension in VS Code's extension host in the browser, as on vscode.dev: its `browser` entry, from a server of its own,
// with captures that only VS Code can read.

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

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await screenshot(page, `failed: web ${task.name}`.replace(/\W+/g, '-')).catch(() => undefined);
  }
});

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

test('it is the browser that runs it, and it starts at once', async () => {
  console.log('Activation in the browser:', await workbench.activationTime('Scaplens'));
  await screenshot(page, 'web-running-extensions');
});

test('nothing was thrown and nothing asked for elsewhere', () => {
  expect(record.errors).toEqual([]);
  expect(record.externalRequests).toEqual([]);
});
