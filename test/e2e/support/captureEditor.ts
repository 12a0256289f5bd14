import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from './workbench';

export type Column =
  | 'number'
  | 'host.name'
  | 'time'
  | 'delta'
  | 'cpu'
  | 'process'
  | 'tid'
  | 'direction'
  | 'event'
  | 'fd'
  | 'details';

/** The capture editor's page as a person sees it: its list, its filter box and its detail pane. */
export class CaptureEditor {
  readonly frame: Frame;
  readonly list: Locator;
  readonly filter: Locator;
  readonly filterError: Locator;
  readonly matchCount: Locator;
  readonly notices: Locator;
  readonly detail: Locator;
  /** The list of what could stand at the cursor of the filter. */
  readonly completions: Locator;

  constructor(frame: Frame) {
    this.frame = frame;
    this.list = frame.getByRole('grid', { name: 'Events' });
    this.filter = frame.locator('#filter');
    this.filterError = frame.locator('#filter-error');
    this.matchCount = frame.locator('#match-count');
    this.notices = frame.locator('#notices');
    this.detail = frame.locator('#detail');
    this.completions = frame.getByRole('listbox', { name: 'Completions' });
  }

  /** Opens a capture from the explorer and waits until all of its events are counted. */
  static async open(workbench: Workbench, fileName: string): Promise<CaptureEditor> {
    const editor = new CaptureEditor(await workbench.openCustomEditor(fileName));
    await editor.matchCount.getByText(/ events$/).waitFor();
    return editor;
  }

  /** The row of an event number; it is in the document only while it is on screen or near it. */
  row(number: number): Locator {
    return this.list.locator(`[role=row][data-number="${number}"]`);
  }

  selectedRow(): Locator {
    return this.list.locator('[role=row][data-number][aria-selected=true]');
  }

  cell(number: number, column: Column): Locator {
    return this.row(number).locator(`[data-column="${column}"]`);
  }

  heading(column: Column): Locator {
    return this.list.locator(`[data-heading="${column}"]`);
  }

  /** Shows or hides a column through the menu of the list's header. */
  async toggleColumn(name: string): Promise<void> {
    await this.heading('number').click({ button: 'right' });
    await this.frame.getByRole('menuitemcheckbox', { name, exact: true }).click();
  }

  /** The texts of some columns of the first rows on screen; a row that is half covered is not counted. */
  async firstRows(count: number, columns: readonly Column[]): Promise<string[][]> {
    const rows = this.list.locator('[role=row][data-number]:visible');
    await rows.nth(count - 1).waitFor();
    const headerEnd = await this.heading('number').evaluate((element) => element.getBoundingClientRect().bottom);
    const texts = await rows.evaluateAll(
      (elements, { names, start }) => {
        const middle = (element: Element): number => {
          const { top, bottom } = element.getBoundingClientRect();
          return (top + bottom) / 2;
        };
        const text = (element: Element, name: string): string =>
          element.querySelector(`[data-column="${name}"]`)?.textContent?.trim() ?? 'no such column';
        return elements
          .filter((element) => middle(element) > start)
          .toSorted((a, b) => middle(a) - middle(b))
          .map((element) => names.map((name) => text(element, name)));
      },
      { names: columns, start: headerEnd },
    );
    return texts.slice(0, count);
  }

  /** How many rows the list says it has, its header left out. */
  async rowCount(): Promise<number> {
    return Number(await this.list.getAttribute('aria-rowcount')) - 1;
  }

  /** Puts a text into the filter's line, as pasting it in place of the former does. */
  async writeFilter(text: string): Promise<void> {
    await this.filter.focus();
    await this.filter.press('Control+a');
    await this.filter.press('Delete');
    await this.filter.page().keyboard.insertText(text);
  }

  /** Writes a filter and applies it; whatever is offered meanwhile is not taken. */
  async applyFilter(filter: string): Promise<void> {
    await this.writeFilter(filter);
    await this.filter.press('Control+Enter');
  }

  /** The text in the filter's line; empty where only the placeholder stands there. */
  async filterText(): Promise<string> {
    return this.filter.evaluate((line) => {
      const placeholder = line.querySelector('.cm-placeholder');
      return placeholder ? '' : (line.textContent ?? '');
    });
  }

  /** Opens a menu with a button of the toolbar and chooses one of its lines. */
  async chooseFromMenu(button: string, name: string | RegExp): Promise<void> {
    await this.frame.locator(button).click();
    await this.frame.locator('[role=menu]').getByText(name).click();
  }

  /** Waits until the number of matches stands for the whole capture and says this. */
  async waitForCount(text: string): Promise<void> {
    await this.matchCount.getByText(text, { exact: true }).waitFor();
  }

  /** Waits until the lines on screen are those of the present filter and order: lines are recycled, and stand in. */
  async waitForLines(): Promise<void> {
    await this.list.and(this.frame.locator(':not([aria-busy])')).waitFor();
  }

  /** Waits until a row of the present list is on screen, not only in the document. */
  async waitForRow(number: number): Promise<void> {
    await this.waitForLines();
    await this.cell(number, 'event').waitFor();
  }

  /** Selects an event's row and waits for its detail. */
  async select(number: number): Promise<void> {
    await this.cell(number, 'event').click();
    await this.waitForDetail(number);
  }

  /** Goes to an event by its number, with VS Code's own key for it, and waits for its detail. */
  async goTo(number: number): Promise<void> {
    await this.list.focus();
    await this.list.press('Control+g');
    await this.frame.locator('#go-to-number input').fill(String(number));
    await this.frame.locator('#go-to-number input').press('Enter');
    await this.waitForDetail(number);
  }

  async waitForDetail(number: number): Promise<void> {
    await this.detail.getByRole('heading', { name: `#${number} ` }).waitFor();
  }
}
