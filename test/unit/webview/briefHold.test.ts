import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BriefHold } from '../../../webview/ui/briefHold';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a brief hold', () => {
  it('is none where everything is there', () => {
    expect(new BriefHold(100, () => undefined).holds(true)).toBe(false);
  });

  it('lasts as long as something is missing, and at most its time; then it says so', () => {
    const over = vi.fn();
    const hold = new BriefHold(100, over);
    expect(hold.holds(false)).toBe(true);
    vi.advanceTimersByTime(60);
    expect(hold.holds(false)).toBe(true);
    expect(over).not.toHaveBeenCalled();
    vi.advanceTimersByTime(40);
    expect(over).toHaveBeenCalledOnce();
    expect(hold.holds(false)).toBe(false);
  });

  it('counts from its beginning where that was said', () => {
    const hold = new BriefHold(100, () => undefined);
    hold.begin();
    vi.advanceTimersByTime(100);
    expect(hold.holds(false)).toBe(false);
  });

  it('ends quietly when what was missing has come, and the next one has all of its time', () => {
    const over = vi.fn();
    const hold = new BriefHold(100, over);
    hold.holds(false);
    vi.advanceTimersByTime(60);
    expect(hold.holds(true)).toBe(false);
    vi.advanceTimersByTime(60);
    expect(over).not.toHaveBeenCalled();
    expect(hold.holds(false)).toBe(true);
  });
});
