/** Where a key takes the cursor; null where the key is not one of movement. `cursor` is -1 where there is none yet. */
export function cursorAfterKey(key: string, cursor: number, count: number, pageRows: number): number | null {
  if (count === 0) return null;
  const last = count - 1;
  const clamp = (index: number): number => Math.min(last, Math.max(0, index));
  const page = Math.max(1, pageRows - 1);
  switch (key) {
    case 'ArrowDown':
      return cursor < 0 ? 0 : clamp(cursor + 1);
    case 'ArrowUp':
      return cursor < 0 ? 0 : clamp(cursor - 1);
    case 'PageDown':
      return clamp(cursor + page);
    case 'PageUp':
      return clamp(cursor - page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
