import type { Frame, Locator, Page } from 'playwright-core';

const startTimeout = 60_000;

/** The few gestures on VS Code's own window that the tests need. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens or reloads the window and waits until its explorer lists files and its extensions are known. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.waitUntilReady();
  }

  /**
   * Reloads the window as VS Code does it itself: only so does it wait until its state is written. What it begins to write
   * when the browser reloads the page is sometimes lost.
   */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load', { timeout: startTimeout });
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.waitUntilReady();
  }

  private async waitUntilReady(): Promise<void> {
    const explorer = this.page.locator('.explorer-folders-view .monaco-list-row');
    await explorer.first().waitFor({ timeout: startTimeout });
    // A file opened before this mark lands in the text editor.
    const loaded = (): boolean => performance.getEntriesByName('code/didLoadExtensions').length > 0;
    await this.page.waitForFunction(loaded, undefined, { timeout: startTimeout });
  }

  tab(fileName: string): Locator {
    return this.page.locator(`.tabs-container .tab[data-resource-name="${fileName}"]`);
  }

  /** Opens a file as a double click does: in a tab that stays. */
  async openFromExplorer(fileName: string): Promise<void> {
    await this.page.locator('.explorer-folders-view').getByRole('treeitem', { name: fileName, exact: true }).dblclick();
    await this.page.locator(`.tabs-container .tab.active[data-resource-name="${fileName}"]`).waitFor();
  }

  /**
   * Opens a file that has a custom editor, and waits for its page. An installed extension is, rarely, still unknown
   * although VS Code has marked its extensions as loaded; the window is then reloaded, as a person would do.
   */
  async openCustomEditor(fileName: string): Promise<Frame> {
    for (let attempt = 1; ; attempt++) {
      await this.openFromExplorer(fileName);
      const page = await this.customEditorPage(20_000).catch((error: unknown) => {
        if (attempt === 3) {
          throw error;
        }
      });
      if (page !== undefined) {
        return page;
      }
      console.log(`${fileName} has no custom editor yet (attempt ${attempt}): reloading`);
      await this.runCommand('View: Close All Editors');
      await this.reload();
    }
  }

  /**
   * The document inside the visible custom editor. There are two nested frames: the outer one holds VS Code's own
   * page, the inner one the extension's.
   */
  async customEditorPage(timeout = 30_000): Promise<Frame> {
    const inner = this.page.frameLocator('iframe.webview.ready:visible').locator('iframe#active-frame');
    await inner.waitFor({ timeout });
    const frame = await (await inner.elementHandle())?.contentFrame();
    if (!frame) {
      throw new Error('The custom editor has no page.');
    }
    return frame;
  }

  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget .quick-input-box input');
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
  }

  /**
   * How long the start of an extension took, by VS Code's own report of its start, which it opens. Extensions that are started
   * together load one after the other, and VS Code counts that waiting as loading. `extension`: its id.
   */
  async activationTime(extension: string): Promise<string> {
    await this.runCommand('Developer: Startup Performance');
    const lines = this.page.locator('.editor-instance .view-line');
    await lines.filter({ hasText: 'System Info' }).first().waitFor();
    await this.page.keyboard.press('Control+f');
    const box = this.page.locator('.find-widget.visible textarea').first();
    const line = lines.filter({ hasText: `| ${extension} ` }).first();
    // Only what is on screen is in the document, so that it is searched; the report is written anew while extensions start.
    for (let turn = 0; turn < 20 && !(await line.isVisible()); turn++) {
      await box.fill('');
      await box.fill(`| ${extension} `);
      await line.waitFor({ timeout: 500 }).catch(() => undefined);
    }
    const [, , , load, call] = ((await line.textContent()) ?? '').split('|').map(Number);
    return `${load + call} ms: ${load} ms to load its code, ${call} ms in activate()`;
  }

  /** Chooses a colour theme by its name. `kind` is the class that VS Code's window has for that kind of theme. */
  async chooseTheme(name: string, kind: 'vs-dark' | 'vs' | 'hc-black' | 'hc-light'): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    const input = this.page.getByPlaceholder(/Select Color Theme/);
    await input.fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row').getByText(name, { exact: true }).first().waitFor();
    await input.press('Enter');
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }
}
