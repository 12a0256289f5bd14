import { createElement } from '../ui/dom';
import type { MenuPlace } from '../ui/menu';

/** A menu of what can be done with a condition is wanted at a place. */
export type OnCondition = (condition: string, place: MenuPlace) => void;

/** Class of the buttons that open a value's menu: in a list of values they are one tab stop. */
export const VALUE_BUTTON = 'value-filter';

/** Lets a value be filtered by: with a right click, or with a button that shows when it is pointed at or reached. */
export function addValueFilter(
  element: HTMLElement,
  what: string,
  condition: string | undefined,
  onCondition: OnCondition,
): void {
  if (condition === undefined) return;
  const button = createElement('button', {
    className: `${VALUE_BUTTON} codicon codicon-filter`,
    attributes: { type: 'button', 'aria-label': `Filter by ${what}`, title: condition, 'aria-haspopup': 'menu' },
  });
  button.addEventListener('click', () => {
    const { left, bottom } = button.getBoundingClientRect();
    onCondition(condition, { x: left, y: bottom });
  });
  element.classList.add('has-filter');
  element.append(button);
  element.addEventListener('contextmenu', (event) => {
    // Marked text is to be copied: that menu is the platform's.
    if (document.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    onCondition(condition, { x: event.clientX, y: event.clientY });
  });
}
