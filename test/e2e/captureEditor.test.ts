import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dist, sampleCapture } from '../../scripts/support/paths.mjs';
import { findBarriers } from './support/accessibility';
import { screenshot, writeArtifact } from './support/artifacts';
import type { PageRecord } from './support/browser';
import { CaptureEditor } from './support/captureEditor';
import { pictureFailures } from './support/failurePictures';
import { type OpenWindow, openWindow } from './support/window';
import type { Workbench } from './support/workbench';
import { cutOff, makeWorkspace } from './support/workspace';

// The packed extension, installed in a real VS Code window, used as a person would use it.

/** What the sample holds, as sysdig tells it: 4,036 events that are shown, the first numbered 301, the last 4716. */
const sample = { events: 4036, first: 301, last: 4716, all: '4,036 events' };

/** curl's request in the sample: the exit of the sendto that carries it. */
const request = { number: 4583, filter: 'evt.buffer contains "GET /"', matches: [4583, 4596, 4655] };

let opened: OpenWindow | undefined;
let page: Page;
let record: PageRecord;
let workbench: Workbench;

beforeAll(async () => {
  opened = await openWindow(makeWorkspace, { 'workbench.colorTheme': 'Default Dark Modern' });
  ({ page, record, workbench } = opened);
});

afterAll(async () => {
  writeArtifact('page-record.json', JSON.stringify(record, null, 2));
  await opened?.close();
});

pictureFailures(() => page);

async function open(fileName: string): Promise<CaptureEditor> {
  return new CaptureEditor(await workbench.openCustomEditor(fileName));
}

/** The editor in front, whose page VS Code makes anew after its tab was hidden. */
async function shown(): Promise<CaptureEditor> {
  return new CaptureEditor(await workbench.customEditorPage());
}

describe('a capture opened from the explorer', () => {
  let editor: CaptureEditor;
  beforeAll(async () => {
    editor = await open('dns-ndots.scap');
  });

  test('shows its first events', async () => {
    await editor.waitForCount(sample.all);
    expect(await editor.firstRows(5, ['number', 'cpu', 'tid', 'direction', 'event'])).toEqual([
      ['301', '0', '19288', '<', 'write'],
      ['302', '0', '19288', '>', 'dup2'],
      ['303', '0', '19288', '<', 'dup2'],
      ['304', '0', '19288', '>', 'fcntl'],
      ['305', '0', '19288', '<', 'fcntl'],
    ]);
    expect(await editor.rowCount()).toBe(sample.events);
  });

  test('shows the same rows as the command line', async () => {
    const cli = spawnSync(process.execPath, [path.join(dist, 'cli.js'), '-r', sampleCapture], { encoding: 'utf8' });
    const lines = cli.stdout.split('\n').slice(0, 20);
    const rows = await editor.firstRows(20, ['number', 'cpu', 'tid', 'direction', 'event', 'details']);
    const asLines = rows.map(([number, cpu, tid, direction, event, details]) =>
      [number, cpu, `(${tid})`, direction, event, details].join(' ').trim(),
    );
    // The command line has the time and the process between number, CPU and TID.
    const withoutTimeAndProcess = lines.map((line) =>
      line.replace(/^(\d+) \S+ (\d+) .*? \((\d+)\)/, '$1 $2 ($3)').trim(),
    );
    expect(asLines).toEqual(withoutTimeAndProcess);
  });

  test('holds only the rows near the screen in the document', async () => {
    expect(await editor.list.locator('[role=row]').count()).toBeLessThan(400);
  });

  test('scrolls to its end and back with the keyboard', async () => {
    await editor.list.focus();
    await editor.list.press('End');
    await editor.waitForRow(sample.last);
    expect(await editor.cell(sample.last, 'event').textContent()).toBe('procexit');
    await editor.list.press('Home');
    await editor.waitForRow(sample.first);
  });

  test('scrolls with the wheel', async () => {
    await editor.list.hover();
    await page.mouse.wheel(0, 22 * 1000);
    await editor.row(sample.first).waitFor({ state: 'hidden' });
    const [[number]] = await editor.firstRows(1, ['number']);
    expect(Number(number)).toBeGreaterThan(1000);
  });

  test('goes to an event by its number', async () => {
    await editor.goTo(3008);
    await editor.waitForRow(3008);
  });

  test.for([
    [']', 'next', 'fd', 4618],
    ['[', 'previous', 'fd', 4581],
    ['}', 'next', 'thread', 4584],
    ['{', 'previous', 'thread', 4581],
  ] as const)('goes with %s to the %s event of the same %s', async ([key, , , number]) => {
    await editor.goTo(4583);
    await editor.list.press(key);
    await editor.waitForDetail(number);
  });
});

describe('the filter', () => {
  let editor: CaptureEditor;
  beforeAll(async () => {
    editor = await shown();
  });

  test('is reached by the key of VS Code’s own search', async () => {
    await editor.list.focus();
    await page.keyboard.press('Control+f');
    await expect.poll(() => editor.filter.evaluate((box) => box === document.activeElement)).toBe(true);
  });

  test('keeps the events that match, and counts them', async () => {
    await editor.applyFilter('evt.type=read and evt.dir=<');
    await editor.waitForCount('82 of 4,036');
    await expect.poll(() => editor.rowCount()).toBe(82);
    await expect.poll(() => editor.firstRows(10, ['direction', 'event'])).toEqual(Array(10).fill(['<', 'read']));
  });

  test('says what is wrong with it, and leaves the last good result', async () => {
    await editor.applyFilter('evt.type=read and evt.dri=<');
    await editor.filterError.getByText('evt.dri').first().waitFor();
    expect(await editor.filterError.locator('mark').textContent()).toContain('evt.dri');
    expect(await editor.rowCount()).toBe(82);
  });

  test('is cleared by its command', async () => {
    await workbench.runCommand('Clear the Filter');
    await editor.waitForCount(sample.all);
    expect(await editor.filterText()).toBe('');
  });

  test('reaches into the data of events', async () => {
    await editor.applyFilter(request.filter);
    await editor.waitForCount('3 of 4,036');
    await editor.waitForRow(request.number);
    const rows = await editor.firstRows(3, ['number']);
    expect(rows.flat().map(Number)).toEqual(request.matches);
    await editor.select(4596);
  });
});

describe('the detail of the selected event', () => {
  let editor: CaptureEditor;
  beforeAll(async () => {
    editor = await shown();
    await editor.applyFilter('');
    await editor.waitForCount(sample.all);
    await editor.goTo(request.number);
  });

  test('names its parameters with their values', async () => {
    const row = (name: string): Promise<string | null> =>
      editor.detail
        .getByRole('row')
        .filter({ has: editor.frame.getByRole('rowheader', { name, exact: true }) })
        .textContent();
    expect(await row('res')).toContain('92');
    expect(await row('data')).toContain('GET / HTTP/1.1');
  });

  test('names its process and its file descriptor', async () => {
    const text = await editor.detail.textContent();
    expect(text).toContain('curl');
    expect(text).toContain('127.0.0.1:55826->127.0.0.80:80');
  });

  test('shows its data as hex and as text', async () => {
    expect(await editor.detail.locator('.hex-bytes').first().textContent()).toMatch(/^47 ?45 ?54 ?20 +?2f/);
    await editor.detail.getByRole('button', { name: 'Text', exact: true }).click();
    await editor.detail.getByText('Host: backend.critical-app.example').first().waitFor();
    await editor.detail.getByRole('button', { name: 'Hex', exact: true }).click();
  });
});

describe('colours', () => {
  beforeAll(async () => {
    // Wide enough to show all columns beside the explorer.
    await page.setViewportSize({ width: 1760, height: 990 });
  });

  test.for([
    ['dark', 'Dark Modern', 'vs-dark'],
    ['light', 'Light Modern', 'vs'],
    ['high-contrast', 'Dark High Contrast', 'hc-black'],
  ] as const)('are those of VS Code, without a barrier to anybody: %s', async ([name, theme, kind]) => {
    await workbench.chooseTheme(theme, kind);
    const editor = await shown();
    await editor.applyFilter('evt.type in (connect, accept4, sendto, sendmmsg, recvfrom, recvmsg, writev)');
    await editor.waitForCount('106 of 4,036');
    await editor.goTo(request.number);
    await screenshot(page, name);
    expect(await findBarriers(editor.frame)).toEqual([]);
  });
});

describe('the state of an editor', () => {
  let top: string;

  async function expectState(): Promise<void> {
    const editor = await shown();
    await editor.waitForCount('2,233 of 4,036');
    expect(await editor.filterText()).toBe('proc.name=curl');
    await editor.waitForRow(request.number);
    await editor.waitForDetail(request.number);
    expect(await editor.selectedRow().getAttribute('data-number')).toBe(String(request.number));
    expect((await editor.firstRows(1, ['number'])).flat()).toEqual([top]);
    expect(await editor.heading('cpu').count()).toBe(0);
  }

  beforeAll(async () => {
    const editor = await shown();
    await editor.toggleColumn('CPU');
    await editor.applyFilter('proc.name=curl');
    await editor.waitForCount('2,233 of 4,036');
    // Selected by hand further down, so that the top of the list is not where going there would have put it.
    await editor.goTo(4573);
    await editor.select(request.number);
    top = (await editor.firstRows(1, ['number'])).flat()[0];
    await expectState();
    // A scroll is kept once it has come to rest; the last test is about what is kept at once.
    await page.waitForTimeout(1_000);
  });

  test('survives another tab in front', async () => {
    await workbench.openFromExplorer('notes.txt');
    await page.locator('.editor-instance .view-lines').waitFor();
    await workbench.tab('dns-ndots.scap').click();
    await expectState();
  });

  test('survives a reload of the window', async () => {
    await workbench.reload();
    await expectState();
  });

  test('is kept as soon as it is seen: the tab may be left right after a filter is applied', async () => {
    const editor = await shown();
    await editor.applyFilter('proc.name=nginx');
    await editor.waitForCount('37 of 4,036');
    // Not its tab: whether that is there after a reload is VS Code's affair.
    await workbench.openFromExplorer('notes.txt');
    await page.locator('.editor-instance .view-lines').waitFor();
    await workbench.tab('dns-ndots.scap').click();
    expect(await (await shown()).filterText()).toBe('proc.name=nginx');
  });
});

describe('a damaged capture', () => {
  test('that is cut off shows the events before the cut, and says where it is', async () => {
    const editor = await open('cut-off.scap');
    await editor.notices
      .getByText(/250,?001/)
      .first()
      .waitFor();
    expect(await editor.rowCount()).toBe(cutOff.events);
    await editor.frame.locator('#ready-bar').waitFor();
    await editor.list.focus();
    await editor.list.press('End');
    await editor.waitForDetail(cutOff.last);
    await screenshot(page, 'cut-off');
  });

  test('whose gzip stream is cut off does so, too', async () => {
    const editor = await open('cut-off-gzip.scap');
    await editor.waitForRow(sample.first);
    await editor.notices.locator('.notice').first().waitFor();
    expect(await editor.rowCount()).toBeGreaterThan(100);
  });

  test.for(['empty.scap', 'not-a-capture.scap'])('that is none at all, %s, opens and says so', async (fileName) => {
    const editor = await open(fileName);
    await editor.frame.locator('.notice.error').first().waitFor();
    expect(await editor.rowCount()).toBe(0);
    // There is nothing that a filter could keep.
    await editor.frame.locator('#ready-bar').waitFor({ state: 'hidden' });
    await screenshot(page, fileName);
  });

  test('is not what a compressed one is', async () => {
    const editor = await open('compressed.scap.gz');
    await editor.waitForCount(sample.all);
    await editor.waitForRow(sample.first);
    expect(await editor.notices.locator('.notice').count()).toBe(0);
    const about = editor.notices.getByRole('button', { name: 'About this recording' });
    // It takes no row of its own away from the list.
    const [quiet, ready] = [await about.boundingBox(), await editor.frame.locator('#ready-bar').boundingBox()];
    expect(Math.abs((quiet?.y ?? 0) - (ready?.y ?? Number.NaN))).toBeLessThan(4);
    await about.click();
    await editor.notices.getByText(/Written by .* or later/).waitFor();
  });
});

describe('the page', () => {
  test('asked no other machine for anything', () => {
    expect(record.externalRequests).toEqual([]);
  });

  test('threw nothing', () => {
    expect(record.errors).toEqual([]);
  });

  test('kept to its content security policy, which forbids what is not its own', async () => {
    const { frame } = await shown();
    const policy = await frame.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).toMatch(/script-src 'nonce-[\w+/=-]{16,}'/);
    expect(record.policyViolations).toEqual([]);
    // And it is enforced: a script of another's does not run, and is seen by this record.
    await frame.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "intruder"';
      document.body.append(script);
    });
    await expect.poll(() => record.policyViolations).toHaveLength(1);
    expect(await frame.evaluate(() => document.title)).not.toBe('intruder');
  });
});
