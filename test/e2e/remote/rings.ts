import { afterEach, beforeAll, expect, test } from 'vitest';
import { screenshot } from '../support/artifacts';
import type { Stage } from './stage';

/** Captures of several hosts of which only the ends are kept. The window remembers what was chosen: other captures come before. */
export function rings(onStage: () => Stage): void {
  let stage: Stage;

  beforeAll(() => {
    stage = onStage();
  });

  afterEach(({ task }) => stage.clear(task));

  test('drops the beginnings of what several hosts record, and shows what is kept as one timeline', async () => {
    for (const name of ['near', 'far']) await stage.host(name, { pace: 500, times: 100_000 });
    await stage.chooseHosts('near', 'far');
    await stage.choose('Keep at most');
    await stage.answer('Keep at Most', '4 MB');
    await stage.form('near, far');
    await stage.choose('Start');
    const editor = await stage.growing('near+far');
    await editor.heading('host.name').waitFor();
    const live = editor.frame.locator('#live');
    await live.getByText('the last').waitFor();
    await screenshot(stage.page, 'remote-ring-timeline');
    await stage.status().click();
    await stage.titled('Stop: Captures');
    await stage.takeTicked();
    await live.waitFor({ state: 'hidden' });
    await editor.matchCount.getByText(/ events$/).waitFor();
    const all = (await editor.matchCount.textContent()) ?? '';
    for (const name of ['near', 'far']) {
      await editor.applyFilter(`host.name = ${name}`);
      await editor.matchCount.getByText(` of ${all.replace(' events', '')}`).waitFor();
      await expect.poll(async () => (await editor.firstRows(1, ['host.name'])).flat()).toEqual([name]);
    }
    expect(await editor.notices.locator('.notice.error, .notice.warning').count()).toBe(0);
  });
}
