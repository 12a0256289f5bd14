import type { CaptureNotice } from '../../src/session/protocol';
import { createElement, createIcon } from '../ui/dom';
import { formatCount } from './numberText';

/** Notices that are shown before "more" is pressed. */
const SHOWN_AT_FIRST = 2;

/** What nearly every recording lacks: there for whoever asks. */
const QUIET = 'recording';

/** What can be done about a notice, in words. */
const OFFERS: Readonly<Record<NoticeOffer, string>> = { 'sort-by-time': 'Sort by time' };

export type NoticeOffer = NonNullable<CaptureNotice['offers']>;

/** One notice as a line: how grave, what, at which byte, and what can be done about it. */
export function createNoticeLine(notice: CaptureNotice, onOffer?: (offer: NoticeOffer) => void): HTMLElement {
  const line = createElement('li', {
    className: `notice ${notice.severity}`,
    attributes: { 'data-reason': notice.reason },
    children: [
      createIcon(notice.severity),
      createElement('span', { className: 'visually-hidden', text: `${notice.severity}: ` }),
      createElement('span', { className: 'notice-message', text: notice.message }),
    ],
  });
  if (notice.offset !== undefined) {
    line.append(createElement('span', { className: 'notice-offset', text: `at byte ${formatCount(notice.offset)}` }));
  }
  const { offers } = notice;
  if (offers && onOffer) {
    const button = createElement('button', { className: 'link', text: OFFERS[offers], attributes: { type: 'button' } });
    button.addEventListener('click', () => onOffer(offers));
    line.append(button);
  }
  return line;
}

/** What a person should know about the capture, above the list. */
export class NoticesView {
  readonly element = createElement('div', { id: 'notices', role: 'region', attributes: { 'aria-label': 'Notices' } });
  private expanded = false;
  private shown: readonly CaptureNotice[] = [];
  private key = '';

  constructor(private readonly onOffer: (offer: NoticeOffer) => void) {
    this.element.hidden = true;
  }

  show(notices: readonly CaptureNotice[]): void {
    // Progress repeats the same notices many times a second; the lines must not be made anew under the pointer.
    const key = JSON.stringify(notices);
    if (key === this.key) return;
    this.key = key;
    this.shown = notices;
    this.render();
  }

  private render(): void {
    this.element.hidden = this.shown.length === 0;
    const loud = this.shown.filter(({ reason }) => reason !== QUIET);
    const visible = this.expanded ? this.shown : loud.slice(0, SHOWN_AT_FIRST);
    const list = createElement('ul', { children: visible.map((notice) => createNoticeLine(notice, this.onOffer)) });
    const rest = this.shown.length - Math.min(loud.length, SHOWN_AT_FIRST);
    const more = loud.length > SHOWN_AT_FIRST ? `Show ${formatCount(rest)} more` : 'About this recording';
    this.element.replaceChildren(list);
    // Without a line of its own to show, it needs no row of its own.
    this.element.classList.toggle('folded', visible.length === 0);
    if (rest <= 0) return;
    const toggle = createElement('button', {
      className: 'link',
      text: this.expanded ? 'Show less' : more,
      attributes: { type: 'button', 'aria-expanded': String(this.expanded) },
    });
    toggle.addEventListener('click', () => {
      this.expanded = !this.expanded;
      this.render();
      this.element.querySelector('button')?.focus();
    });
    this.element.append(toggle);
  }
}
