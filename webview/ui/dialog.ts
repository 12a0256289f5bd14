import { createButton } from './controls';
import { createElement } from './dom';

/** Shows a modal dialog with a title, content and a way out; the platform's own element keeps the focus inside. */
export function openDialog(title: string, content: HTMLElement): void {
  const heading = createElement('h2', { id: 'dialog-title', text: title });
  const dialog = createElement('dialog', {
    className: 'dialog',
    attributes: { 'aria-labelledby': 'dialog-title' },
  });
  const close = createButton({ label: 'Close', icon: 'close', iconOnly: true, onPress: () => dialog.close() });
  dialog.append(createElement('div', { className: 'dialog-head', children: [heading, close] }), content);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
}
