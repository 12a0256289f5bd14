import { createElement } from './dom';

/** One fact: what it is, and what it is here. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A titled list of facts; an empty value shows as a dash, so that it is seen to be empty. */
export function createFactsList(title: string, facts: readonly Fact[]): HTMLElement {
  const list = createElement('dl', { className: 'facts' });
  for (const fact of facts) {
    list.append(
      createElement('dt', { text: fact.label }),
      createElement('dd', { text: fact.value === '' ? '–' : fact.value }),
    );
  }
  return createElement('section', {
    className: 'facts-section',
    children: [createElement('h3', { text: title }), list],
  });
}
