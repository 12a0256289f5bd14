/**
 * The arithmetic of a list that is taller than a browser can scroll. Positions are pixels from the top of a list that
 * exists only as a number: 50 million rows of 22 px are 1.1e9 px, which a double holds with room for exact fractions.
 */
export interface ScrollExtent {
  /** Length of the whole content, in pixels. */
  readonly content: number;
  /** Length of the part that is seen, in pixels. */
  readonly viewport: number;
}

/** Smallest length of a thumb that a pointer still finds, in pixels. */
export const MINIMUM_THUMB = 20;

/** The largest position: the content's end stands at the viewport's end. */
export function maximumPosition(extent: ScrollExtent): number {
  return Math.max(0, extent.content - extent.viewport);
}

/** A position brought into the valid range. */
export function clampPosition(position: number, extent: ScrollExtent): number {
  return Math.min(Math.max(0, position), maximumPosition(extent));
}

/** Length of the thumb on a track, both in pixels; the whole track where nothing can be scrolled. */
export function thumbLength(track: number, extent: ScrollExtent): number {
  if (extent.content <= extent.viewport) return track;
  return Math.min(track, Math.max(MINIMUM_THUMB, (track * extent.viewport) / extent.content));
}

/** Where the thumb stands for a position: a fraction of pixels, never rounded, so that no row is lost. */
export function thumbOffset(position: number, track: number, extent: ScrollExtent): number {
  const maximum = maximumPosition(extent);
  if (maximum === 0) return 0;
  return (clampPosition(position, extent) / maximum) * (track - thumbLength(track, extent));
}

/** The position for a thumb's offset; the inverse of `thumbOffset`. The track's end gives the last row exactly. */
export function positionOfThumb(offset: number, track: number, extent: ScrollExtent): number {
  const free = track - thumbLength(track, extent);
  if (free <= 0) return 0;
  if (offset >= free) return maximumPosition(extent);
  return clampPosition((offset / free) * maximumPosition(extent), extent);
}

/** Rows that are at least partly seen: `first` up to and including `last`; `last` is `first - 1` where there are none. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** The rows seen at a position. */
export function visibleRows(position: number, viewport: number, rowHeight: number, count: number): RowRange {
  if (count === 0 || viewport <= 0) return { first: 0, last: -1 };
  const first = Math.min(count - 1, Math.max(0, Math.floor(position / rowHeight)));
  const last = Math.min(count - 1, Math.max(first, Math.ceil((position + viewport) / rowHeight) - 1));
  return { first, last };
}

/** How a row is brought into view. `nearest` moves as little as possible, and not at all when the row is seen whole. */
export type RowAlignment = 'nearest' | 'top' | 'center';

/** The position at which a row is seen, starting from `position`. */
export function positionOfRow(
  row: number,
  position: number,
  rowHeight: number,
  extent: ScrollExtent,
  alignment: RowAlignment,
): number {
  const start = row * rowHeight;
  if (alignment === 'top') return clampPosition(start, extent);
  const centered = start - (extent.viewport - rowHeight) / 2;
  if (alignment === 'center') return clampPosition(centered, extent);
  if (start < position) return clampPosition(start, extent);
  if (start + rowHeight > position + extent.viewport) return clampPosition(start + rowHeight - extent.viewport, extent);
  return clampPosition(position, extent);
}
