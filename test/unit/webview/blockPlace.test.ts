import { describe, expect, it } from 'vitest';
import { type BlockPlace, settle } from '../../../webview/ui/blockPlace';

const HEIGHTS = [30, 100, 20, 50, 400, 10, 10, 60];

function seen(place: BlockPlace, viewport = 120, heights: readonly number[] = HEIGHTS) {
  return settle(place, heights.length, viewport, (index) => heights[index]);
}

describe('the blocks that are seen', () => {
  it('begin at the top block', () => {
    expect(seen({ index: 0, offset: 0 })).toMatchObject({ place: { index: 0, offset: 0 }, first: 0, last: 1 });
  });

  it('are others where the offset leads out of the block', () => {
    expect(seen({ index: 0, offset: 130 }).place).toEqual({ index: 2, offset: 0 });
    expect(seen({ index: 3, offset: -30 }).place).toEqual({ index: 1, offset: 90 });
  });

  it('neither begin before the first nor end behind the last', () => {
    expect(seen({ index: 1, offset: -500 }).place).toEqual({ index: 0, offset: 0 });
    const end = seen({ index: 7, offset: 0 });
    expect(end).toMatchObject({ place: { index: 4, offset: 360 }, last: 7 });
    expect(end.place.index + end.place.offset / HEIGHTS[4] + end.seen).toBeCloseTo(HEIGHTS.length);
    expect(seen({ index: 999, offset: 999 })).toEqual(end);
  });

  it('are all where there is room for them', () => {
    expect(seen({ index: 1, offset: 5 }, 2000)).toMatchObject({ place: { index: 0, offset: 0 }, first: 0, last: 7 });
  });

  it('are none of an empty list', () => {
    expect(seen({ index: 3, offset: 5 }, 120, [])).toMatchObject({ first: 0, last: -1, seen: 0 });
  });

  it('are asked for their height only near the place', () => {
    const asked = new Set<number>();
    settle({ index: 5_000_000, offset: 0 }, 10_000_000, 500, (index) => {
      asked.add(index);
      return 50;
    });
    expect(asked.size).toBeLessThan(20);
  });
});
