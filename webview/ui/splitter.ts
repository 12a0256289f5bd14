import { createElement } from './dom';

/** How far an arrow key moves the separator, in pixels: one row. */
const KEY_STEP = 22;

export interface SplitterOptions {
  readonly label: string;
  /** `id` of the pane below, whose height is changed. */
  readonly controls: string;
  /** Heights of the pane below, in pixels. `maximum` is asked at every use, as the window may have changed. */
  readonly minimum: number;
  readonly maximum: () => number;
  readonly initial: number;
  readonly usual: number;
  /** `done`: the person let go, and the height can be kept. */
  readonly onHeight: (height: number, done: boolean) => void;
}

/**
 * The border between two panes, one above the other. Dragged with the pointer; with the keyboard Up and Down move it,
 * Home and End go to the limits; a double click restores the usual height.
 */
export class Splitter {
  readonly element: HTMLElement;
  private height: number;
  private start: { readonly pointer: number; readonly height: number } | null = null;

  constructor(private readonly options: SplitterOptions) {
    this.height = options.initial;
    this.element = createElement('div', {
      className: 'splitter',
      role: 'separator',
      attributes: {
        tabindex: '0',
        'aria-orientation': 'horizontal',
        'aria-label': options.label,
        'aria-controls': options.controls,
      },
    });
    this.element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      this.element.setPointerCapture(event.pointerId);
      this.start = { pointer: event.clientY, height: this.height };
    });
    this.element.addEventListener('pointermove', (event) => {
      if (this.start) this.set(this.start.height + this.start.pointer - event.clientY, false);
    });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      this.element.addEventListener(end, () => {
        if (this.start) this.set(this.height, true);
        this.start = null;
      });
    }
    this.element.addEventListener('dblclick', () => this.set(options.usual, true));
    this.element.addEventListener('keydown', (event) => {
      const target = this.heightAfterKey(event.key);
      if (target === null) return;
      event.preventDefault();
      this.set(target, true);
    });
    window.addEventListener('resize', () => this.set(this.height, false));
  }

  /** Puts the border where it was left; call when the page has its size. */
  apply(): void {
    this.set(this.height, false);
  }

  private heightAfterKey(key: string): number | null {
    if (key === 'ArrowUp') return this.height + KEY_STEP;
    if (key === 'ArrowDown') return this.height - KEY_STEP;
    if (key === 'Home') return this.options.maximum();
    if (key === 'End') return this.options.minimum;
    return null;
  }

  private set(height: number, done: boolean): void {
    const { minimum } = this.options;
    const maximum = Math.max(minimum, this.options.maximum());
    const shown = Math.round(Math.min(maximum, Math.max(minimum, height)));
    // A window that is small for a moment does not make the person's own height forgotten.
    if (this.start || done) this.height = shown;
    this.element.setAttribute('aria-valuemin', String(minimum));
    this.element.setAttribute('aria-valuemax', String(Math.round(maximum)));
    this.element.setAttribute('aria-valuenow', String(shown));
    this.options.onHeight(shown, done);
  }
}
