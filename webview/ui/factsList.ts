import { createElement } from './dom';

/** One fact: what it is, and what it is here. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/**
 * A titled list of facts; an empty value shows as a dash, so that it is seen to be empty. `decorate` may add to the element
 * of a fact's value.
 */
export function createFactsList<Each extends Fact>(
  title: string,
  facts: readonly Each[],
  decorate: (value: HTMLElement, fact: Each) => void,
): HTMLElement {
  const list = createElement('dl', { className: 'facts' });
  for (const fact of facts) {
    const value = createElement('dd', { text: fact.value === '' ? '–' : fact.value });
    decorate(value, fact);
    list.append(createElement('dt', { text: fact.label }), value);
  }
  return createElement('section', {
    className: 'facts-section',
    children: [createElement('h3', { text: title }), list],
  });
}
