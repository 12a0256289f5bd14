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
   * Waits until VS Code has kept the state of its window, which in a browser it does when it is idle, in a database of the
   * page: until that holds all the texts.
   */
  async waitUntilSaved(...texts: string[]): Promise<void> {
    await this.page.waitForFunction(savedStateHas, texts, { timeout: 60_000, polling: 500 });
    // Its backup is written in turns of five seconds: two of them.
    await this.page.waitForTimeout(12_000);
  }

  async reload(): Promise<void> {
    await this.page.reload();
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

/** Runs in the page: whether one value of VS Code's saved state has all the texts. */
async function savedStateHas(texts: readonly string[]): Promise<boolean> {
  const request = <T>(asked: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('vscode-web-state-db-')) continue;
    const database = await request(indexedDB.open(name));
    try {
      const values: unknown[] = await request(database.transaction('ItemTable').objectStore('ItemTable').getAll());
      if (values.some((value) => typeof value === 'string' && texts.every((text) => value.includes(text)))) return true;
    } finally {
      database.close();
    }
  }
  return false;
}
