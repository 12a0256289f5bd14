import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow, FdVersion } from '../../../src/engine/base/brands';
import { FdKind } from '../../../src/engine/capture/fdList';
import { FdVersions, fdOfKind } from '../../../src/engine/state/fdVersions';
import { BlockIndex } from '../../../src/engine/trace/blockIndex';
import { EventColumns, NO_PARTNER, RowFlag } from '../../../src/engine/trace/eventColumns';
import { eventKey, isExit } from '../../../src/engine/trace/eventKeys';
import { timeOfCall } from '../../../src/engine/trace/kindOrder';
import { BLOCK_ROWS } from '../../../src/engine/trace/rowBits';

/** Columns of one block, in which `seed` says what stands where. */
function columnsOf(seed: readonly number[], times: readonly number[], versions: number): EventColumns {
  const events = new EventColumns();
  for (let row = 0; row < BLOCK_ROWS; row++) {
    const chunk = events.add();
    const number = seed[row % seed.length] + (row >> 5) * (row % seed.length);
    // No generic events: of them the result is the number of a system call.
    chunk.type[row] = 2 + (number % 40);
    chunk.time[row] = times[row % times.length];
    chunk.partner[row] = number % 3 === 0 ? NO_PARTNER : (number * 7) % BLOCK_ROWS;
    chunk.result[row] = events.encodeResult(((number % 5) - 2) * 2 ** (number % 45));
    chunk.flags[row] = number % 2 === 0 ? RowFlag.HAS_RESULT : 0;
    chunk.thread[row] = number % 9;
    chunk.fd[row] = number % versions;
  }
  return events;
}

/** The key of each row, from the rows at which runs of it begin and end. */
function keysOfRuns(groups: { keys: Int32Array; ends: Uint16Array; rows: Uint16Array }): number[] {
  const result = Array.from({ length: BLOCK_ROWS }, () => -1);
  groups.keys.forEach((key, place) => {
    const changes = new Set(groups.rows.slice(place === 0 ? 0 : groups.ends[place - 1], groups.ends[place]));
    for (let row = 0, within = false; row < BLOCK_ROWS; row++) {
      if (changes.has(row)) within = !within;
      if (within) result[row] = key;
    }
  });
  return result;
}

/** Versions of which every second one is equal to another but for which opening it was. */
function someFds(): FdVersions {
  const fds = new FdVersions();
  for (let row = 0; row < 20; row++) {
    fds.open(fds.createTable(), row % 5, { ...fdOfKind(FdKind.FILE), inode: row % 2 }, row);
    if (row % 3 === 0) fds.unknown(row);
  }
  return fds;
}

const time = fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.maxSafeInteger(), fc.constantFrom(2 ** 41, -(2 ** 41)));

describe('the index of a block', () => {
  it('says the same as its rows, however their times and partners jump', () => {
    const seeds = fc.array(fc.nat(2 ** 20), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(seeds, fc.array(time, { minLength: 1, maxLength: 100 }), (seed, times) => {
        const fds = someFds();
        const events = columnsOf(seed, times, fds.length);
        const index = new BlockIndex(events, fds);
        expect(index.advance(1)).toBe(false);
        const block = index.block(0);
        if (!block) throw new Error('There is no block.');
        const rows = Array.from({ length: BLOCK_ROWS }, (_, row) => row as EventRow);
        const has = (bits: Int32Array, row: number): boolean => ((bits[row >> 5] >> (row & 31)) & 1) === 1;

        expect(keysOfRuns(block.threads)).toEqual(rows.map((row) => events.thread(row)));
        const facts = (version: FdVersion): unknown => ({ ...fds.facts(version), description: 0, is: version === 0 });
        expect(keysOfRuns(block.fds).map((fdClass) => facts(index.fdClasses.versionOf(fdClass)))).toEqual(
          rows.map((row) => facts(events.fd(row))),
        );
        expect(rows.filter((row) => has(block.exits, row))).toEqual(rows.filter((row) => events.type(row) % 2 === 1));
        const isPositive = (row: EventRow): boolean =>
          (events.flags(row) & RowFlag.HAS_RESULT) !== 0 && events.result(row) > 0;
        expect(rows.filter((row) => has(block.positive, row))).toEqual(rows.filter(isPositive));

        const { keys, ends } = block.kinds;
        expect([...block.kinds.rows].sort((one, other) => one - other)).toEqual(rows);
        const called: number[] = [0];
        keys.forEach((key, place) => {
          const group = block.kinds.rows.slice(place === 0 ? 0 : ends[place - 1], ends[place]);
          const own = [...group].map((row) => eventKey(events.type(row as EventRow), events.call(row as EventRow)));
          expect(new Set(own)).toEqual(new Set([key]));
          const order = [...group].map((row) => (isExit(key) ? timeOfCall(events, events.chunk(0), row) : row));
          expect(order).toEqual([...order].sort((one, other) => one - other));
          if (!isExit(key)) return;
          called.push(...order);
          expect(block.longestCalls[place]).toBe(order[order.length - 1]);
        });
        expect([block.shortestCall, block.longestCall]).toEqual([Math.min(...called), Math.max(...called)]);
      }),
      { numRuns: 8 },
    );
  });
});
