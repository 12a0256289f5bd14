import { createButton } from '../ui/controls';
import { createElement, createIcon } from '../ui/dom';
import { culpritOf, type Explanation, partWords } from './explanationText';
import { formatCount } from './numberText';

/** The parts of a filter as a table: what comes to each, what it keeps, and what it would keep by itself. */
export function createPartsTable(filter: string, { parts, complete }: Explanation): HTMLElement {
  const heading = (text: string, className = ''): HTMLElement =>
    createElement('th', { text, className, attributes: { scope: 'col' } });
  const removesAll = culpritOf(parts);
  const rows = parts.map((part) => {
    const text = createElement('code', { text: filter.slice(part.start, part.end) });
    const name = createElement('th', { attributes: { scope: 'row' }, children: [text] });
    name.style.setProperty('--depth', String(part.depth));
    const words = createElement('td', { className: 'quiet', text: partWords(part) });
    if (part === removesAll) words.prepend(createIcon('error'));
    return createElement('tr', {
      className: part === removesAll ? 'removes-all' : '',
      children: [name, count(part.asked), count(part.kept), words, count(part.alone)],
    });
  });
  const head = [
    heading('Part'),
    heading('Comes', 'right'),
    heading('Stays', 'right'),
    heading(''),
    heading('Alone', 'right'),
  ];
  return createElement('table', {
    className: 'explained',
    attributes: { 'aria-label': complete ? 'What each part keeps' : 'What each part keeps so far' },
    children: [
      createElement('thead', { children: [createElement('tr', { children: head })] }),
      createElement('tbody', { children: rows }),
    ],
  });
}

function count(number: number): HTMLElement {
  return createElement('td', { className: 'right', text: formatCount(number) });
}

/** The panel that says which part of the filter keeps and which drops how many events. */
export class ExplainPanel {
  readonly element: HTMLElement;
  private readonly content = createElement('div', { className: 'explain-content' });

  constructor(private readonly onClose: () => void) {
    const title = createElement('h2', { id: 'explain-title', text: 'What each part of the filter keeps' });
    const close = createButton({ label: 'Close', icon: 'close', iconOnly: true, onPress: () => this.close() });
    this.element = createElement('div', {
      id: 'explain',
      role: 'dialog',
      attributes: { 'aria-labelledby': 'explain-title', tabindex: '-1' },
      children: [createElement('div', { className: 'explain-head', children: [title, close] }), this.content],
    });
    this.element.hidden = true;
    this.element.addEventListener('pointerleave', () => {
      if (!this.isUsed) this.hide();
    });
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
  }

  /** Shows an explanation of a filter; takes the focus where it was asked for, and not only pointed at. */
  show(filter: string, explanation: Explanation, focus: boolean): void {
    const note = explanation.complete ? [] : [createElement('p', { className: 'quiet', text: 'Counts so far.' })];
    this.content.replaceChildren(createPartsTable(filter, explanation), ...note);
    this.element.hidden = false;
    if (focus) this.element.focus();
  }

  /** Takes the panel away, without moving the focus. */
  hide(): void {
    this.element.hidden = true;
  }

  /** Somebody is reading it: the pointer or the focus is inside. */
  get isUsed(): boolean {
    return this.element.matches(':hover, :focus-within');
  }

  private close(): void {
    this.hide();
    this.onClose();
  }
}
