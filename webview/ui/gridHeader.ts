import { ColumnDrag } from './columnDrag';
import type { GridColumn } from './columnLayout';
import { createElement } from './dom';

export interface GridHeaderOptions {
  /** A border is being dragged: the new width of the column in pixels. `done` on release. */
  readonly onResize: (column: string, width: number, done: boolean) => void;
  /** A heading was dragged to a place among the others. */
  readonly onMove: (column: string, place: number) => void;
  /** A border was double-clicked. */
  readonly onFit: (column: string) => void;
  /** Columns that the rows can be in the order of. */
  readonly sortable: readonly string[];
  /** The heading of a sortable column was pressed. */
  readonly onHeading: (column: string) => void;
}

/** The line of column headers, with borders that can be dragged. */
export class GridHeader {
  readonly element: HTMLElement;
  private readonly row: HTMLElement;
  private readonly drag: ColumnDrag;
  private sorted = '';
  private descending = false;

  constructor(private readonly options: GridHeaderOptions) {
    this.row = createElement('div', {
      className: 'grid-header-row',
      role: 'row',
      attributes: { 'aria-rowindex': '1' },
    });
    this.drag = new ColumnDrag(this.row, options.onMove);
    this.element = createElement('div', { className: 'grid-header', role: 'rowgroup', children: [this.row] });
  }

  setColumns<Row>(columns: readonly GridColumn<Row>[]): void {
    this.row.replaceChildren(...columns.map((column, position) => this.createCell(column, position + 1)));
  }

  /** Marks the column that the rows are in the order of. */
  setSorted(column: string, descending = false): void {
    this.sorted = column;
    this.descending = descending;
    for (const cell of this.row.children) if (cell instanceof HTMLElement) this.markSorted(cell);
  }

  private markSorted(cell: HTMLElement): void {
    const { heading = '' } = cell.dataset;
    if (!this.options.sortable.includes(heading)) return;
    const sorted = this.descending ? 'descending' : 'ascending';
    cell.setAttribute('aria-sort', heading === this.sorted ? sorted : 'none');
  }

  private createCell<Row>(column: GridColumn<Row>, ordinal: number): HTMLElement {
    const border = createElement('div', { className: 'grid-border', attributes: { 'aria-hidden': 'true' } });
    const cell = createElement('div', {
      className: `grid-heading ${column.align}`,
      role: 'columnheader',
      attributes: { 'data-heading': column.id, 'aria-colindex': String(ordinal) },
      children: [
        column.title === ''
          ? createElement('span', { className: 'visually-hidden', text: column.label })
          : createElement('span', { text: column.title }),
        border,
      ],
    });
    if (column.title !== column.label) {
      cell.setAttribute('aria-label', column.label);
      cell.title = column.label;
    }
    this.watchBorder(border, cell, column.id);
    this.drag.watch(cell, column.id);
    if (this.options.sortable.includes(column.id)) {
      cell.classList.add('sortable');
      cell.title = `Sort by ${column.label.toLowerCase()}`;
      cell.addEventListener('click', () => this.options.onHeading(column.id));
      this.markSorted(cell);
    }
    return cell;
  }

  private watchBorder(border: HTMLElement, cell: HTMLElement, column: string): void {
    let start: { readonly pointer: number; readonly width: number } | null = null;
    const width = (event: PointerEvent): number => (start ? start.width + event.clientX - start.pointer : 0);
    border.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      border.setPointerCapture(event.pointerId);
      start = { pointer: event.clientX, width: cell.getBoundingClientRect().width };
    });
    border.addEventListener('pointermove', (event) => {
      if (start) this.options.onResize(column, width(event), false);
    });
    border.addEventListener('pointerup', (event) => {
      if (start && event.clientX !== start.pointer) this.options.onResize(column, width(event), true);
      start = null;
    });
    border.addEventListener('pointercancel', () => {
      start = null;
    });
    border.addEventListener('click', (event) => event.stopPropagation());
    border.addEventListener('dblclick', () => this.options.onFit(column));
  }
}
