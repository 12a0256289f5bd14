import type { ColumnChoices, ColumnPreset, GridColumn } from './columnLayout';
import { createElement, setOptionalAttribute } from './dom';
import { GridColumns } from './gridColumns';
import { GridHeader } from './gridHeader';
import { cursorAfterKey } from './gridKeys';
import type { RowDecorator } from './gridRow';
import { GridRows } from './gridRows';
import { type MenuPlace, openMenu } from './menu';
import type { RowSource } from './rowSource';
import { RowStage } from './rowStage';
import { ScrollBar } from './scrollBar';
import { clampPosition, maximumPosition, positionOfRow, type RowAlignment, type ScrollExtent } from './scrollGeometry';
import { wheelPixels } from './wheel';

/** Height of a row, in pixels; the same number stands in `grid.css`. */
export const ROW_HEIGHT = 22;
/** Grids on the page so far: the ids of their rows must differ. */
let gridCount = 0;
/** How far Left and Right move a list that is wider than its pane, in pixels. */
const SIDEWAYS_STEP = 60;

export interface GridOptions<Row> {
  /** Accessible name of the list. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly choices: ColumnChoices;
  /** Columns that serve a purpose together, for the columns' menu. */
  readonly presets?: readonly ColumnPreset[];
  readonly decorate: RowDecorator<Row>;
  /** A person moved to a row: told once the row is at hand. */
  readonly onSelect: (index: number, row: Row) => void;
  /** Enter was pressed on the row that the keyboard acts on. */
  readonly onEnter?: () => void;
  /** The list was scrolled by a person. */
  readonly onScroll: () => void;
  /** The list begins to follow its end, or a person left it. */
  readonly onFollow?: (following: boolean) => void;
  /** A person went to the end by its key. */
  readonly onEnd?: () => void;
  readonly onChoices: (choices: ColumnChoices) => void;
  /** A menu is wanted for a row; the column is null when the keyboard asked. */
  readonly onRowMenu: (row: Row, column: string | null, place: MenuPlace) => void;
  /** Columns that the rows can be in the order of, and the one whose order they are in at first. */
  readonly sortable: readonly string[];
  readonly sorted: string;
  /** The heading of a sortable column was pressed. */
  readonly onHeading: (column: string) => void;
  /** Rows could not be had. */
  readonly onFailure: (error: unknown) => void;
}

/** Where a list stands after its source was changed. `cursor` is -1 for none. */
export interface GridPlace {
  readonly top: number;
  readonly cursor: number;
  readonly selected: boolean;
}

/**
 * A list of any length: it holds the rows on screen and some pages around them, scrolls by itself (browsers clip an
 * element near 33 million pixels), and is one tab stop: the focus stays on the grid, `aria-activedescendant` names the
 * row the keyboard acts on. That row, the cursor, is selected unless `moveTo` said otherwise.
 */
export class Grid<Row> {
  readonly element: HTMLElement;
  private readonly rowIds = `grid-${gridCount++}-row-`;
  private readonly columns: GridColumns<Row>;
  private readonly header: GridHeader;
  private readonly rows: GridRows<Row>;
  private readonly content: HTMLElement;
  private readonly vertical: ScrollBar;
  private readonly horizontal: ScrollBar;
  private readonly stage: RowStage<Row>;
  private width = 0;
  private height = 0;
  private contentWidth = 0;
  private position = 0;
  private sideways = 0;
  private cursor = -1;
  private cursorSelected = false;
  /** A selection that `onSelect` has not been told of, because its row is not at hand. */
  private untold = false;
  private following = false;
  private frame = 0;

  constructor(private readonly options: GridOptions<Row>) {
    this.columns = new GridColumns<Row>(options.columns, options.presets ?? [], options.choices, {
      onShown: () => this.columnsChanged(),
      onWidths: () => this.layOut(),
      onChoices: options.onChoices,
    });
    this.header = new GridHeader({
      onResize: (column, width, done) => this.columns.resize(column, width, done),
      onMove: (column, place) => this.columns.move(column, place),
      onFit: (column) => this.columns.fit([column], this.rowsInView()),
      sortable: options.sortable,
      onHeading: options.onHeading,
    });
    this.header.setSorted(options.sorted);
    this.rows = new GridRows<Row>(this.rowIds, ROW_HEIGHT, options.decorate);
    this.stage = new RowStage<Row>(this.rows, {
      rowHeight: ROW_HEIGHT,
      onChange: () => this.schedule(),
      onFailure: options.onFailure,
    });
    this.content = createElement('div', {
      className: 'grid-content',
      role: 'presentation',
      children: [this.header.element, this.rows.element],
    });
    this.vertical = new ScrollBar('vertical', (position) => this.scrollTo(position, this.sideways));
    this.horizontal = new ScrollBar('horizontal', (position) => this.scrollTo(this.position, position));
    this.element = createElement('div', {
      className: 'grid',
      role: 'grid',
      attributes: { tabindex: '0', 'aria-label': options.label, 'aria-rowcount': '1' },
      children: [
        createElement('div', { className: 'grid-clip', role: 'presentation', children: [this.content] }),
        this.vertical.element,
        this.horizontal.element,
      ],
    });
    this.listen();
    this.columnsChanged();
  }

  /** The first row that is seen whole, or nearly so. */
  get top(): number {
    return Math.min(Math.max(0, this.count - 1), Math.round(this.position / ROW_HEIGHT));
  }

  /** The row the keyboard acts on, or -1. */
  get cursorIndex(): number {
    return this.cursor;
  }

  /** The row at an index, if it is at hand. */
  rowAt(index: number): Row | undefined {
    return this.stage.row(index);
  }

  /** Shows another source, at a place. Requests to the former one are aborted. */
  setSource(source: RowSource<Row>, place: GridPlace): void {
    this.stage.setSource(source);
    this.sayWhetherCurrent();
    this.setPlace(place);
  }

  /** Goes to a place of the present source; nobody is told. */
  setPlace(place: GridPlace): void {
    this.cursor = Math.min(place.cursor, this.count - 1);
    this.cursorSelected = place.selected && this.cursor >= 0;
    this.untold = false;
    this.position = place.top * ROW_HEIGHT;
    this.schedule();
  }

  /** Keeps the last row in sight while rows are added, until a person goes elsewhere. */
  follow(following: boolean): void {
    if (following === this.following) return;
    this.following = following;
    this.options.onFollow?.(following);
    this.schedule();
  }

  /** Marks the column that the rows are in the order of. */
  setSorted(column: string, descending = false): void {
    this.header.setSorted(column, descending);
  }

  /** The source has more rows than before. */
  countChanged(): void {
    this.schedule();
  }

  /** Brings a row into view and moves the cursor to it. `tell`: as if a person had done it. */
  moveTo(index: number, how: { align: RowAlignment; select: boolean; tell: boolean }): void {
    if (this.count === 0) return;
    this.cursor = Math.min(this.count - 1, Math.max(0, index));
    this.cursorSelected = how.select;
    this.untold = how.tell && how.select;
    this.position = positionOfRow(this.cursor, this.position, ROW_HEIGHT, this.extent, how.align);
    this.schedule();
  }

  /** Whether a row is seen whole. */
  isInView(index: number): boolean {
    const start = index * ROW_HEIGHT;
    return start >= this.position && start + ROW_HEIGHT <= this.position + this.height;
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  /** Opens the menu that shows, hides and moves columns; `at` is the line that has the focus at first. */
  openColumnMenu(place: MenuPlace, at?: string): void {
    const items = this.columns.menuItems(
      () => this.rowsInView(),
      (label) => this.openColumnMenu(place, label),
    );
    openMenu('Columns', items, place, at);
  }

  /** Shows the columns that were chosen elsewhere; nobody is told. */
  chooseColumns(choices: ColumnChoices): void {
    this.columns.chosen = choices;
  }

  private get count(): number {
    return this.stage.count;
  }

  private get extent(): ScrollExtent {
    return { content: this.count * ROW_HEIGHT, viewport: this.height };
  }

  private get sidewaysExtent(): ScrollExtent {
    return { content: this.contentWidth, viewport: this.width };
  }

  private listen(): void {
    const observer = new ResizeObserver((entries) => {
      const box = entries[entries.length - 1]?.contentRect;
      if (box) this.resized(box.width, box.height - ROW_HEIGHT);
    });
    if (this.content.parentElement) observer.observe(this.content.parentElement);
    this.element.addEventListener('wheel', (event) => this.wheeled(event), { passive: false });
    this.element.addEventListener('keydown', (event) => this.pressed(event));
    this.rows.element.addEventListener('pointerdown', (event) => this.clicked(event));
    this.element.addEventListener('contextmenu', (event) => this.menuWanted(event));
    this.rows.element.addEventListener('pointerover', (event) => showWholeText(event.target));
  }

  private resized(width: number, height: number): void {
    // A pane that opens below must not hide the row that was just chosen; a list that is hidden itself keeps its place.
    const keep = this.cursor >= 0 && height > 0 && height < this.height && this.isInView(this.cursor);
    this.width = width;
    this.height = Math.max(0, height);
    this.rows.setHeight(this.height);
    if (keep) this.position = positionOfRow(this.cursor, this.position, ROW_HEIGHT, this.extent, 'nearest');
    this.columns.measure(this.element);
    this.layOut();
    // At once: a frame later the new space would be seen empty.
    this.render();
  }

  private wheeled(event: WheelEvent): void {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const pixels = wheelPixels(event, ROW_HEIGHT * 2, { width: this.width, height: this.height });
    this.scrollTo(this.position + pixels.y, this.sideways + pixels.x);
  }

  private scrollTo(position: number, sideways: number): void {
    const before = this.position;
    this.position = clampPosition(position, this.extent);
    if (this.position < before) this.follow(false);
    this.sideways = clampPosition(sideways, this.sidewaysExtent);
    this.schedule();
    this.options.onScroll();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const step = event.key === 'ArrowLeft' ? -SIDEWAYS_STEP : SIDEWAYS_STEP;
      this.scrollTo(this.position, this.sideways + step);
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && this.cursor >= 0 && this.options.onEnter) {
      event.preventDefault();
      this.options.onEnter();
      return;
    }
    const target = cursorAfterKey(event.key, this.cursor, this.count, Math.floor(this.height / ROW_HEIGHT));
    if (target === null) return;
    event.preventDefault();
    this.moveTo(target, { align: 'nearest', select: true, tell: true });
    if (event.key === 'End') this.options.onEnd?.();
    else this.follow(false);
    this.options.onScroll();
  }

  private clicked(event: PointerEvent): void {
    // The middle button is left alone; the right one selects, too, so that its menu speaks of the row that is marked.
    if (event.button === 1 || !(event.target instanceof Element) || !this.stage.isCurrent) return;
    const index = this.rows.indexOf(event.target);
    if (index < 0) return;
    // Whoever chooses an event wants to read it, and not to see it go.
    this.follow(false);
    this.moveTo(index, { align: 'nearest', select: true, tell: true });
  }

  private menuWanted(event: MouseEvent): void {
    event.preventDefault();
    if (!(event.target instanceof Element)) return;
    if (event.target.closest('.grid-header')) {
      this.openColumnMenu({ x: event.clientX, y: event.clientY });
      return;
    }
    const pointed = this.rows.indexOf(event.target);
    const byKeyboard = event.target === this.element;
    const row = this.rowAt(byKeyboard ? this.cursor : pointed);
    if (row === undefined) return;
    const line = byKeyboard ? this.rows.elementOf(this.cursor)?.getBoundingClientRect() : undefined;
    const cell = event.target.closest('[data-column]');
    this.options.onRowMenu(row, byKeyboard ? null : (cell?.getAttribute('data-column') ?? null), {
      x: line ? line.left + 40 : event.clientX,
      y: line ? line.bottom : event.clientY,
    });
  }

  private rowsInView(): readonly Row[] {
    return this.stage.rowsAt(this.position, this.height);
  }

  private columnsChanged(): void {
    const { shown } = this.columns;
    this.element.setAttribute('aria-colcount', String(shown.length));
    this.header.setColumns(shown);
    this.rows.setColumns(shown);
    this.layOut();
  }

  private layOut(): void {
    const widths = this.columns.widths(this.width);
    this.contentWidth = widths.reduce((sum, width) => sum + width, 0);
    this.content.style.width = `${this.contentWidth}px`;
    this.content.style.setProperty('--grid-columns', widths.map((width) => `${width}px`).join(' '));
    this.schedule();
  }

  private schedule(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => this.render());
  }

  /** Lines of the former source that stand in for those to come are not to be read as the answer. */
  private sayWhetherCurrent(): void {
    setOptionalAttribute(this.element, 'aria-busy', this.stage.isCurrent ? null : 'true');
  }

  /** Writes only: sizes are known from the observer, so no layout is forced. */
  private render(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    // A list without a size (not shown yet) keeps its position: it would be clamped to nonsense.
    if (this.height > 0) {
      this.position = this.following ? maximumPosition(this.extent) : clampPosition(this.position, this.extent);
    }
    this.sideways = clampPosition(this.sideways, this.sidewaysExtent);
    const shown = this.stage.show({
      position: this.position,
      height: this.height,
      cursor: this.cursor,
      cursorSelected: this.cursorSelected,
      needed: this.untold ? this.cursor : -1,
      following: this.following,
    });
    this.content.style.transform = `translateX(${-Math.round(this.sideways)}px)`;
    this.vertical.show(this.position, this.extent, this.height);
    this.horizontal.show(this.sideways, this.sidewaysExtent, this.width);
    setOptionalAttribute(this.element, 'aria-rowcount', String(this.count + 1));
    this.sayWhetherCurrent();
    const seen = shown !== null && this.cursor >= shown.first && this.cursor <= shown.last;
    setOptionalAttribute(this.element, 'aria-activedescendant', seen ? `${this.rowIds}${this.cursor}` : null);
    const row = this.untold ? this.rowAt(this.cursor) : undefined;
    if (row === undefined) return;
    this.untold = false;
    this.options.onSelect(this.cursor, row);
  }
}

/** The tooltip of a cell says its whole text when not all of it can be seen. */
function showWholeText(target: EventTarget | null): void {
  const cell = target instanceof Element ? target.closest('.grid-cell') : null;
  if (!(cell instanceof HTMLElement)) return;
  cell.title = cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? '') : '';
}
