import type { GridColumn } from './columnLayout';
import { createElement, setOptionalAttribute } from './dom';

/** Marks a row's element with what the grid cannot know, such as a class or a `data-` attribute; null: not there yet. */
export type RowDecorator<Row> = (element: HTMLElement, row: Row | null) => void;

interface CellView {
  readonly element: HTMLElement;
  readonly text: Text;
  readonly label: HTMLElement;
  shownText: string;
  shownEmphasis: string;
}

/** One recycled line of the grid: made once, then only filled anew. Every write is compared first: a scroll is cheap. */
export class GridRow<Row> {
  readonly element: HTMLElement;
  /** The row that stands here, or -1. */
  index = -1;
  private row: Row | undefined;
  private base = -1;
  private filled = false;
  private cells: readonly CellView[] = [];
  private columns: readonly GridColumn<Row>[] = [];

  constructor(
    private readonly idPrefix: string,
    private readonly rowHeight: number,
    private readonly decorate: RowDecorator<Row>,
  ) {
    this.element = createElement('div', { className: 'grid-row', role: 'row' });
    this.element.hidden = true;
  }

  /** Makes the cells for columns; only when other columns are shown, or in another order. */
  setColumns(columns: readonly GridColumn<Row>[]): void {
    this.columns = columns;
    this.cells = columns.map((column, position) => {
      const text = document.createTextNode('');
      const label = createElement('span', { children: [text] });
      const element = createElement('div', {
        className: `grid-cell ${column.align}`,
        role: 'gridcell',
        attributes: { 'data-column': column.id, 'aria-colindex': String(position + 1) },
        children: [label],
      });
      return { element, text, label, shownText: '', shownEmphasis: '' };
    });
    this.element.replaceChildren(...this.cells.map((cell) => cell.element));
    this.filled = false;
    this.row = undefined;
  }

  /** Puts the line at a row; `base` is the row at the layer's origin. `row` is undefined while it is not at hand. */
  place(index: number, base: number, row: Row | undefined): void {
    if (index !== this.index) {
      this.index = index;
      this.element.id = `${this.idPrefix}${index}`;
      // The header is row 1.
      this.element.setAttribute('aria-rowindex', String(index + 2));
      this.base = -1;
      this.filled = false;
    }
    if (base !== this.base) {
      this.base = base;
      this.element.style.transform = `translateY(${(index - base) * this.rowHeight}px)`;
    }
    if (this.element.hidden) this.element.hidden = false;
    if (this.filled && this.row === row) return;
    this.fill(row);
  }

  /** Takes the line out of sight. */
  hide(): void {
    if (this.index < 0) return;
    this.index = -1;
    this.row = undefined;
    this.filled = false;
    this.element.hidden = true;
    this.element.removeAttribute('id');
    this.mark(false, false);
    this.decorate(this.element, null);
  }

  /** Marks the line as selected and as the one the keyboard acts on. */
  mark(selected: boolean, cursor: boolean): void {
    setOptionalAttribute(this.element, 'aria-selected', selected ? 'true' : 'false');
    this.element.classList.toggle('cursor', cursor);
  }

  private fill(row: Row | undefined): void {
    this.row = row;
    this.filled = true;
    this.element.classList.toggle('pending', row === undefined);
    setOptionalAttribute(this.element, 'aria-busy', row === undefined ? 'true' : null);
    this.decorate(this.element, row ?? null);
    for (let position = 0; position < this.cells.length; position++) {
      const cell = this.cells[position];
      const column = this.columns[position];
      const text = row === undefined ? '' : column.text(row);
      if (text !== cell.shownText) {
        cell.text.data = text;
        cell.shownText = text;
      }
      const emphasis = row === undefined ? '' : (column.emphasis?.(row) ?? '');
      if (emphasis !== cell.shownEmphasis) {
        cell.label.className = emphasis;
        cell.shownEmphasis = emphasis;
      }
    }
  }
}
