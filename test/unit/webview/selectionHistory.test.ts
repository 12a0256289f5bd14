import { describe, expect, it } from 'vitest';
import { NOTHING_VISITED, SelectionHistory } from '../../../webview/capture/selectionHistory';

/** A history after jumps to events, one after the other. */
function afterJumps(...jumps: readonly number[]): SelectionHistory {
  const history = new SelectionHistory(NOTHING_VISITED);
  for (const number of jumps) history.choose(number, true);
  return history;
}

describe('the history of chosen events', () => {
  it('goes nowhere before the first jump', () => {
    const history = new SelectionHistory(NOTHING_VISITED);
    history.choose(5, false);
    expect([history.canGoBack, history.canGoForward, history.step(-1), history.step(1)]).toEqual([
      false,
      false,
      null,
      null,
    ]);
  });

  it('goes back to where a jump began, and forth to where it led', () => {
    const history = afterJumps(1, 500);
    expect(history.step(-1)).toBe(1);
    expect(history.canGoForward).toBe(true);
    expect(history.step(1)).toBe(500);
    expect(history.canGoForward).toBe(false);
  });

  it('follows whoever walks on before he jumps', () => {
    const history = afterJumps(1);
    history.choose(2, false);
    history.choose(3, false);
    history.choose(500, true);
    expect(history.step(-1)).toBe(3);
    expect(history.canGoBack).toBe(false);
  });

  it('takes an event that is chosen again for no step', () => {
    const history = afterJumps(1, 500);
    history.choose(500, true);
    expect(history.current.numbers).toEqual([1, 500]);
  });

  it('forgets what lay ahead at a new jump', () => {
    const history = afterJumps(1, 500, 900);
    history.step(-1);
    history.choose(42, true);
    expect(history.current).toEqual({ numbers: [1, 500, 42], at: 2 });
  });

  it('remembers the last hundred', () => {
    const history = afterJumps(...Array.from({ length: 150 }, (_, index) => index + 1));
    expect(history.current.numbers).toHaveLength(100);
    expect(history.current.numbers[0]).toBe(51);
    expect(history.current.at).toBe(99);
  });
});
