import { openDialog } from '../ui/dialog';
import { createElement } from '../ui/dom';

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
  ['F', 'Follow the stream of the event'],
  ['P', 'Show the packet that the event carries'],
  ['R', 'Show requests with their answers'],
  ['Enter in a stream or among requests', 'Go to the event in the list'],
  ['B', 'Open what is shown of the event beside the list'],
  ['E', 'Show what all listed events read and wrote'],
  ['Enter in the echo', 'Show all of a long block'],
  ['L', 'List the files that were read and written'],
  ['Enter, letters in the files', 'Open the file as it was captured; find files'],
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
