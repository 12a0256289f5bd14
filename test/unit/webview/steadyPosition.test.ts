import { describe, expect, it } from 'vitest';
import { LONGEST_HOLD, SteadyPosition } from '../../../webview/ui/steadyPosition';

/** A view that shows position 0 and then awaits others; `held` are the positions whose rows are at hand. */
function shownAtStart(): { readonly steady: SteadyPosition; readonly held: Set<number> } {
  const steady = new SteadyPosition();
  const held = new Set([0]);
  steady.decide(0, (position) => held.has(position), 0);
  return { steady, held };
}

describe('SteadyPosition', () => {
  it('shows a position whose rows are at hand', () => {
    const { steady } = shownAtStart();
    expect(steady.decide(0, () => true, 5)).toEqual({ show: 0, want: [0], wake: null });
  });

  it('leaves the rows on screen while others are awaited', () => {
    const { steady } = shownAtStart();
    expect(steady.decide(500, () => false, 10)).toEqual({ show: null, want: [500], wake: LONGEST_HOLD });
    expect(steady.decide(500, () => false, 40)).toEqual({ show: null, want: [500], wake: LONGEST_HOLD - 30 });
  });

  it('does not give up what is on its way at every step of a drag', () => {
    const { steady } = shownAtStart();
    steady.decide(500, () => false, 10);
    expect(steady.decide(900, () => false, 26).want).toEqual([500]);
  });

  it('shows what came although the drag is elsewhere by then, and asks for where it is', () => {
    const { steady, held } = shownAtStart();
    steady.decide(500, () => false, 10);
    held.add(500);
    const decision = steady.decide(900, (position) => held.has(position), 30);
    expect(decision).toEqual({ show: 500, want: [900], wake: LONGEST_HOLD });
  });

  it('ends at the target', () => {
    const { steady, held } = shownAtStart();
    steady.decide(500, () => false, 10);
    held.add(900);
    expect(steady.decide(900, (position) => held.has(position), 30).show).toBe(900);
  });

  it('never goes to empty rows where it follows the end: nobody went anywhere', () => {
    const { steady, held } = shownAtStart();
    const follow = (target: number, now: number): unknown =>
      steady.decide(target, (position) => held.has(position), now, true);
    expect(follow(500, 10)).toEqual({ show: null, want: [500], wake: null });
    expect(follow(900, 10 + 20 * LONGEST_HOLD)).toEqual({ show: null, want: [500], wake: null });
    held.add(500);
    expect(follow(900, 20 + 20 * LONGEST_HOLD)).toEqual({ show: 500, want: [900], wake: LONGEST_HOLD });
  });

  it('goes to the target with empty rows when the wait is too long, and asks for both', () => {
    const { steady } = shownAtStart();
    steady.decide(500, () => false, 10);
    expect(steady.decide(900, () => false, 10 + LONGEST_HOLD)).toEqual({ show: 900, want: [900, 500], wake: null });
  });

  it('holds nothing where nothing was on screen', () => {
    expect(new SteadyPosition().decide(500, () => false, 0).show).toBe(500);
  });

  it('keeps the rows of a former source for a moment, if told so', () => {
    const { steady } = shownAtStart();
    steady.reset(true);
    expect(steady.decide(0, () => false, 10).show).toBeNull();
    steady.reset(false);
    expect(steady.decide(0, () => false, 10).show).toBe(0);
  });
});
