import { describe, expect, it } from 'vitest';
import { HISTORY_LENGTH, HistoryWalk, withFilter } from '../../../webview/capture/filter/filterHistory';

describe('withFilter', () => {
  it('puts the filter that was applied last first, and once', () => {
    expect(withFilter(['b', 'a'], 'c')).toEqual(['c', 'b', 'a']);
    expect(withFilter(['c', 'b', 'a'], 'a')).toEqual(['a', 'c', 'b']);
  });

  it('does not remember that there was none', () => {
    expect(withFilter(['a'], '')).toEqual(['a']);
  });

  it('forgets the oldest', () => {
    const full = Array.from({ length: HISTORY_LENGTH }, (_, index) => `${index}`);
    const longer = withFilter(full, 'new');
    expect(longer).toHaveLength(HISTORY_LENGTH);
    expect(longer.at(-1)).toBe(`${HISTORY_LENGTH - 2}`);
  });
});

describe('a walk through the history', () => {
  it('goes back to the oldest and forth to what was being written', () => {
    const walk = new HistoryWalk(() => ['c', 'b', 'a']);
    expect(walk.back('draft')).toBe('c');
    expect(walk.back('c')).toBe('b');
    expect(walk.back('b')).toBe('a');
    expect(walk.back('a')).toBeNull();
    expect(walk.forth()).toBe('b');
    expect(walk.forth()).toBe('c');
    expect(walk.forth()).toBe('draft');
    expect(walk.forth()).toBeNull();
  });

  it('makes no step to what is shown already', () => {
    expect(new HistoryWalk(() => ['c', 'b']).back('c')).toBe('b');
  });

  it('begins at the newest again when something was written', () => {
    const walk = new HistoryWalk(() => ['b', 'a']);
    walk.back('draft');
    walk.back('b');
    walk.restart();
    expect(walk.back('other')).toBe('b');
    expect(walk.forth()).toBe('other');
  });
});
