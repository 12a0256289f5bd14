import fs from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleCapture } from '../../scripts/support/paths.mjs';
import { Selection, selectShown } from '../../src/engine/trace/selection';
import { TraceBuilder } from '../../src/engine/trace/traceBuilder';
import { repeatedCapture, writeRepeatedCapture } from '../support/repeatCapture';
import { writeArtifact } from './support/artifacts';
import type { PageRecord } from './support/browser';
import { CaptureEditor } from './support/captureEditor';
import { pictureFailures } from './support/failurePictures';
import { type ListRecord, ListSampler } from './support/listSampler';
import { type OpenWindow, openWindow } from './support/window';
import type { Workbench } from './support/workbench';

// What a person sees of a capture of ten million events: its first rows at once, and rows wherever the list is scrolled to.
// These are the only times that are tested, because they are promised.

/** Events of the captures: the sample's, again and again. */
const EVENTS = 10_000_000;
const MILLION = 1_000_000;

/** How many times the million stands in the capture whose reading is stopped. */
const LONG = 8;

/** The share of a file that may have been read before its first rows are on screen. */
const LARGEST_SHARE = 0.05;
/** The longest time that a row in sight may be blank, in ms. */
const LONGEST_BLANK = 100;

let opened: OpenWindow | undefined;
let page: Page;
let record: PageRecord;
let workbench: Workbench;
let workspace: string;
const figures: Record<string, unknown> = {};

beforeAll(async () => {
  opened = await openWindow(async (folder) => {
    workspace = path.join(folder, 'captures');
    fs.mkdirSync(workspace);
    const sample = fs.readFileSync(sampleCapture);
    await writeRepeatedCapture(path.join(workspace, 'ten-million.scap'), sample, { events: EVENTS });
    await writeRepeatedCapture(path.join(workspace, 'million.scap.gz'), sample, { events: MILLION, gzip: true });
    // Members of a gzip file are one stream, and captures appended to each other one list: a file that takes long to read.
    const million = fs.readFileSync(path.join(workspace, 'million.scap.gz'));
    for (let time = 0; time < LONG; time++) fs.appendFileSync(path.join(workspace, 'long.scap.gz'), million);
    return workspace;
  });
  ({ page, record, workbench } = opened);
});

afterAll(async () => {
  writeArtifact('large-capture.json', JSON.stringify(figures, null, 2));
  console.log('A capture of ten million events:', figures);
  await opened?.close();
});

pictureFailures(() => page);

/** A time in ms, as it is printed. */
function round(time = 0): number {
  return Math.round(time * 10) / 10;
}

/** How many of the events a list without a filter has, as the engine says when it is given all of them at once. */
function countShown(events: number): number {
  const builder = new TraceBuilder();
  for (const piece of repeatedCapture(fs.readFileSync(sampleCapture), { events })) builder.feed(piece);
  builder.finish();
  const columns = builder.trace.events;
  const selection = new Selection();
  selectShown(columns, 0, columns.length, selection);
  return selection.count;
}

/** The mark that the page leaves when its first rows are on screen. `time` is that of the clock, in ms. */
interface FirstRows {
  readonly time: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

async function firstRowsOf({ frame }: CaptureEditor): Promise<FirstRows> {
  const name = 'scaplens:first-rows';
  await frame.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, name);
  return frame.evaluate((mark) => {
    const [entry] = performance.getEntriesByName(mark);
    const { bytesRead, bytesTotal } = (entry as PerformanceMark).detail;
    return { time: performance.timeOrigin + entry.startTime, bytesRead, bytesTotal };
  }, name);
}

describe.for([
  ['million.scap.gz', MILLION],
  ['ten-million.scap', EVENTS],
] as const)('of %s', ([fileName, events]) => {
  let editor: CaptureEditor;

  test('the first rows are on screen before 5% was read', async () => {
    const opened = Date.now();
    editor = new CaptureEditor(await workbench.openCustomEditor(fileName));
    const { time, bytesRead, bytesTotal } = await firstRowsOf(editor);
    const share = bytesRead / bytesTotal;
    figures[fileName] = { firstRowsAfter: Math.round(time - opened), bytesRead, bytesTotal, share };
    expect(bytesTotal).toBe(fs.statSync(path.join(workspace, fileName)).size);
    expect(bytesRead).toBeGreaterThan(0);
    expect(share).toBeLessThan(LARGEST_SHARE);
  });

  test('all the others come, and the progress goes', async () => {
    const shown = countShown(events);
    await editor.waitForCount(`${shown.toLocaleString('en-US')} events`);
    await editor.frame.locator('#progress').waitFor({ state: 'hidden' });
    expect(await editor.rowCount()).toBe(shown);
    expect(await editor.notices.locator('.notice').count()).toBe(0);
  });
});

describe('no row in sight is blank for longer than 100 ms', () => {
  let editor: CaptureEditor;
  let sampler: ListSampler;
  let track: Locator;
  let thumb: Locator;
  const frames: number[] = [];
  const blanks: Record<string, number> = {};
  const settling: Record<string, number> = {};
  const longestFrames: Record<string, number> = {};
  const repeated: string[] = [];

  beforeAll(async () => {
    editor = new CaptureEditor(await workbench.customEditorPage());
    sampler = await ListSampler.attach(editor.frame);
    track = editor.list.locator('.scroll-bar.vertical');
    thumb = track.locator('.scroll-thumb');
    await editor.list.focus();
  });

  afterAll(() => {
    const sorted = frames.toSorted((a, b) => a - b);
    const largest = (times: Record<string, number>): number => Math.max(...Object.values(times));
    Object.assign(figures, {
      longestBlank: largest(blanks),
      blanks,
      longestSettling: largest(settling),
      settling,
      repeated,
      frames: sorted.length,
      p50Frame: round(sorted[Math.floor(sorted.length * 0.5)]),
      p99Frame: round(sorted[Math.floor(sorted.length * 0.99)]),
      longestFrame: round(sorted.at(-1)),
      longestFrames,
      framesAbove50: sorted.filter((time) => time > 50).length,
    });
  });

  /** Where the middle of the thumb is to be grasped, and where it stands for a share of the list. */
  async function grip(): Promise<{ x: number; y: number; at: (share: number) => number }> {
    const bar = await track.boundingBox();
    const handle = await thumb.boundingBox();
    if (!bar || !handle) throw new Error('The list has no scroll bar.');
    const half = handle.height / 2;
    return {
      x: handle.x + handle.width / 2,
      y: handle.y + half,
      at: (share) => bar.y + half + share * (bar.height - handle.height),
    };
  }

  /** Drags the thumb through shares of the list, in so many steps each, and lets it go at the last. */
  async function drag(shares: readonly number[], steps: number): Promise<void> {
    const { x, y, at } = await grip();
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (const share of shares) await page.mouse.move(x, at(share), { steps });
    await page.mouse.up();
  }

  /** Makes the page forget all its rows, as it keeps those of one filter alone, and leaves the list where no test goes. */
  async function forgetRows(): Promise<void> {
    const all = (await editor.matchCount.textContent()) ?? '';
    await editor.applyFilter('evt.num > 0');
    await editor.waitForCount(`${all.replace(' events', '')} of ${all.replace(' events', '')}`);
    await editor.applyFilter('');
    await editor.waitForCount(all);
    await drag([0.81], 1);
    await editor.list.focus();
    await page.waitForTimeout(300);
  }

  async function observe(action: () => Promise<void>): Promise<ListRecord> {
    const seen = await sampler.record(async () => {
      await action();
      // Longer than rows that are still there may stand in for those that are awaited, and than a blank may last.
      await page.waitForTimeout(300);
    });
    frames.push(...seen.frames);
    return seen;
  }

  /** The machine may be busy with something else: what fails may be done once more, by a page that has forgotten the rows. */
  async function expectNoBlank(name: string, action: () => Promise<void>): Promise<void> {
    let seen = await observe(action);
    if (seen.longestBlank > LONGEST_BLANK) {
      repeated.push(`${name}: ${round(seen.longestBlank)} ms`);
      await forgetRows();
      seen = await observe(action);
    }
    blanks[name] = round(seen.longestBlank);
    settling[name] = round(seen.settling);
    longestFrames[name] = round(Math.max(...seen.frames));
    expect(seen.frames.length).toBeGreaterThan(5);
    expect(seen.longestBlank).toBeLessThanOrEqual(LONGEST_BLANK);
  }

  /** The number of the first event in sight. */
  async function top(): Promise<number> {
    return Number((await editor.firstRows(1, ['number']))[0][0]);
  }

  test.for([0.5, 0.1, 0.93, 0.37, 0.71, 0.02])('when the thumb is thrown to %d of the list', async (share) => {
    await expectNoBlank(`thumb to ${share}`, () => drag([share], 1));
    expect(Math.abs((await top()) / EVENTS - share)).toBeLessThan(0.01);
  });

  test.for([
    ['slowly', 40],
    ['fast', 15],
  ] as const)('while the thumb is dragged to and fro %s', async ([pace, steps]) => {
    await expectNoBlank(`thumb dragged ${pace}`, () => drag([0.3, 0.9, 0.15], steps));
  });

  test('when its ends are jumped to', async () => {
    await forgetRows();
    await expectNoBlank('End', () => editor.list.press('End'));
    await expectNoBlank('Home', () => editor.list.press('Home'));
    await editor.waitForRow(301);
  });

  test.for([9_990_000, 1_234_560, 6_543_210, 4_000_000])('when event %d is gone to', async (number) => {
    await expectNoBlank(`event ${number}`, async () => {
      await editor.goTo(number);
      // The second time its detail is there already.
      await editor.waitForRow(number);
    });
  });

  test('while the wheel is turned', async () => {
    await editor.list.hover();
    for (const [pace, pixels, turns] of [
      ['slowly', 100, 60],
      ['fast', 2000, 60],
      ['madly', 200_000, 30],
    ] as const) {
      await expectNoBlank(`wheel ${pace}`, async () => {
        for (let turn = 0; turn < turns; turn++) await page.mouse.wheel(0, -pixels);
      });
    }
  });

  test('while it is paged through', async () => {
    await editor.list.focus();
    await expectNoBlank('pages down', async () => {
      for (let pages = 0; pages < 60; pages++) await editor.list.press('PageDown');
    });
    const { x, at } = await grip();
    await expectNoBlank('track held', () => page.mouse.click(x, at(0.99), { delay: 1500 }));
  });
});

describe('a filter', () => {
  /** Every row that is in sight now has some text. */
  const rowsInSight = (editor: CaptureEditor): Promise<string[][]> => editor.firstRows(5, ['number', 'event']);

  test('that takes long leaves the last result until its first event comes, and is given up for another at once', async () => {
    const editor = new CaptureEditor(await workbench.customEditorPage());
    await editor.applyFilter('proc.name=nginx');
    const nginx = /^[1-9][\d,]* of [\d,]+$/;
    await editor.frame.locator('#match-count').getByText(nginx).waitFor();
    await expect.poll(async () => (await editor.firstRows(1, ['process']))[0][0]).toBe('nginx');
    const before = await rowsInSight(editor);
    await editor.applyFilter('evt.buffer contains "this text is in no buffer"');
    await editor.matchCount.getByText(/^0 of [\d,]+ so far$/).waitFor();
    expect(await rowsInSight(editor)).toEqual(before);
    await editor.writeFilter('proc.name=curl and evt.type=sendto');
    const applied = Date.now();
    await editor.filter.press('Control+Enter');
    await editor.frame.locator('#match-count').getByText(nginx).waitFor();
    await expect.poll(async () => (await editor.firstRows(1, ['event']))[0][0], { interval: 10 }).toBe('sendto');
    figures.filterTypedOver = Date.now() - applied;
  });
});

test('the page threw nothing', () => {
  expect(record.errors).toEqual([]);
});

describe('a reading that takes long', () => {
  test('says truly how far it is, and stops when it is told to, with what has been read', async () => {
    const editor = new CaptureEditor(await workbench.openCustomEditor('long.scap.gz'));
    const progress = editor.frame.locator('#progress');
    await progress.waitFor();
    const percentNow = async (): Promise<number> => Number(await progress.getAttribute('aria-valuenow'));
    await expect.poll(percentNow, { interval: 20, timeout: 10_000 }).toBeGreaterThanOrEqual(20);
    const percent = await percentNow();
    await editor.frame.locator('#stop-reading').click();
    await progress.waitFor({ state: 'hidden' });
    // The count is final once it no longer says "so far"; the list then has as many rows, a frame later.
    const final = editor.matchCount.getByText(/^[\d,]+ events$/);
    await final.waitFor();
    const read = Number((await final.textContent())?.replaceAll(/\D/g, ''));
    await expect.poll(() => editor.rowCount()).toBe(read);
    const percentOfRows = (100 * read) / (LONG * countShown(MILLION));
    figures.stopped = { percent, percentOfRows: round(percentOfRows) };
    // The reading goes on between the look and the click.
    expect(percentOfRows).toBeGreaterThan(percent - 2);
    expect(percentOfRows).toBeLessThan(100);
    await editor.list.focus();
    await editor.list.press('End');
    await editor.selectedRow().waitFor();
    expect(await editor.rowCount()).toBe(read);
  });
});
