import { describe, expect, it } from 'vitest';
import { DETAIL_VIEWS, TAB_VIEWS } from '../../../webview/capture/detailViews';
import { actionOfKey, type PageKey } from '../../../webview/capture/pageKeys';

const press = (key: string, more: Partial<PageKey> = {}): PageKey => ({
  key,
  ctrl: false,
  alt: false,
  typing: false,
  marked: false,
  ...more,
});

describe('actionOfKey', () => {
  it.each([
    ['/', 'filter'],
    ['g', 'goTo'],
    ['G', 'goTo'],
    ['x', 'partner'],
    ['b', 'beside'],
    ['[', 'previousInFd'],
    [']', 'nextInFd'],
    ['{', 'previousInThread'],
    ['}', 'nextInThread'],
    ['?', 'keys'],
    ['Escape', 'list'],
    ['q', null],
  ])('takes %s for %s', (key, action) => {
    expect(actionOfKey(press(key))).toBe(action);
  });

  it.each(TAB_VIEWS)('opens each view with its key, which is nothing else’s: %s', (view) => {
    expect(actionOfKey(press(DETAIL_VIEWS[view].key))).toBe(view);
  });

  it('leaves letters to a field that is being typed in', () => {
    for (const key of ['/', 'g', 'x', '?', 'Escape']) expect(actionOfKey(press(key, { typing: true }))).toBeNull();
  });

  it('takes Ctrl or Cmd with F and G everywhere', () => {
    expect(actionOfKey(press('f', { ctrl: true, typing: true }))).toBe('filter');
    expect(actionOfKey(press('g', { ctrl: true }))).toBe('goTo');
  });

  it('copies the row only where no text is marked and none is typed', () => {
    expect(actionOfKey(press('c', { ctrl: true }))).toBe('copyRow');
    expect(actionOfKey(press('c', { ctrl: true, marked: true }))).toBeNull();
    expect(actionOfKey(press('c', { ctrl: true, typing: true }))).toBeNull();
  });

  it('takes brackets however a keyboard writes them', () => {
    expect(actionOfKey(press('[', { alt: true }))).toBe('previousInFd');
    expect(actionOfKey(press('}', { alt: true, ctrl: true }))).toBe('nextInThread');
    expect(actionOfKey(press('[', { ctrl: true }))).toBeNull();
    expect(actionOfKey(press('[', { typing: true }))).toBeNull();
  });

  it("leaves Alt to VS Code's own keys", () => {
    expect(actionOfKey(press('g', { alt: true }))).toBeNull();
  });
});
