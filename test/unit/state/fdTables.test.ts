import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FdTableId } from '../../../src/engine/base/brands';
import { VersionHistory } from '../../../src/engine/base/versionHistory';
import { FdTables } from '../../../src/engine/state/fdTables';

/** What the tables are to do, said with a map for each: a fork copies its parent's. */
class Model {
  readonly tables: Map<number, number>[] = [new Map()];

  fork(table: number): void {
    this.tables.push(new Map(this.tables[table]));
  }
}

const NUMBERS = [-1, 0, 1, 2, 3, 15, 16, 40, 63, 64, 255, 1023, 4095, 4096, 2 ** 31, 2 ** 53];

/** Either a new version of a number in a table, or a fork of a table; tables are counted round. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ table: fc.nat(40), number: fc.constantFrom(...NUMBERS) }) },
  { weight: 1, arbitrary: fc.record({ table: fc.nat(40), number: fc.constant(undefined) }) },
);

describe('the tables of fds', () => {
  it('give what a copy of the table at each fork would, however numbers and forks follow each other', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
        const history = new VersionHistory();
        const tables = new FdTables(history);
        tables.create();
        const model = new Model();
        for (const [row, { table, number }] of steps.entries()) {
          const id = (table % model.tables.length) as FdTableId;
          if (number === undefined) {
            tables.fork(id, row);
            model.fork(id);
          } else {
            const version = history.append(tables.latest(id, number), row);
            tables.set(id, number, version);
            model.tables[id].set(number, version);
          }
        }
        for (const [id, slots] of model.tables.entries()) {
          const table = id as FdTableId;
          expect(tables.usedNumbers(table)).toEqual([...slots.keys()].sort((a, b) => a - b));
          const expected = NUMBERS.map((number) => slots.get(number) ?? 0);
          expect(NUMBERS.map((number) => tables.peek(table, number))).toEqual(expected);
          expect(NUMBERS.map((number) => tables.latest(table, number))).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('take no room for a high number that stands alone, and give it an array when others come', () => {
    const tables = new FdTables(new VersionHistory());
    const table = tables.create();
    const empty = tables.bytes;
    tables.set(table, 255, 7);
    expect(tables.bytes).toBe(empty);
    for (let number = 0; number < 40; number++) tables.set(table, number, number + 1);
    tables.set(table, 300, 8);
    expect([255, 300, 39].map((number) => tables.latest(table, number))).toEqual([7, 8, 40]);
    expect(tables.bytes).toBeGreaterThan(empty);
  });

  it('look no further back than through a few forks', () => {
    const history = new VersionHistory();
    const tables = new FdTables(history);
    let table = tables.create();
    tables.set(table, 3, history.append(0, 0));
    const start = performance.now();
    for (let row = 1; row < 20_000; row++) table = tables.fork(table, row);
    let found = 0;
    for (let times = 0; times < 20_000; times++) found += tables.peek(table, 3);
    expect(found).toBe(20_000);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
