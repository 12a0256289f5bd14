import { createElement, createIcon } from './dom';

/** One line of a menu, or a line between groups. */
export type MenuItem =
  | { readonly kind: 'separator' }
  | {
      readonly kind: 'action';
      readonly label: string;
      /** Shown at the right, such as a key. */
      readonly hint?: string;
      /** Makes the line a check box. */
      readonly checked?: boolean;
      readonly disabled?: boolean;
      readonly run: () => void;
      /** The line stands for a thing that Alt+Up and Alt+Down move; the menu closes first. */
      readonly move?: (by: -1 | 1) => void;
    };

export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

let closeOpenMenu: (() => void) | null = null;

/**
 * Opens a menu at a place of the window (CSS pixels). It takes the focus, and gives it back when it closes. Arrows,
 * Home, End and first letters move; Enter and Space choose; Escape, Tab, a click elsewhere or leaving the window close. `at`
 * is the label of the line that it begins with, else the first one.
 */
export function openMenu(label: string, items: readonly MenuItem[], place: MenuPlace, at?: string): void {
  closeOpenMenu?.();
  const before = document.activeElement;
  const menu = createElement('div', { className: 'menu', role: 'menu', attributes: { 'aria-label': label } });
  const stop = new AbortController();
  const close = (): void => {
    if (stop.signal.aborted) return;
    stop.abort();
    closeOpenMenu = null;
    menu.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  closeOpenMenu = close;
  const lines = items.map((item) => createLine(item, close));
  menu.append(...lines.map((line) => line.element));
  const enabled = lines.filter((line) => line.enabled).map((line) => line.element);
  menu.addEventListener('keydown', (event) => {
    if (moveInMenu(event, enabled, close)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
  menu.addEventListener('contextmenu', (event) => event.preventDefault());
  document.addEventListener(
    'pointerdown',
    (event) => {
      if (!(event.target instanceof Node && menu.contains(event.target))) close();
    },
    { capture: true, signal: stop.signal },
  );
  window.addEventListener('blur', close, { signal: stop.signal });
  window.addEventListener('resize', close, { signal: stop.signal });
  document.body.append(menu);
  const size = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(0, Math.min(place.x, window.innerWidth - size.width - 2))}px`;
  menu.style.top = `${Math.max(0, Math.min(place.y, window.innerHeight - size.height - 2))}px`;
  const start = lines.find(
    ({ element }) => element.querySelector('.menu-label')?.textContent === at && at !== undefined,
  );
  (start?.element ?? enabled[0])?.focus();
}

function createLine(item: MenuItem, close: () => void): { readonly element: HTMLElement; readonly enabled: boolean } {
  if (item.kind === 'separator') {
    return { element: createElement('div', { className: 'menu-separator', role: 'separator' }), enabled: false };
  }
  const check = createIcon('check');
  check.classList.add('menu-check');
  if (item.checked !== true) check.classList.add('unchecked');
  const element = createElement('div', {
    className: 'menu-item',
    role: item.checked === undefined ? 'menuitem' : 'menuitemcheckbox',
    attributes: { tabindex: '-1' },
    children: [check, createElement('span', { className: 'menu-label', text: item.label })],
  });
  if (item.hint !== undefined) element.append(createElement('span', { className: 'menu-hint', text: item.hint }));
  if (item.checked !== undefined) element.setAttribute('aria-checked', String(item.checked));
  if (item.disabled) {
    element.setAttribute('aria-disabled', 'true');
    return { element, enabled: false };
  }
  const choose = (): void => {
    close();
    item.run();
  };
  element.addEventListener('click', choose);
  element.addEventListener('pointermove', () => element.focus({ preventScroll: true }));
  const { move } = item;
  if (move) {
    element.setAttribute('aria-keyshortcuts', 'Alt+ArrowUp Alt+ArrowDown');
    element.addEventListener('keydown', (event) => {
      if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      event.preventDefault();
      event.stopPropagation();
      close();
      move(event.key === 'ArrowUp' ? -1 : 1);
    });
  }
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    choose();
  });
  return { element, enabled: true };
}

function moveInMenu(event: KeyboardEvent, lines: readonly HTMLElement[], close: () => void): boolean {
  const current = lines.findIndex((line) => line.contains(document.activeElement));
  const count = lines.length;
  const focus = (index: number): boolean => {
    lines[(index + count) % count]?.focus();
    return true;
  };
  switch (event.key) {
    case 'Escape':
    case 'Tab':
      close();
      return true;
    case 'ArrowDown':
      return focus(current + 1);
    case 'ArrowUp':
      return focus(current < 0 ? count - 1 : current - 1);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(count - 1);
    default: {
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false;
      const letter = event.key.toLowerCase();
      for (let step = 1; step <= count; step++) {
        const line = lines[(current + step + count) % count];
        if (line.querySelector('.menu-label')?.textContent?.toLowerCase().startsWith(letter)) {
          line.focus();
          break;
        }
      }
      return true;
    }
  }
}
