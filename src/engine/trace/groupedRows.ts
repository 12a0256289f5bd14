import { BLOCK_BITS, BLOCK_ROWS } from './rowBits';

/** Rows of a block by what they have in common. Rows are counted from the block's first. */
export interface GroupedRows {
  /** What the rows of each group have in common: each key once. */
  readonly keys: Int32Array;
  /** For each group, where its part of `rows` ends; it begins where that of the group before ends. */
  readonly ends: Uint16Array;
  /** Rows, group after group. */
  readonly rows: Uint16Array;
}

const counts = new Uint16Array(BLOCK_ROWS);
const keys = new Int32Array(BLOCK_ROWS);
const runs = new Int32Array(BLOCK_ROWS);
const places = new Map<number, number>();

/**
 * Groups the rows of a block by key, where neighbours often have the same: `rows` are those at which a run of rows of the key
 * begins or ends, in ascending order. The block's versions are `versions[first]` and on, for so many rows; `keyOf` makes keys of them that are
 * not negative.
 */
export function groupRuns(
  versions: Int32Array,
  first: number,
  length: number,
  keyOf: (version: number) => number,
): GroupedRows {
  places.clear();
  counts.fill(0);
  let count = 0;
  // No version is negative.
  let version = -1;
  let key = -1;
  let place = 0;
  for (let row = 0; row < length; row++) {
    if (versions[first + row] === version) continue;
    version = versions[first + row];
    const next = keyOf(version);
    if (next === key) continue;
    key = next;
    // The end of the run before, and the beginning of this one.
    if (row > 0) counts[place]++;
    place = placeOf(key);
    counts[place]++;
    runs[count++] = (place << BLOCK_BITS) | row;
  }
  const ends = endsOf(places.size);
  const rows = new Uint16Array(ends[places.size - 1]);
  for (let at = 0; at < count; at++) {
    const row = runs[at] & (BLOCK_ROWS - 1);
    if (at > 0) rows[counts[runs[at - 1] >>> BLOCK_BITS]++] = row;
    rows[counts[runs[at] >>> BLOCK_BITS]++] = row;
  }
  return { keys: keys.slice(0, places.size), ends, rows };
}

function placeOf(key: number): number {
  const known = places.get(key);
  if (known !== undefined) return known;
  const place = places.size;
  keys[place] = key;
  places.set(key, place);
  return place;
}

/** Where groups end, of which `counts` says how large they are; then it says where they begin. */
function endsOf(groups: number): Uint16Array {
  const ends = new Uint16Array(groups);
  let end = 0;
  for (let group = 0; group < groups; group++) {
    const count = counts[group];
    counts[group] = end;
    end += count;
    ends[group] = end;
  }
  return ends;
}
