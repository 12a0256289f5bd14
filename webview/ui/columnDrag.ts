import { createElement } from './dom';

/** How far the pointer has to go before a press becomes a drag, in pixels. */
const DRAG_BEGINS = 5;

/** Lets headings be dragged to other places of their row. A press that does not move stays a press. */
export class ColumnDrag {
  private readonly mark = createElement('div', { className: 'grid-drop', attributes: { 'aria-hidden': 'true' } });

  constructor(
    private readonly row: HTMLElement,
    /** A heading was let go: it is to stand at a place among those in sight, counted without it. */
    private readonly onMove: (column: string, place: number) => void,
  ) {}

  /** Watches a heading. */
  watch(cell: HTMLElement, column: string): void {
    let start: number | null = null;
    let place: number | null = null;
    const end = (): void => {
      start = null;
      place = null;
      this.mark.remove();
      cell.classList.remove('dragged');
    };
    cell.addEventListener('pointerdown', (event) => {
      if (event.button === 0) start = event.clientX;
    });
    cell.addEventListener('pointermove', (event) => {
      if (start === null || (place === null && Math.abs(event.clientX - start) < DRAG_BEGINS)) return;
      if (place === null) cell.setPointerCapture(event.pointerId);
      cell.classList.add('dragged');
      place = this.placeAt(event.clientX, cell);
    });
    cell.addEventListener('pointerup', () => {
      const dropped = place;
      end();
      if (dropped === null) return;
      // The click that follows is the end of the drag, and no press of the heading.
      cell.addEventListener('click', (click) => click.stopImmediatePropagation(), { capture: true, once: true });
      setTimeout(() => this.onMove(column, dropped));
    });
    cell.addEventListener('pointercancel', end);
  }

  /** The place among the other headings that a pointer is at; it is marked. */
  private placeAt(x: number, dragged: HTMLElement): number {
    const others = [...this.row.querySelectorAll<HTMLElement>('[data-heading]')].filter((each) => each !== dragged);
    const origin = this.row.getBoundingClientRect().left;
    const boxes = others.map((each) => each.getBoundingClientRect());
    const place = boxes.filter(({ left, width }) => left + width / 2 < x).length;
    const edge = place < boxes.length ? boxes[place].left : (boxes[boxes.length - 1]?.right ?? origin);
    this.mark.style.left = `${edge - origin}px`;
    this.row.append(this.mark);
    return place;
  }
}
