import type { RelatedEvents } from '../../src/session/protocol';
import { createElement } from '../ui/dom';
import { rovingFocus } from '../ui/rovingFocus';
import { hasCondition, toggleCondition } from './filterComposition';
import { type ReadyFilter, readyFilters } from './readyFilters';

export interface ReadyBarActions {
  readonly onFilter: (filter: string) => void;
  readonly onHide: () => void;
}

/** A line of filters to be pressed; what is pressed is part of the present filter. One tab stop. */
export class ReadyBar {
  readonly element: HTMLElement;
  private readonly buttons = createElement('div', { className: 'ready-filters' });
  private related: RelatedEvents = {};
  private filter = '';
  private key = '';

  constructor(private readonly actions: ReadyBarActions) {
    const hide = createElement('button', {
      className: 'ready-hide codicon codicon-close',
      attributes: { type: 'button', 'aria-label': 'Hide the ready filters', title: 'Hide the ready filters' },
    });
    hide.addEventListener('click', actions.onHide);
    this.element = createElement('div', {
      id: 'ready-bar',
      role: 'toolbar',
      attributes: { 'aria-label': 'Ready filters' },
      children: [this.buttons, hide],
    });
    this.render();
  }

  /** The filter that is shown has changed, or the event that is chosen. */
  show(filter: string, related: RelatedEvents): void {
    const key = JSON.stringify([filter, related]);
    if (key === this.key) return;
    this.key = key;
    this.filter = filter;
    this.related = related;
    this.render();
  }

  private render(): void {
    const ready = readyFilters(this.related);
    // Buttons stay where they are, so that the one with the focus keeps it.
    while (this.buttons.children.length > ready.length) this.buttons.lastElementChild?.remove();
    ready.forEach((each, index) => {
      const button = this.buttons.children[index] ?? this.buttons.appendChild(this.createButton());
      this.fill(button, each);
    });
    rovingFocus(this.element, 'button');
  }

  private createButton(): HTMLElement {
    const button = createElement('button', { className: 'ready-filter', attributes: { type: 'button' } });
    button.addEventListener('click', () => {
      const { filter } = button.dataset;
      if (filter !== undefined) this.actions.onFilter(toggleCondition(this.filter, filter));
    });
    return button;
  }

  private fill(button: Element, { label, filter, meaning }: ReadyFilter): void {
    if (!(button instanceof HTMLElement)) return;
    button.textContent = label;
    button.dataset.filter = filter;
    button.title = `${meaning}\n${filter}`;
    button.setAttribute('aria-pressed', String(hasCondition(this.filter, filter)));
  }
}
