import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampPosition,
  MINIMUM_THUMB,
  maximumPosition,
  positionOfRow,
  positionOfThumb,
  thumbLength,
  thumbOffset,
  visibleRows,
} from '../../../webview/ui/scrollGeometry';

const ROW = 22;
const ROWS = 50_000_000;
const extent = { content: ROWS * ROW, viewport: 600 };
const TRACK = 580;

describe('a list of 50,000,000 rows', () => {
  it('brings every row to the top exactly, except those of the last page', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: ROWS - 1 }), (row) => {
        const position = positionOfRow(row, 0, ROW, extent, 'top');
        const { first, last } = visibleRows(position, extent.viewport, ROW, ROWS);
        expect(first).toBe(Math.min(row, Math.floor(maximumPosition(extent) / ROW)));
        expect(last).toBeGreaterThanOrEqual(row);
      }),
    );
  });

  it('loses no row on the way from position to thumb and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: ROWS - 28 }), (row) => {
        const offset = thumbOffset(row * ROW, TRACK, extent);
        expect(Math.round(positionOfThumb(offset, TRACK, extent) / ROW)).toBe(row);
      }),
    );
  });

  it('shows the first row whole at the start of the track and the last row whole at its end', () => {
    expect(positionOfThumb(-5, TRACK, extent)).toBe(0);
    const end = positionOfThumb(TRACK - thumbLength(TRACK, extent), TRACK, extent);
    expect(end).toBe(maximumPosition(extent));
    expect(visibleRows(end, extent.viewport, ROW, ROWS).last).toBe(ROWS - 1);
    expect(end + extent.viewport).toBe(ROWS * ROW);
  });

  it('keeps a thumb that can be caught', () => {
    expect(thumbLength(TRACK, extent)).toBe(MINIMUM_THUMB);
  });
});

describe('visibleRows', () => {
  it('counts rows that are seen in part', () => {
    expect(visibleRows(10, 44, ROW, 100)).toEqual({ first: 0, last: 2 });
    expect(visibleRows(22, 44, ROW, 100)).toEqual({ first: 1, last: 2 });
  });

  it('ends at the last row', () => {
    expect(visibleRows(0, 600, ROW, 3)).toEqual({ first: 0, last: 2 });
  });

  it('is empty for an empty list and for a list without height', () => {
    expect(visibleRows(0, 600, ROW, 0)).toEqual({ first: 0, last: -1 });
    expect(visibleRows(0, 0, ROW, 10)).toEqual({ first: 0, last: -1 });
  });
});

describe('positionOfRow', () => {
  const small = { content: 100 * ROW, viewport: 10 * ROW };

  it('does not move for a row that is seen whole', () => {
    expect(positionOfRow(5, 3, ROW, small, 'nearest')).toBe(3);
  });

  it('moves by as little as shows the row whole, above and below', () => {
    expect(positionOfRow(2, 50, ROW, small, 'nearest')).toBe(44);
    expect(positionOfRow(10, 0, ROW, small, 'nearest')).toBe(ROW);
  });

  it('puts a row into the middle, as far as the list goes', () => {
    expect(positionOfRow(50, 0, ROW, small, 'center')).toBe(50 * ROW - 4.5 * ROW);
    expect(positionOfRow(0, 500, ROW, small, 'center')).toBe(0);
  });
});

describe('a list that fits its pane', () => {
  const short = { content: 100, viewport: 600 };

  it('stays at the top and fills the track with its thumb', () => {
    expect(clampPosition(50, short)).toBe(0);
    expect(thumbLength(TRACK, short)).toBe(TRACK);
    expect(thumbOffset(50, TRACK, short)).toBe(0);
    expect(positionOfThumb(50, TRACK, short)).toBe(0);
  });
});
