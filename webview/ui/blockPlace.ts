/** Where a list of blocks stands: which block is at the top, and how many pixels of it are above the edge. */
export interface BlockPlace {
  readonly index: number;
  /** May be negative, or more than the block is high: `settle` brings it in order. */
  readonly offset: number;
}

/** The blocks that are seen: `first` up to and including `last`, and how many there are, parts counted as such. */
export interface SeenBlocks {
  readonly place: BlockPlace;
  readonly first: number;
  readonly last: number;
  readonly seen: number;
}

/**
 * Finds the blocks that are seen at a place of a list of `count` blocks in `viewport` pixels. Heights are asked for one by one, and only
 * near that place: a list of any length costs what is seen of it. It neither begins below its first block nor ends above its
 * last one, as far as there are enough of them.
 */
export function settle(
  place: BlockPlace,
  count: number,
  viewport: number,
  heightOf: (index: number) => number,
): SeenBlocks {
  if (count === 0) return { place: { index: 0, offset: 0 }, first: 0, last: -1, seen: 0 };
  let index = Math.min(Math.max(0, place.index), count - 1);
  let { offset } = place;
  while (offset < 0 && index > 0) offset += heightOf(--index);
  offset = Math.max(0, offset);
  while (index < count - 1 && offset >= heightOf(index)) offset -= heightOf(index++);
  let last = index - 1;
  let bottom = -offset;
  while (last < count - 1 && bottom < viewport) bottom += heightOf(++last);
  // The end of the list stands at the end of the view.
  for (let spare = viewport - bottom; spare > 0 && (offset > 0 || index > 0); ) {
    if (offset === 0) offset = heightOf(--index);
    const step = Math.min(spare, offset);
    offset -= step;
    spare -= step;
  }
  return { place: { index, offset }, first: index, last, seen: seenBlocks(index, last, offset, viewport, heightOf) };
}

function seenBlocks(
  first: number,
  last: number,
  offset: number,
  viewport: number,
  heightOf: (index: number) => number,
): number {
  let seen = 0;
  let top = -offset;
  for (let index = first; index <= last; index++) {
    const height = heightOf(index);
    const visible = Math.min(viewport, top + height) - Math.max(0, top);
    if (height > 0) seen += Math.max(0, visible) / height;
    top += height;
  }
  return seen;
}
