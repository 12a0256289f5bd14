import type { Horizon } from './horizon';

/**
 * The last of what is true from a row on, in the order of the rows, that is true at `row`; undefined where there is none.
 * `horizon` is lowered to where the next one begins.
 */
export function lastUntil<T extends { readonly row: number }>(
  changes: readonly T[] | undefined,
  row: number,
  horizon: Horizon,
): T | undefined {
  if (changes === undefined) return undefined;
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (changes[middle].row <= row) low = middle + 1;
    else high = middle;
  }
  if (low < changes.length) horizon.lower(changes[low].row);
  return changes[low - 1];
}
