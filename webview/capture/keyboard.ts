import { actionOfKey, type PageAction } from './pageKeys';

/** Listens to the keys of the whole page, and keeps the platform's menu to where text can be put in. */
export function listenToPage(act: (action: PageAction) => void): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    // VS Code takes these keys from here; a browser would leave the window, whatever lies behind it.
    if (event.altKey && /^Arrow(?:Left|Right)$/.test(event.key) && !isTextField(target)) event.preventDefault();
    if (event.defaultPrevented || target.closest('dialog')) return;
    const action = actionOfKey({
      key: event.key,
      ctrl: event.ctrlKey || event.metaKey,
      alt: event.altKey,
      typing: isTextField(target),
      marked: document.getSelection()?.isCollapsed === false,
    });
    if (action === null) return;
    event.preventDefault();
    // VS Code has these keys as well, for its menus: it would do the same again a moment later, when a quick hand is done.
    if (action === 'filter' || action === 'goTo') event.stopPropagation();
    act(action);
  });
  // Where a view has a menu of its own it opened by now; VS Code's would offer cut and paste of nothing.
  document.addEventListener('contextmenu', (event) => {
    if (!(event.target instanceof Element && isTextField(event.target))) event.preventDefault();
  });
}

function isTextField(element: Element): boolean {
  return element.closest('input, textarea, vscode-text-field, [contenteditable]') !== null;
}
