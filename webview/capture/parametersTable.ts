import type { EventParameter } from '../../src/session/protocol';
import { createElement } from '../ui/dom';
import { addValueFilter, type OnCondition } from './valueFilters';

const HEADINGS = ['Parameter', 'Type', 'Value', 'Resolved'] as const;

/** The parameters of an event: name, type, value, and the symbolic value where there is one. */
export function createParametersTable(parameters: readonly EventParameter[], onCondition: OnCondition): HTMLElement {
  if (parameters.length === 0) {
    return createElement('section', {
      children: [
        createElement('h3', { text: 'Parameters' }),
        createElement('p', { className: 'quiet', text: 'This event has no parameters.' }),
      ],
    });
  }
  // The resolved column is there only where something is resolved: no empty column.
  const resolved = parameters.some((parameter) => parameter.resolved !== '');
  const headings = resolved ? HEADINGS : HEADINGS.slice(0, 3);
  const head = createElement('tr', {
    children: headings.map((text) => createElement('th', { text, attributes: { scope: 'col' } })),
  });
  const rows = parameters.map((parameter) => {
    const value = createElement('td', { text: parameter.value });
    const cells = [
      createElement('th', { text: parameter.name, attributes: { scope: 'row' } }),
      createElement('td', { className: 'quiet', text: parameter.type }),
      value,
    ];
    // A value that resolves to nothing has the room of both: it is often a long text.
    addValueFilter(value, parameter.name, parameter.condition, onCondition);
    if (parameter.resolved !== '') cells.push(createElement('td', { text: parameter.resolved }));
    else if (resolved) value.colSpan = 2;
    return createElement('tr', { children: cells });
  });
  return createElement('section', {
    className: 'parameters',
    children: [
      createElement('table', {
        attributes: { 'aria-label': 'Parameters' },
        children: [createElement('thead', { children: [head] }), createElement('tbody', { children: rows })],
      }),
    ],
  });
}
