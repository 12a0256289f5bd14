/**
 * Makes the buttons inside an element one tab stop: arrows, Home and End move among them. Call again after the buttons
 * have changed; the listener is added once.
 */
export function rovingFocus(container: HTMLElement, selector: string): void {
  const items = (): readonly HTMLElement[] => [...container.querySelectorAll<HTMLElement>(selector)];
  const all = items();
  const current = all.find((item) => item === document.activeElement) ?? all[0];
  for (const item of all) item.tabIndex = item === current ? 0 : -1;
  if (container.dataset.roving !== undefined) return;
  container.dataset.roving = '';
  container.addEventListener('keydown', (event) => {
    const found = items();
    const index = event.target instanceof HTMLElement ? found.indexOf(event.target) : -1;
    if (index < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = found[indexAfterKey(event.key, index, found.length)];
    if (!target) return;
    event.preventDefault();
    for (const item of found) item.tabIndex = item === target ? 0 : -1;
    target.focus();
  });
}

/** Where a key leads among some items; -1 for keys that lead nowhere. */
export function indexAfterKey(key: string, index: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (index + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (index + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
