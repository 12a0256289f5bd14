import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TestHost } from '../../support/remote/testHost';
import { findBarriers } from '../support/accessibility';
import { screenshot, writeArtifact } from '../support/artifacts';
import type { CaptureEditor } from '../support/captureEditor';
import { watchSpool } from '../support/spoolWatch';
import type { Stage } from './stage';

/** From the palette to the saved file. */
export function happyWay(onStage: () => Stage): void {
  let stage: Stage;
  let host: TestHost;
  let editor: CaptureEditor;

  beforeAll(async () => {
    stage = onStage();
    host = await stage.host('target', { knownKey: 'none' });
    // The first page of a window waits two seconds for VS Code's service worker, whatever it shows: the next is measured.
    await stage.workbench.openCustomEditor('dns-ndots.scap');
    await stage.command('View: Close All Editors');
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await stage.clear(task);
  });

  afterAll(() => stage.clear());

  test('shows the key of a host that is not known yet, and asks whether it is right', async () => {
    await stage.pickHost('target');
    const dialog = stage.page.locator('.monaco-dialog-box');
    await dialog.getByText(/SHA256:/).waitFor();
    await screenshot(stage.page, 'remote-host-key');
    await dialog.getByRole('button', { name: 'Trust and Connect' }).click();
    await stage.form('target');
    expect(fs.readFileSync(host.server.knownHosts, 'utf8')).toContain('ssh-ed25519');
  });

  test('has its options in one form, and says what will run on the host', async () => {
    expect(await stage.quickRow('Runs there').textContent()).toContain('sysdig -v -s 8192 --modern-bpf -w -');
    await screenshot(stage.page, 'remote-form');
    await stage.quickRow('Snaplen').click();
    await stage.answer('Snaplen', '2000');
    await stage.quickRow('sysdig -v -s 2000').waitFor();
  });

  test('has a filter checked as sysdig of the host will read it, and completed', async () => {
    await stage.quickRow('Capture filter').click();
    await stage.titled('Capture Filter for sysdig 0.36.0');
    await stage.quickRow('Record every event').waitFor();
    await stage.quickLine().fill('proc.nme = curl');
    await stage.quickRow(/proc\.nme/).waitFor();
    await stage.quickLine().fill('evt.typ');
    await stage.quickRow('evt.type').waitFor();
    await screenshot(stage.page, 'remote-filter');
    await stage.quickLine().fill('proc.pid > 0');
    await stage.quickRow('Use this filter').waitFor();
    await stage.quickLine().press('Enter');
    await stage.quickRow("'proc.pid > 0'").waitFor();
  });

  test('opens while it runs, and its rows come as they are recorded', async () => {
    const watched = watchSpool(stage.spool);
    await stage.quickRow('Start').click();
    editor = await stage.growing('target');
    expect(await stage.follow(editor).getAttribute('aria-pressed')).toBe('true');
    const before = await editor.rowCount();
    const seen = await editor.frame.evaluate(async () => {
      const rows: { time: number; number: number }[] = [];
      while (rows.length <= 10) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const numbers = [...document.querySelectorAll<HTMLElement>('[role=row][data-number]:not([hidden])')].map(
          (row) => Number(row.dataset.number),
        );
        const number = Math.max(...numbers);
        if (number > (rows.at(-1)?.number ?? 0)) rows.push({ time: Date.now(), number });
      }
      return rows;
    });
    const { begun, firstRows } = await editor.frame.evaluate(() => {
      const [mark] = performance.getEntriesByName('scaplens:first-rows');
      return { begun: performance.timeOrigin, firstRows: performance.timeOrigin + mark.startTime };
    });
    await watched.stop();
    expect(await editor.rowCount()).toBeGreaterThan(before);
    const { held } = watched;
    const latencies = seen
      .slice(1)
      .map(({ time, number }) => time - (held.find(({ events }) => events >= number)?.time ?? time))
      .sort((a, b) => a - b);
    const figures = {
      /** Until VS Code has made the page, in which nothing of ours has run yet; negative where that was before the event. */
      firstEventToPage: Math.round(begun - held[0].time),
      firstEventToFirstRows: Math.round(firstRows - held[0].time),
      rowLatencyMedian: latencies[latencies.length >> 1],
      rowLatency95: latencies[Math.floor(latencies.length * 0.95)],
      rowLatencyMost: latencies.at(-1),
      looks: latencies.length,
    };
    console.log('Live:', JSON.stringify(figures));
    writeArtifact('remote-capture.json', JSON.stringify(figures, null, 2));
    expect(host.replayArguments).toEqual(['-v', '-s', '2000', '--modern-bpf', '-w', '-', 'proc.pid > 0']);
  });

  test('says in the status bar and in its view how it goes', async () => {
    await stage.status().waitFor();
    await stage.showView();
    await stage.treeRow(/target.*events\/s/).waitFor();
    for (const [theme, kind] of [
      ['Light Modern', 'vs'],
      ['Dark High Contrast', 'hc-black'],
      ['Dark Modern', 'vs-dark'],
    ] as const) {
      await stage.workbench.chooseTheme(theme, kind);
      await screenshot(stage.page, `remote-running-${kind}`);
      expect(await findBarriers(editor.frame)).toEqual([]);
    }
  });

  test('stays where one looks, and follows again at its end', async () => {
    await editor.list.hover();
    await stage.page.mouse.wheel(0, -22 * 40);
    await expect.poll(() => stage.follow(editor).getAttribute('aria-pressed')).toBe('false');
    // It is drawn a frame later.
    await editor.frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await editor.waitForLines();
    const [[top]] = await editor.firstRows(1, ['number']);
    const rows = await editor.rowCount();
    await expect.poll(() => editor.rowCount(), { timeout: 15_000 }).toBeGreaterThan(rows);
    expect((await editor.firstRows(1, ['number']))[0][0]).toBe(top);
    await editor.list.focus();
    await editor.list.press('End');
    await expect.poll(() => stage.follow(editor).getAttribute('aria-pressed')).toBe('true');
  });

  test('extends what a filter keeps', async () => {
    await editor.applyFilter('evt.type = read');
    const kept = async (): Promise<number> => {
      const text = (await editor.matchCount.textContent()) ?? '';
      return Number(/^([\d,]+) of .* so far$/.exec(text)?.[1].replaceAll(',', '') ?? 0);
    };
    await expect.poll(kept).toBeGreaterThan(0);
    const before = await kept();
    await expect.poll(kept, { timeout: 30_000 }).toBeGreaterThan(before);
    await expect.poll(() => editor.rowCount()).toBeLessThan(before * 3);
    await editor.applyFilter('');
  });

  test('stops when its item in the status bar is pressed, with all that came', async () => {
    await stage.status().click();
    await editor.matchCount.getByText(/events$/).waitFor();
    expect(await editor.frame.locator('#live').isVisible()).toBe(false);
    // The replayed capture begins again and again, so its times run back; nothing in it is damaged.
    expect(await editor.notices.locator('.notice.error, .notice.warning').count()).toBe(0);
    await expect.poll(() => host.replays).toBe(false);
    await stage.toast('The capture of target was stopped').waitFor();
  });

  test('is saved where one wants it, and stays open', async () => {
    const rows = await editor.rowCount();
    await stage.toast('The capture of target was stopped').getByRole('button', { name: 'Save As…' }).click();
    const target = path.join(stage.folder, 'recorded.scap');
    const input = stage.quickLine();
    // The dialog writes its proposal after it is shown.
    await expect.poll(() => input.inputValue()).toMatch(/target-.*\.scap$/);
    await input.fill(target);
    await input.press('Enter');
    editor = await stage.editorOf('recorded.scap');
    await expect.poll(() => editor.rowCount()).toBe(rows);
    expect(fs.readdirSync(stage.spool)).toEqual([]);
    expect(fs.statSync(target).size).toBeGreaterThan(0);
  });
}
