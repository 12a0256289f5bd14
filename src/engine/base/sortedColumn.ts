import type { Int32Column } from './growingColumns';

/** How many values of a column, which are in ascending order, are not greater than one: known to be from `least` to `most`. */
export function countUntil(column: Int32Column, value: number, least = 0, most = column.length): number {
  const { values } = column;
  let low = least;
  let high = most;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a value stands in a column in ascending order that has each only once; -1 where it is not there. */
export function placeOf(column: Int32Column, value: number): number {
  const place = countUntil(column, value) - 1;
  return place >= 0 && column.values[place] === value ? place : -1;
}

/** The same where it often stands behind the place that was found before. */
export function placeAfter(column: Int32Column, value: number, before: number): number {
  const next = before + 1;
  return next < column.length && column.values[next] === value ? next : placeOf(column, value);
}
