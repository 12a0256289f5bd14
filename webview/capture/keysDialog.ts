import { openDialog } from '../ui/dialog';
import { createElement } from '../ui/dom';
import { DETAIL_VIEWS, TAB_VIEWS } from './detailViews';

const KEYS: readonly (readonly [keys: string, meaning: string])[] = [
  ['↑ ↓', 'Previous, next event'],
  ['Page Up, Page Down', 'One page up, down'],
  ['Home, End', 'First, last event'],
  ['End, while it is recorded', 'Follow what comes, until another place is chosen'],
  ['← →', 'Scroll sideways'],
  ['/ or Ctrl+F', 'Go to the filter'],
  ['Enter', 'Take the completion that is begun, or apply the filter'],
  ['Ctrl+Enter', 'Apply the filter as it is written'],
  ['Ctrl+Space, Tab', 'Show completions, take one'],
  ['Ctrl+.', 'Put a mistake in the filter right'],
  ['↑ ↓ in the filter', 'Older, newer filters'],
  ['Shift+Alt+F in the filter', 'Put it into its usual form'],
  ['Esc', 'Back to the list'],
  ['G or Ctrl+G', 'Go to an event number'],
  ...TAB_VIEWS.flatMap((view) => {
    const { key, meaning, keysInside } = DETAIL_VIEWS[view];
    return [[key, meaning] as const, ...keysInside];
  }),
  ['B', 'Open what is shown of the event beside the list'],
  ['X', 'Jump between enter and exit'],
  ['[ ]', 'Previous, next event of the same fd'],
  ['{ }', 'Previous, next event of the same thread'],
  ['Alt+←, Alt+→', 'Back and forth through the events that were chosen'],
  ['Ctrl+C', 'Copy the selected row'],
  ['Shift+F10 or right click', 'Menu: copy, filter for, filter out'],
  ['Alt+↑, Alt+↓ in the columns’ menu', 'Move a column; with the mouse, drag its heading'],
  ['?', 'These keys'],
];

/** Shows what the keys do. On a Mac, Cmd stands for Ctrl. */
export function showKeys(): void {
  const mac = /mac/i.test(navigator.userAgent);
  const body = createElement('tbody', {
    children: KEYS.map(([keys, meaning]) =>
      createElement('tr', {
        children: [
          createElement('th', { text: mac ? keys.replace('Ctrl', 'Cmd') : keys, attributes: { scope: 'row' } }),
          createElement('td', { text: meaning }),
        ],
      }),
    ),
  });
  openDialog('Keys', createElement('table', { className: 'keys', children: [body] }));
}
