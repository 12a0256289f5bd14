import { createElement } from './dom';

/** Least time between two announcements, in milliseconds: a count that grows must not talk without end. */
const QUIET_TIME = 1000;

/** Says things to assistive technology that are seen elsewhere; of several in a short time only the last is said. */
export class LiveRegion {
  readonly element = createElement('div', {
    className: 'visually-hidden',
    attributes: { role: 'status', 'aria-live': 'polite' },
  });
  private waiting = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private spokenAt = Number.NEGATIVE_INFINITY;

  announce(text: string): void {
    this.waiting = text;
    if (this.timer !== undefined) return;
    const wait = Math.max(0, QUIET_TIME - (performance.now() - this.spokenAt));
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.spokenAt = performance.now();
      this.element.textContent = this.waiting;
    }, wait);
  }
}
