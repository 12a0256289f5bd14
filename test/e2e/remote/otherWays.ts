import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { screenshot } from '../support/artifacts';
import type { Stage } from './stage';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.log('SKIPPED: a capture of this machine in the window, which takes root.');

/** Several hosts at once, presets, and what can be done with a capture while it runs. */
export function otherWays(onStage: () => Stage): void {
  let stage: Stage;

  beforeAll(() => {
    stage = onStage();
  });

  afterEach(({ task }) => stage.clear(task));

  test('starts on several hosts at once, each limited to what was chosen there, as one timeline', async () => {
    const docker = (name: string): string => `echo '${name.padEnd(12, '0')} web nginx:1.25'`;
    const one = await stage.host('one', { programs: { docker: docker('aaa') } });
    const two = await stage.host('two', { programs: { docker: docker('bbb') } });
    await stage.chooseHosts('one', 'two');
    await stage.choose('Limit to');
    await stage.titled('Limit the Capture');
    await stage.tick('one aaa');
    await stage.quickLine().fill('ngi*');
    await stage.tick('Processes named ngi*');
    await screenshot(stage.page, 'remote-limits');
    await stage.takeTicked();
    await stage.form('one, two');
    await stage.quickRow('one: aaa000000000, processes ngi*; two: processes ngi*').waitFor();
    await screenshot(stage.page, 'remote-several');
    await stage.choose('Start');
    const editor = await stage.growing('one+two');
    await editor.heading('host.name').waitFor();
    await stage.showView();
    for (const name of ['one', 'two']) await stage.treeRow(new RegExp(`${name}.*events/s`)).waitFor();
    const filterOf = (host: typeof one): unknown => (host.replayArguments as string[]).at(-1);
    expect(filterOf(one)).toContain('(container.id = aaa000000000 or proc.name glob ngi*)');
    expect(filterOf(two)).toMatch(/^proc\.name glob ngi\*/);
    await screenshot(stage.page, 'remote-timeline');
  });

  test('shows what is lost, begins anew, and keeps a capture where it is stopped, with what was looked at', async () => {
    await stage.host('lossy', { drops: 5 });
    await stage.record('lossy');
    await stage.status().getByText('1 drop').waitFor();
    await stage.showView();
    await stage.treeRow(/lossy.*1 drop/).waitFor();
    await screenshot(stage.page, 'remote-drops');
    const [first] = stage.records('lossy');

    await stage.command('Restart Capture');
    await stage.toast('sysdig dropped 5 events').waitFor();
    let editor = await stage.growing('lossy', `${first.id}.scap`);
    await editor.applyFilter('evt.type = read');
    await editor.matchCount.getByText(/ of .* so far$/).waitFor();

    await stage.command('Stop Capture and Keep It');
    const target = path.join(stage.folder, 'kept.scap');
    // The dialog writes its proposal after it is shown.
    await expect.poll(() => stage.quickLine().inputValue()).toMatch(/lossy-.*\.scap$/);
    await stage.quickLine().fill(target);
    await stage.quickLine().press('Enter');
    editor = await stage.editorOf('kept.scap');
    await expect.poll(() => editor.filterText()).toBe('evt.type = read');
    expect(stage.records('lossy').map(({ id }) => id)).toEqual([first.id]);
    expect(fs.statSync(target).size).toBeGreaterThan(0);
  });

  test('keeps options under a name, takes them back, and remembers the last ones', async () => {
    await stage.host('again');
    await stage.pickHost('again');
    await stage.form('again');
    await stage.choose('Duration');
    await stage.answer('Duration', '5m');
    await stage.form('again');
    await stage.choose('Keep these options');
    await stage.answer('Keep as a Preset', 'five minutes');
    await stage.form('again');
    await stage.choose('Duration');
    await stage.answer('Duration', '1h');
    await stage.form('again');
    await stage.quickRow('-M 3600').waitFor();
    await stage.choose('Use a preset');
    await stage.titled('Use a Preset');
    await stage.quickRow('five minutes').click();
    await stage.form('again');
    await stage.quickRow('-M 300').waitFor();
    await stage.choose('Start');
    await stage.growing('again');
    await stage.status().getByText(/left/).waitFor();
    await stage.pickHost('again');
    await stage.form('again');
    await stage.quickRow('-M 300').waitFor();
  });

  test.skipIf(!isRoot)('records on this machine without ssh', async () => {
    await stage.pickHost('This machine');
    await stage.form('This machine');
    await stage.choose('Start');
    await stage.growing('this_machine');
    await stage.showView();
    await stage.treeRow(/This machine.*events\/s/).waitFor();
    await stage.status().click();
    await stage.toast('The capture of this machine was stopped').waitFor();
  });
}
