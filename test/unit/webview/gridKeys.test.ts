import { describe, expect, it } from 'vitest';
import { cursorAfterKey } from '../../../webview/ui/gridKeys';

describe('cursorAfterKey', () => {
  it('moves by one row, and stays at the ends', () => {
    expect(cursorAfterKey('ArrowDown', 4, 10, 5)).toBe(5);
    expect(cursorAfterKey('ArrowDown', 9, 10, 5)).toBe(9);
    expect(cursorAfterKey('ArrowUp', 0, 10, 5)).toBe(0);
  });

  it('moves by a page less one row, so that one row is seen again', () => {
    expect(cursorAfterKey('PageDown', 10, 100, 20)).toBe(29);
    expect(cursorAfterKey('PageUp', 10, 100, 20)).toBe(0);
  });

  it('moves even where the pane is lower than a row', () => {
    expect(cursorAfterKey('PageDown', 10, 100, 0)).toBe(11);
  });

  it('goes to the first and the last of tens of millions', () => {
    expect(cursorAfterKey('Home', 5, 50_000_000, 20)).toBe(0);
    expect(cursorAfterKey('End', 5, 50_000_000, 20)).toBe(49_999_999);
  });

  it('starts at the first row where there is no cursor', () => {
    expect(cursorAfterKey('ArrowDown', -1, 10, 5)).toBe(0);
    expect(cursorAfterKey('ArrowUp', -1, 10, 5)).toBe(0);
  });

  it('leaves other keys, and empty lists, alone', () => {
    expect(cursorAfterKey('a', 4, 10, 5)).toBeNull();
    expect(cursorAfterKey('End', -1, 0, 5)).toBeNull();
  });
});
