import { describe, expect, it } from 'vitest';
import { ColumnTable } from '../../../src/engine/base/columnTable';

/** Writes a number that tells row and column into every column of a row. */
function fill(table: ColumnTable, row: number): void {
  const { capacity, doubles, words } = table;
  for (const column of [0, 1]) doubles[column * capacity + row] = row + column / 2;
  for (const column of [0, 1, 2]) words[column * capacity + row] = 10 * row + column;
}

function valuesOf({ capacity, doubles, words }: ColumnTable, row: number): number[] {
  return [
    ...[0, 1].map((column) => doubles[column * capacity + row]),
    ...[0, 1, 2].map((column) => words[column * capacity + row]),
  ];
}

describe('ColumnTable', () => {
  it('keeps every value where it grows', () => {
    const table = new ColumnTable(2, 3);
    const rows = 1000;
    for (let row = 0; row < rows; row++) {
      expect(table.add()).toBe(row);
      fill(table, row);
    }
    expect(table.length).toBe(rows);
    for (let row = 0; row < rows; row++) {
      expect(valuesOf(table, row)).toEqual([row, row + 0.5, 10 * row, 10 * row + 1, 10 * row + 2]);
    }
  });

  it('copies all columns of a row, also into the one that makes it grow', () => {
    const table = new ColumnTable(2, 3);
    table.add();
    fill(table, table.add());
    for (let copies = 0; copies < 300; copies++) expect(valuesOf(table, table.copy(1))).toEqual([1, 1.5, 10, 11, 12]);
    expect(valuesOf(table, 0)).toEqual([0, 0, 0, 0, 0]);
  });

  it('says what a row takes', () => {
    expect(new ColumnTable(2, 3).rowBytes).toBe(28);
  });
});
