import { createElement } from './dom';
import { clampPosition, positionOfThumb, type ScrollExtent, thumbLength, thumbOffset } from './scrollGeometry';

/** Wait before a page click repeats, and between repetitions, in milliseconds. */
const REPEAT_DELAY = 300;
const REPEAT_INTERVAL = 60;

/**
 * A scroll bar of our own: a thumb on a track. The pointer drags the thumb or pages with clicks on the track. It is
 * hidden from assistive technology and from the tab order: the keyboard scrolls the list itself.
 */
export class ScrollBar {
  readonly element: HTMLElement;
  private readonly thumb: HTMLElement;
  private extent: ScrollExtent = { content: 0, viewport: 0 };
  private position = 0;
  private track = 0;
  private dragStart: { readonly pointer: number; readonly offset: number } | null = null;
  private pageTarget = 0;
  private pageTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly orientation: 'vertical' | 'horizontal',
    private readonly onScroll: (position: number) => void,
  ) {
    this.thumb = createElement('div', { className: 'scroll-thumb' });
    this.element = createElement('div', {
      className: `scroll-bar ${orientation}`,
      attributes: { 'aria-hidden': 'true' },
      children: [this.thumb],
    });
    this.element.addEventListener('pointerdown', (event) => this.pressed(event));
    this.element.addEventListener('pointermove', (event) => this.moved(event));
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
      this.element.addEventListener(end, () => this.released());
    }
  }

  /** Shows a position; `track` is the length of the bar in pixels. Writes styles only. */
  show(position: number, extent: ScrollExtent, track: number): void {
    this.position = position;
    this.extent = extent;
    this.track = track;
    const needed = extent.content > extent.viewport && extent.viewport > 0;
    this.element.hidden = !needed;
    if (!needed) return;
    const length = thumbLength(track, extent);
    const offset = thumbOffset(position, track, extent);
    const vertical = this.orientation === 'vertical';
    this.thumb.style.setProperty(vertical ? 'height' : 'width', `${length}px`);
    this.thumb.style.transform = vertical ? `translateY(${offset}px)` : `translateX(${offset}px)`;
  }

  private pointerOffset(event: PointerEvent): number {
    const box = this.element.getBoundingClientRect();
    return this.orientation === 'vertical' ? event.clientY - box.top : event.clientX - box.left;
  }

  private pressed(event: PointerEvent): void {
    if (event.button !== 0) return;
    // Keeps the focus where it is: in the list.
    event.preventDefault();
    this.element.setPointerCapture(event.pointerId);
    const pointer = this.pointerOffset(event);
    if (event.target === this.thumb) {
      this.dragStart = { pointer, offset: thumbOffset(this.position, this.track, this.extent) };
      this.element.classList.add('dragging');
      return;
    }
    this.pageTarget = pointer;
    this.page(REPEAT_DELAY);
  }

  private moved(event: PointerEvent): void {
    // Without a button down nothing is measured: the pointer only passes.
    if (event.buttons === 0) return;
    const pointer = this.pointerOffset(event);
    this.pageTarget = pointer;
    if (!this.dragStart) return;
    const offset = this.dragStart.offset + pointer - this.dragStart.pointer;
    this.onScroll(positionOfThumb(offset, this.track, this.extent));
  }

  private released(): void {
    this.dragStart = null;
    clearTimeout(this.pageTimer);
    this.element.classList.remove('dragging');
  }

  /** One page towards the pointer, again and again until the thumb is under it. */
  private page(wait: number): void {
    const offset = thumbOffset(this.position, this.track, this.extent);
    const beyond = this.pageTarget > offset + thumbLength(this.track, this.extent);
    if (!beyond && this.pageTarget >= offset) return;
    this.position = clampPosition(this.position + (beyond ? 1 : -1) * this.extent.viewport, this.extent);
    this.onScroll(this.position);
    this.pageTimer = setTimeout(() => this.page(REPEAT_INTERVAL), wait);
  }
}
