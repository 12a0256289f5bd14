import type { FileLine, FileOrder } from '../../../src/session/fileProtocol';
import { USUAL_COLUMNS } from '../../ui/columnLayout';
import { createElement } from '../../ui/dom';
import { Grid } from '../../ui/grid';
import { openMenu } from '../../ui/menu';
import type { DetailTab, TabActions } from '../detailTab';
import { formatCount } from '../numberText';
import { isCancelled, type SessionClient } from '../sessionClient';
import { decorateFileRow, FILE_COLUMNS } from './fileColumns';
import { type FileMenuActions, fileMenuItems } from './fileMenu';
import { FileRows, versionBefore } from './fileRows';

/** How long the list stays as it is while events come, in milliseconds: it is made anew as a whole. */
const REFRESH_DELAY = 500;
/** Wait after a key before the list is searched, in milliseconds. */
const TYPING_DELAY = 120;
const ORDERS: readonly FileOrder[] = ['number', 'path', 'process', 'read', 'written', 'missing'];
/** Orders in which one wants to see the most first. */
const DESCENDING: readonly FileOrder[] = ['read', 'written', 'missing'];

/** The files that were read and written: those that an event of the list is about, or all of the capture. */
export class FilesTab implements DetailTab {
  readonly head = createElement('div', { className: 'tab-head list-head' });
  readonly panel = createElement('div', { className: 'files-panel' });
  private readonly counted = createElement('span', { className: 'stream-facts detail-fact' });
  private readonly find = createElement('input', {
    className: 'stream-find',
    attributes: { type: 'text', placeholder: 'Find', 'aria-label': 'Find files', spellcheck: 'false' },
  });
  private readonly toggle: HTMLButtonElement;
  private readonly fileButtons: readonly HTMLButtonElement[];
  private readonly grid: Grid<FileLine>;
  private order: FileOrder = 'number';
  private descending = false;
  private all = false;
  private rows: FileRows | undefined;
  /** What the list was made for. */
  private made = '';
  /** The request whose files are on screen. */
  private shown = '';
  private other: FileLine | undefined;
  private refreshTimer: ReturnType<typeof setTimeout> | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: SessionClient,
    private readonly actions: TabActions,
  ) {
    this.grid = new Grid<FileLine>({
      label: 'Files',
      columns: FILE_COLUMNS,
      choices: USUAL_COLUMNS,
      decorate: decorateFileRow,
      onSelect: (_index, { number }) => {
        this.enableButtons();
        actions.onGoTo(number);
      },
      onScroll: () => undefined,
      onChoices: () => undefined,
      onRowMenu: (line, _column, place) => openMenu('File', fileMenuItems(line, this.other, this.menuActions), place),
      sortable: ORDERS,
      sorted: this.order,
      onHeading: (column) => this.sortBy(ORDERS.find((order) => order === column) ?? 'number'),
      onFailure: (error) => this.failed(error),
    });
    this.grid.element.addEventListener('keydown', (event) => this.pressed(event));
    this.grid.element.addEventListener('dblclick', () => this.withChosen((line) => this.menuActions.onOpen(line)));
    this.find.addEventListener('keydown', (event) => this.pressedInFind(event));
    this.find.addEventListener('input', () => {
      clearTimeout(this.typingTimer);
      this.typingTimer = setTimeout(() => void this.load(), TYPING_DELAY);
    });
    this.toggle = this.button('All', 'Show those of the whole capture, whatever the filter is', () => {
      this.all = !this.all;
      this.toggle.setAttribute('aria-pressed', String(this.all));
      void this.load();
    });
    this.toggle.setAttribute('aria-pressed', 'false');
    this.fileButtons = [
      this.button('Open', 'Open the file as it was captured (Enter)', () => this.withChosen(this.menuActions.onOpen)),
      this.button('Compare', 'Compare it with the version before', () =>
        this.withChosen(this.menuActions.onCompareBefore),
      ),
      this.button('Save', 'Write the file to the disk', () => this.withChosen(this.menuActions.onSave)),
    ];
    const buttons = createElement('span', {
      className: 'stream-modes',
      children: [this.toggle, ...this.fileButtons],
    });
    this.head.append(this.counted, this.find, buttons);
    this.panel.append(this.grid.element);
    this.enableButtons();
  }

  /** Shows the list; it stands without an event. */
  async show(): Promise<void> {
    await this.load();
  }

  clear(): void {
    void this.load();
  }

  focus(): void {
    this.grid.focus();
  }

  /** Events came to the selection, or it is another one. */
  refresh(): void {
    this.refreshTimer ??= setTimeout(() => {
      this.refreshTimer = undefined;
      void this.load();
    }, REFRESH_DELAY);
  }

  private readonly menuActions: FileMenuActions = {
    onOpen: ({ number }) => this.actions.onFile({ action: 'open', number }),
    onSave: ({ number }) => this.actions.onFile({ action: 'save', number }),
    onCompare: (before, { number }) => this.actions.onFile({ action: 'compare', number: before.number, with: number }),
    onCompareBefore: (line) => void this.compareBefore(line),
    onCompareLater: (line) => {
      this.other = line;
      this.actions.announce(`${line.path} of event ${line.number} will be compared.`);
    },
    onGoTo: (number) => this.actions.onGoTo(number),
    onFilter: (condition) => this.actions.onFilter(condition),
    onCopy: (text) => this.actions.onCopy(text),
  };

  private get selection(): number {
    return this.all ? 0 : this.actions.selection().id;
  }

  /** Makes the list anew where it is not the one that is wanted. */
  private async load(): Promise<void> {
    const { order, descending } = this;
    const text = this.find.value;
    const made = JSON.stringify([this.selection, this.actions.selection().matched, order, descending, text]);
    if (made === this.made) return;
    this.made = made;
    this.rows?.close();
    const rows = new FileRows(this.client, { selection: this.selection, order, descending, text });
    this.rows = rows;
    try {
      await rows.step();
      this.put(rows);
      while (!rows.isSettled && rows === this.rows) {
        await rows.step();
        if (rows !== this.rows) return;
        this.showCount(rows);
        if (rows.isSettled) this.put(rows);
        else this.grid.countChanged();
      }
    } catch (error) {
      if (rows === this.rows) this.made = '';
      this.failed(error);
    }
  }

  private put(rows: FileRows): void {
    if (rows !== this.rows) return;
    // The same list with more in it stays where it is.
    const request = JSON.stringify(rows.request);
    const cursor = request === this.shown ? Math.min(this.grid.cursorIndex, rows.count - 1) : -1;
    const top = request === this.shown ? this.grid.top : 0;
    this.shown = request;
    this.grid.setSource(rows, { top, cursor, selected: cursor >= 0 });
    this.showCount(rows);
    this.enableButtons();
  }

  private sortBy(order: FileOrder): void {
    this.descending = order === this.order ? !this.descending : DESCENDING.includes(order);
    this.order = order;
    this.grid.setSorted(order, this.descending);
    this.actions.announce(`Sorted by ${order}, ${this.descending ? 'descending' : 'ascending'}.`);
    void this.load();
  }

  private showCount({ count, total, isSettled }: FileRows): void {
    const counted = count === total ? formatCount(total) : `${formatCount(count)} of ${formatCount(total)}`;
    this.counted.textContent = `${counted} ${total === 1 ? 'file' : 'files'}${isSettled ? '' : ' …'}`;
    this.panel.classList.toggle('empty', count === 0 && isSettled);
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') this.withChosen(this.menuActions.onOpen);
    else if (/^[^\s/?]$/.test(event.key)) this.type(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Letters go to where files are found by their name, as in VS Code's own lists. */
  private type(character: string): void {
    this.find.focus();
    this.find.value += character;
    this.find.dispatchEvent(new Event('input'));
  }

  private pressedInFind(event: KeyboardEvent): void {
    const { key } = event;
    if (key !== 'Enter' && key !== 'ArrowDown' && key !== 'Escape') return;
    if (key === 'Escape') {
      this.find.value = '';
      void this.load();
    }
    this.grid.focus();
    if (key !== 'Escape' && this.grid.cursorIndex < 0) {
      this.grid.moveTo(0, { align: 'nearest', select: true, tell: true });
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private async compareBefore(line: FileLine): Promise<void> {
    try {
      const before = await versionBefore(this.client, line);
      if (before) this.menuActions.onCompare(before, line);
      else this.actions.announce('The capture has no earlier version of this file.');
    } catch (error) {
      this.failed(error);
    }
  }

  private get chosen(): FileLine | undefined {
    return this.grid.rowAt(this.grid.cursorIndex);
  }

  private withChosen(act: (line: FileLine) => void): void {
    const line = this.chosen;
    if (line) act(line);
  }

  private enableButtons(): void {
    for (const button of this.fileButtons) button.disabled = this.grid.cursorIndex < 0;
  }

  private button(text: string, title: string, run: () => void): HTMLButtonElement {
    const button = createElement('button', { className: 'data-mode', text, attributes: { type: 'button', title } });
    button.addEventListener('click', run);
    return button;
  }

  /** A selection that is no longer shown may be gone before its last request is answered. */
  private failed(error: unknown): void {
    const isGone = this.rows?.request.selection !== this.selection;
    if (!isCancelled(error) && !isGone) this.actions.onFailure(error);
  }
}
