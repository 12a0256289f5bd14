import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Frame, Locator, Page } from 'playwright-core';
import { expect, type RunnerTask } from 'vitest';
import type { SpoolRecord } from '../../../src/remote/spool/spoolFolder';
import { REPLAYED, replayingScript, TestHost, type TestHostOptions } from '../../support/remote/testHost';
import { CaptureEditor } from '../support/captureEditor';
import { pictureFailure } from '../support/failurePictures';
import { type OpenWindow, openWindow } from '../support/window';
import type { Workbench } from '../support/workbench';
import { makeWorkspace } from '../support/workspace';

/** How a host of the stage replays: as fast as a busy host, and longer than any test lasts. */
const BUSY: TestHostOptions = { pace: 6, times: 1000 };
/** More than the number of any process. */
const NO_PROCESS = 2 ** 22 + 1;

/**
 * A window with hosts to capture on, each a real sshd on this machine with a program behind it that replays a recorded capture
 * in place of sysdig; and the gestures that the tests of captures have in common. Every test has hosts of its own names, so that
 * no message, tab or file of another test is taken for one of its own.
 */
export class Stage {
  private readonly hosts = new Set<TestHost>();

  private constructor(
    private readonly opened: OpenWindow,
    /** The configuration of ssh that the machine's settings name. */
    private readonly config: string,
    /** The folder of the workspace, and the one of running captures and those that nobody saved. */
    readonly folder: string,
    readonly spool: string,
  ) {}

  static async open(): Promise<Stage> {
    let [config, folder, spool] = ['', '', ''];
    const opened = await openWindow(
      (profile) => {
        config = path.join(profile, 'ssh_config');
        fs.writeFileSync(config, '');
        // Where VS Code keeps the settings of the machine that a window is on.
        const machine = path.join(profile, 'data', 'Machine');
        fs.mkdirSync(machine, { recursive: true });
        const settings = { 'scaplens.remote.sshArguments': ['-F', config] };
        fs.writeFileSync(path.join(machine, 'settings.json'), JSON.stringify(settings));
        spool = path.join(profile, 'data', 'User', 'globalStorage', 'scaplens.scaplens', 'captures');
        fs.mkdirSync(spool, { recursive: true });
        folder = makeWorkspace(profile);
        addPrograms(path.join(profile, 'programs'), path.join(profile, 'home'));
        return folder;
      },
      { 'workbench.colorTheme': 'Default Dark Modern', 'workbench.reduceMotion': 'on' },
    );
    return new Stage(opened, config, folder, spool);
  }

  get page(): Page {
    return this.opened.page;
  }

  get workbench(): Workbench {
    return this.opened.workbench;
  }

  /** Starts a host and gives it a name in the configuration. */
  async host(name: string, options: TestHostOptions = {}): Promise<TestHost> {
    const host = await TestHost.start({ ...BUSY, ...options });
    this.hosts.add(host);
    const block = fs.readFileSync(host.server.clientConfig, 'utf8').replace('Host target', `Host ${name}`);
    fs.appendFileSync(this.config, block);
    return host;
  }

  /**
   * Ends the hosts, and with them what they record, and takes away what is shown of it. `task`: the test before, of which there
   * is to be a picture where it has failed.
   */
  async clear(task?: Readonly<RunnerTask>): Promise<void> {
    if (task) await pictureFailure(this.page, task);
    if (await this.quickInput().isVisible()) await this.quickLine().press('Escape');
    await this.quickInput().waitFor({ state: 'hidden' });
    const ended = [...this.hosts];
    this.hosts.clear();
    await Promise.all(ended.map((host) => host.stop()));
    fs.writeFileSync(this.config, '');
    await this.status().waitFor({ state: 'hidden' });
    await this.command('View: Close All Editors');
    await this.command('Notifications: Clear All Notifications');
  }

  async close(): Promise<void> {
    await this.opened.close();
    await Promise.all([...this.hosts].map((host) => host.stop()));
  }

  /** Runs a command, from VS Code's own document: a key that an editor's page gets while the focus is on its way there is lost. */
  async command(title: string): Promise<void> {
    await this.page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await this.workbench.runCommand(title);
  }

  quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  quickRow(text: string | RegExp): Locator {
    return this.quickInput().locator('.monaco-list-row', { hasText: text }).first();
  }

  /** The line to type into, of whatever the quick input asks. */
  quickLine(): Locator {
    return this.quickInput().locator('.quick-input-box input');
  }

  /** Waits until the quick input asks something: each question takes the place of the one before. */
  async titled(title: string): Promise<void> {
    await this.quickInput().locator('.quick-input-title').getByText(title, { exact: true }).waitFor();
  }

  /** Answers a question that has a title. */
  async answer(title: string, text: string): Promise<void> {
    await this.titled(title);
    await this.quickLine().fill(text);
    await this.quickLine().press('Enter');
  }

  /** The item of the status bar that is there while something is recorded. */
  status(): Locator {
    return this.page.locator('.statusbar-item[id="scaplens.scaplens.scaplens.captures"]');
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text }).first();
  }

  /** Shows the view of captures and hosts. */
  async showView(): Promise<void> {
    const title = this.page.locator('.sidebar .composite.title', { hasText: 'Scaplens' });
    if (await title.isVisible()) return;
    await this.page.locator('.activitybar .action-item a[aria-label*="Scaplens"]').click();
    await title.waitFor();
  }

  /** A line of the view of captures and hosts. */
  treeRow(text: string | RegExp): Locator {
    return this.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  }

  /** Chooses a host in the list of hosts; ssh connects to it then. */
  async pickHost(name: string): Promise<void> {
    await this.command('Start Capture on Remote Host');
    await this.titled('Start Capture: Hosts');
    await this.quickRow(name).click();
  }

  /** Waits for the form of a capture. */
  async form(hosts: string): Promise<void> {
    await this.titled(`Start Capture: ${hosts}`);
  }

  /** Chooses a line by its text, whichever lines are on screen. */
  async choose(text: string): Promise<void> {
    await this.quickLine().fill(text);
    await this.quickRow(text).and(this.page.locator('.focused')).waitFor();
    await this.quickLine().press('Enter');
  }

  /** Ticks a line of a list of which several can be chosen. */
  async tick(text: string): Promise<void> {
    const row = this.quickRow(text);
    await row.click();
    const ticked = this.page.locator('[aria-checked=true]');
    await row.and(ticked).or(row.locator(ticked)).first().waitFor();
  }

  /** Takes what is ticked. */
  async takeTicked(): Promise<void> {
    await this.quickInput().getByRole('button', { name: 'OK' }).click();
  }

  /** Chooses several hosts and waits for the form of their captures. */
  async chooseHosts(...names: readonly string[]): Promise<void> {
    await this.command('Start Capture on Remote Host');
    await this.titled('Start Capture: Hosts');
    // By keyboard: now and then a hover that says what the box is for covers the button.
    await this.quickInput().getByRole('button', { name: 'Choose several hosts' }).press('Enter');
    await this.quickInput().getByRole('button', { name: 'Choose one host' }).waitFor();
    for (const name of names) await this.tick(name);
    await this.takeTicked();
    await this.form(names.join(', '));
  }

  /** Starts a capture on a host as the form has it, and waits for its first events in an editor. */
  async record(name: string): Promise<CaptureEditor> {
    await this.pickHost(name);
    await this.form(name);
    await this.choose('Start');
    return this.growing(name);
  }

  /** Waits for the editor in front of a capture that is being recorded, with its first events. `but`: it is another one. */
  async growing(name: string, but = 'none'): Promise<CaptureEditor> {
    const tab = this.page.locator('.tabs-container .tab.active');
    const own = tab.and(this.page.locator(`[data-resource-name^="${name}-"]:not([data-resource-name="${but}"])`));
    const editor = await this.editorOf((await own.getAttribute('data-resource-name')) ?? '');
    await this.follow(editor).waitFor();
    await expect.poll(() => editor.rowCount(), { timeout: 20_000 }).toBeGreaterThan(0);
    return editor;
  }

  /** The editor of a file, once its page knows what it is to show: another one may be on screen until then. */
  async editorOf(file: string): Promise<CaptureEditor> {
    const found: Frame[] = [];
    const find = async (): Promise<number> => {
      for (const frame of this.page.frames()) {
        if ((await frame.title().catch(() => '')) === file) found.push(frame);
      }
      return found.length;
    };
    await expect.poll(find, { timeout: 30_000 }).toBeGreaterThan(0);
    return new CaptureEditor(found[0]);
  }

  follow(editor: CaptureEditor): Locator {
    return editor.frame.locator('#follow');
  }

  /** What is written down of a host's captures that nobody saved, the oldest first. */
  records(name: string): SpoolRecord[] {
    return fs
      .readdirSync(this.spool)
      .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.json'))
      .map((file): SpoolRecord => JSON.parse(fs.readFileSync(path.join(this.spool, file), 'utf8')))
      .sort((a, b) => a.started - b.started);
  }

  /** Takes every capture away that nobody saved. */
  forgetCaptures(): void {
    for (const file of fs.readdirSync(this.spool)) fs.rmSync(path.join(this.spool, file), { recursive: true });
  }

  /** Puts a capture of each host where a process would have left it that is gone. */
  leaveBehind(...hosts: readonly string[]): void {
    for (const host of hosts) {
      const record: SpoolRecord = {
        id: `${host}-20000101T000000-0000`,
        host,
        started: Date.now(),
        command: 'sysdig -w -',
        clockOffset: 0,
        owner: NO_PROCESS,
        finished: false,
      };
      fs.writeFileSync(path.join(this.spool, `${record.id}.scap`), gunzipSync(fs.readFileSync(REPLAYED)));
      fs.writeFileSync(path.join(this.spool, `${record.id}.json`), JSON.stringify(record));
    }
  }

  /** Starts the window anew, with its view of captures and hosts. */
  async restart(): Promise<void> {
    await this.command('View: Show Explorer');
    await this.workbench.reload();
    await this.showView();
  }

  /** How many bytes there are of each of a host's captures that nobody saved. */
  sizes(name: string): number[] {
    return this.records(name).map(({ id }) => fs.statSync(path.join(this.spool, `${id}.scap`)).size);
  }
}

/**
 * Gives this machine a sysdig that replays. The extension host looks for programs where a login shell does, which reads one of
 * these files.
 */
function addPrograms(programs: string, home: string): void {
  fs.mkdirSync(programs);
  const environment = `REPLAY_CAPTURE='${REPLAYED}' REPLAY_PACE=${BUSY.pace} REPLAY_TIMES=${BUSY.times}`;
  const script = `#!/bin/sh\nexport ${environment}\n${replayingScript}\n`;
  fs.writeFileSync(path.join(programs, 'sysdig'), script, { mode: 0o755 });
  for (const name of ['.profile', '.bash_profile', '.bashrc', '.zshenv']) {
    fs.writeFileSync(path.join(home, name), `export PATH='${programs}':"$PATH"\n`);
  }
}
