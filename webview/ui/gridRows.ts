import type { GridColumn } from './columnLayout';
import { createElement } from './dom';
import { GridRow, type RowDecorator } from './gridRow';
import type { RowRange } from './scrollGeometry';

/** The layer is anchored anew when the rows are this far from its origin, so that offsets stay exact in the browser. */
const ANCHOR_REACH = 20_000;

/**
 * The lines on screen: as many elements as fit, recycled. They lie in one layer that is moved as a whole; a scroll of a
 * few rows moves the layer and refills a few lines. Lines stand in the document in the order in which they are seen.
 */
export class GridRows<Row> {
  /** The clipping box; its size is the viewport of the list. */
  readonly element: HTMLElement;
  private readonly layer: HTMLElement;
  private rows: GridRow<Row>[] = [];
  private columns: readonly GridColumn<Row>[] = [];
  private first = 0;
  private base = 0;
  private shift = '';

  constructor(
    private readonly idPrefix: string,
    private readonly rowHeight: number,
    private readonly decorate: RowDecorator<Row>,
  ) {
    this.layer = createElement('div', { className: 'grid-layer', role: 'presentation' });
    this.element = createElement('div', { className: 'grid-rows', role: 'rowgroup', children: [this.layer] });
    this.element.addEventListener('pointerover', (event) => showWholeText(event.target));
  }

  setColumns(columns: readonly GridColumn<Row>[]): void {
    this.columns = columns;
    for (const row of this.rows) row.setColumns(columns);
  }

  /** Has enough lines for a height in pixels. Lines are made here and nowhere else. */
  setHeight(height: number): void {
    const wanted = height > 0 ? Math.ceil(height / this.rowHeight) + 1 : 0;
    while (this.rows.length < wanted) {
      const row = new GridRow<Row>(this.idPrefix, this.rowHeight, this.decorate);
      row.setColumns(this.columns);
      this.rows.push(row);
      this.layer.append(row.element);
    }
    for (const row of this.rows.splice(wanted)) row.element.remove();
  }

  /** Shows a range of rows at a vertical position; `rowAt` gives what is at hand. */
  show(
    range: RowRange,
    position: number,
    cursor: number,
    cursorSelected: boolean,
    rowAt: (index: number) => Row | undefined,
  ): void {
    this.rotate(range.first - this.first);
    this.first = range.first;
    if (Math.abs(range.first - this.base) > ANCHOR_REACH) this.base = range.first;
    for (let slot = 0; slot < this.rows.length; slot++) {
      const row = this.rows[slot];
      const index = range.first + slot;
      if (index > range.last) {
        row.hide();
        continue;
      }
      row.place(index, this.base, rowAt(index));
      row.mark(cursorSelected && index === cursor, index === cursor);
    }
    // Whole device pixels: text between two of them is blurred.
    const density = globalThis.devicePixelRatio || 1;
    const offset = Math.round((this.base * this.rowHeight - position) * density) / density;
    const shift = `translateY(${offset}px)`;
    if (shift !== this.shift) {
      this.shift = shift;
      this.layer.style.transform = shift;
    }
  }

  /** The line's element for a row on screen. */
  elementOf(index: number): HTMLElement | null {
    return this.rows.find((row) => row.index === index)?.element ?? null;
  }

  /** The row of an element inside a line, or -1. */
  indexOf(element: Element): number {
    const line = element.closest('.grid-row');
    return this.rows.find((row) => row.element === line)?.index ?? -1;
  }

  /** Moves the lines that left at one end to the other; the rest keep what they show. */
  private rotate(steps: number): void {
    if (Math.abs(steps) >= this.rows.length) return;
    if (steps > 0) {
      const moved = this.rows.splice(0, steps);
      this.rows.push(...moved);
      this.layer.append(...moved.map((row) => row.element));
    } else if (steps < 0) {
      const moved = this.rows.splice(steps);
      this.rows.unshift(...moved);
      this.layer.prepend(...moved.map((row) => row.element));
    }
  }
}

/** The tooltip of a cell says its whole text when not all of it can be seen. */
function showWholeText(target: EventTarget | null): void {
  const cell = target instanceof Element ? target.closest('.grid-cell') : null;
  if (!(cell instanceof HTMLElement)) return;
  cell.title = cell.scrollWidth > cell.clientWidth ? (cell.textContent ?? '') : '';
}
