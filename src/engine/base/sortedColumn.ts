import type { Int32Column } from './growingColumns';

/** How many values of a column, which are in ascending order, are not greater than one. */
export function countUntil({ values, length }: Int32Column, value: number): number {
  let low = 0;
  let high = length;
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
