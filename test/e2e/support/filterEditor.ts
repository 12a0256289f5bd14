import fs from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** The text editor with a file of filters, as a person sees it. */
export class FilterEditor {
  readonly lines: Locator;
  readonly suggestions: Locator;
  readonly lenses: Locator;
  readonly problems: Locator;

  constructor(private readonly page: Page) {
    const editor = page.locator('.editor-instance:has(.monaco-editor):visible').first();
    this.lines = editor.locator('.view-lines');
    this.lenses = editor.locator('.codelens-decoration a');
    this.problems = editor.locator('.squiggly-error');
    this.suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
  }

  suggestion(label: string): Locator {
    return this.suggestions.filter({
      has: this.page.locator('.label-name', { hasText: new RegExp(`^${escaped(label)}$`) }),
    });
  }

  /** The text of the file as it stands in the editor; its lines have to be on screen. */
  async text(): Promise<string> {
    const lines = await this.lines.locator('.view-line').evaluateAll((elements) =>
      elements
        .map((element) => ({ top: (element as HTMLElement).offsetTop, text: element.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Puts the cursor behind the first place where a word stands. */
  async clickOn(word: string): Promise<void> {
    await this.lines.getByText(word, { exact: false }).first().click();
  }

  /** Asks for what mends the place where a word stands, until a remedy of these words is offered. */
  async askFixes(word: string, remedy: RegExp): Promise<void> {
    await this.clickOn(word);
    await this.page.keyboard.press('Control+.');
    await this.page.locator('.action-widget').getByText(remedy).first().waitFor();
  }

  /** Goes to the end of the file and begins a line there. */
  async goToEnd(): Promise<void> {
    await this.lines.click();
    await this.page.keyboard.press('Control+End');
  }
}

/** Makes the file `name` beside the captures of a folder. */
export function writeFilters(folder: string, name: string, text: string): void {
  fs.writeFileSync(path.join(folder, name), text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
