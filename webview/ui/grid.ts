import type { ColumnChoices } from './columnLayout';
import { createElement, setOptionalAttribute } from './dom';
import { GridColumns } from './gridColumns';
import { GridHeader } from './gridHeader';
import { cursorAfterKey } from './gridKeys';
import type { GridOptions, GridPlace } from './gridOptions';
import { GridRows } from './gridRows';
import { GridViewport } from './gridViewport';
import { ListCursor } from './listCursor';
import { type MenuPlace, openMenu } from './menu';
import type { RowSource } from './rowSource';
import { RowStage } from './rowStage';
import type { RowAlignment } from './scrollGeometry';

/** Height of a row, in pixels; the same number stands in `grid.css`. */
export const ROW_HEIGHT = 22;
/** Grids on the page so far: the ids of their rows must differ. */
let gridCount = 0;
/** How far Left and Right move a list that is wider than its pane, in pixels. */
const SIDEWAYS_STEP = 60;

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
  private readonly viewport: GridViewport;
  private readonly stage: RowStage<Row>;
  private readonly cursor = new ListCursor<Row>();
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
    this.viewport = new GridViewport({
      rowHeight: ROW_HEIGHT,
      count: () => this.count,
      onScroll: (upwards) => {
        if (upwards) this.follow(false);
        this.schedule();
        options.onScroll();
      },
    });
    this.element = createElement('div', {
      className: 'grid',
      role: 'grid',
      attributes: { tabindex: '0', 'aria-label': options.label, 'aria-rowcount': '1' },
      children: [
        createElement('div', { className: 'grid-clip', role: 'presentation', children: [this.content] }),
        ...this.viewport.scrollBars,
      ],
    });
    this.listen();
    this.columnsChanged();
  }

  /** The first row that is seen whole, or nearly so. */
  get top(): number {
    return this.viewport.top;
  }

  /** The row the keyboard acts on, or -1. */
  get cursorIndex(): number {
    return this.cursor.index;
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
    this.cursor.place(Math.min(place.cursor, this.count - 1), place.selected);
    this.viewport.startAt(place.top);
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
    const row = Math.min(this.count - 1, Math.max(0, index));
    if (how.tell && how.select) this.cursor.choose(row);
    else this.cursor.place(row, how.select);
    this.viewport.reveal(row, how.align);
    this.schedule();
  }

  /** Whether a row is seen whole. */
  isInView(index: number): boolean {
    return this.viewport.isInView(index);
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

  private listen(): void {
    const observer = new ResizeObserver((entries) => {
      const box = entries[entries.length - 1]?.contentRect;
      if (box) this.resized(box.width, box.height - ROW_HEIGHT);
    });
    if (this.content.parentElement) observer.observe(this.content.parentElement);
    this.element.addEventListener('wheel', (event) => this.viewport.wheeled(event), { passive: false });
    this.element.addEventListener('keydown', (event) => this.pressed(event));
    this.rows.element.addEventListener('pointerdown', (event) => this.clicked(event));
    this.element.addEventListener('contextmenu', (event) => this.menuWanted(event));
  }

  private resized(width: number, height: number): void {
    this.viewport.resize(width, height, this.cursor.index);
    this.rows.setHeight(this.viewport.height);
    this.columns.measure(this.element);
    this.layOut();
    // At once: a frame later the new space would be seen empty.
    this.render();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      this.viewport.scrollBy(event.key === 'ArrowLeft' ? -SIDEWAYS_STEP : SIDEWAYS_STEP, 0);
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && this.cursor.index >= 0 && this.options.onEnter) {
      event.preventDefault();
      this.options.onEnter();
      return;
    }
    const target = cursorAfterKey(event.key, this.cursor.index, this.count, this.viewport.rows);
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
    const row = this.rowAt(byKeyboard ? this.cursor.index : pointed);
    if (row === undefined) return;
    const line = byKeyboard ? this.rows.elementOf(this.cursor.index)?.getBoundingClientRect() : undefined;
    const cell = event.target.closest('[data-column]');
    this.options.onRowMenu(row, byKeyboard ? null : (cell?.getAttribute('data-column') ?? null), {
      x: line ? line.left + 40 : event.clientX,
      y: line ? line.bottom : event.clientY,
    });
  }

  private rowsInView(): readonly Row[] {
    return this.stage.rowsAt(this.viewport.position, this.viewport.height);
  }

  private columnsChanged(): void {
    const { shown } = this.columns;
    this.element.setAttribute('aria-colcount', String(shown.length));
    this.header.setColumns(shown);
    this.rows.setColumns(shown);
    this.layOut();
  }

  private layOut(): void {
    const widths = this.columns.widths(this.viewport.width);
    const contentWidth = widths.reduce((sum, width) => sum + width, 0);
    this.viewport.contentWidth = contentWidth;
    this.content.style.width = `${contentWidth}px`;
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
    const { viewport, cursor } = this;
    viewport.settle(this.following);
    const shown = this.stage.show({
      position: viewport.position,
      height: viewport.height,
      cursor: cursor.index,
      cursorSelected: cursor.isSelected,
      needed: cursor.awaited,
      following: this.following,
    });
    this.content.style.transform = `translateX(${-Math.round(viewport.sideways)}px)`;
    viewport.showScrollBars();
    setOptionalAttribute(this.element, 'aria-rowcount', String(this.count + 1));
    this.sayWhetherCurrent();
    const seen = shown !== null && cursor.index >= shown.first && cursor.index <= shown.last;
    setOptionalAttribute(this.element, 'aria-activedescendant', seen ? `${this.rowIds}${cursor.index}` : null);
    cursor.tell(
      (index) => this.rowAt(index),
      (index, row) => this.options.onSelect(index, row),
    );
  }
}
