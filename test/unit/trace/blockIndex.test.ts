import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow, FdVersion } from '../../../src/engine/base/brands';
import { FdKind } from '../../../src/engine/capture/fdList';
import { FdVersions, fdOfKind } from '../../../src/engine/state/fdVersions';
import { BlockIndex } from '../../../src/engine/trace/blockIndex';
import { timeOfCall } from '../../../src/engine/trace/callTime';
import { EventColumns, NO_PARTNER, RowFlag } from '../../../src/engine/trace/eventColumns';
import { eventKey, isExit } from '../../../src/engine/trace/eventKeys';
import { flipKind } from '../../../src/engine/trace/kindRows';
import { type LevelPlanes, levelOf } from '../../../src/engine/trace/numberLevels';
import { BLOCK_ROWS, makeRowBits } from '../../../src/engine/trace/rowBits';

/** Columns of one block with so many rows, in which `seed` says what stands where. */
function columnsOf(length: number, seed: readonly number[], times: readonly number[], versions: number): EventColumns {
  const events = new EventColumns();
  for (let row = 0; row < length; row++) {
    const chunk = events.chunkOfNext();
    events.length++;
    const number = seed[row % seed.length] + (row >> 5) * (row % seed.length);
    // No generic events: of them the result is the number of a system call.
    chunk.type[row] = 2 + (number % 40);
    chunk.time[row] = times[row % times.length];
    chunk.partner[row] = number % 3 === 0 ? NO_PARTNER : (number * 7) % length;
    chunk.result[row] = events.encodeResult(((number % 5) - 2) * 2 ** (number % 45));
    chunk.flags[row] = number % 8;
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

/** The level of a row of the block: for each 32 rows there are eight words, the highest bit first. */
function levelAt(planes: LevelPlanes, row: number): number {
  let level = 0;
  for (let at = 8 * (row >> 5); at < 8 * (row >> 5) + 8; at++) level = 2 * level + ((planes[at] >> (row & 31)) & 1);
  return level;
}

/** Says of which row something is not so, if there is one: that of each is too much to compare. */
function expectForAll(rows: readonly EventRow[], holds: (row: EventRow) => boolean): void {
  expect(rows.find((row) => !holds(row))).toBeUndefined();
}

const time = fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.maxSafeInteger(), fc.constantFrom(2 ** 41, -(2 ** 41)));

describe('the index of a block', () => {
  it('says the same as its rows, however their times and partners jump', () => {
    const length = fc.constantFrom(BLOCK_ROWS, BLOCK_ROWS - 1, 77, 1);
    const seeds = fc.array(fc.nat(2 ** 20), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(length, seeds, fc.array(time, { minLength: 1, maxLength: 100 }), (length, seed, times) => {
        const fds = someFds();
        const events = columnsOf(length, seed, times, fds.length);
        const index = new BlockIndex(events, fds);
        expect(index.advance(1)).toBe(false);
        const block = index.block(0);
        if (!block) throw new Error('There is no block.');
        const rows = Array.from({ length }, (_, row) => row as EventRow);
        const has = (bits: Int32Array, row: number): boolean => ((bits[row >> 5] >> (row & 31)) & 1) === 1;

        const threads = keysOfRuns(block.threads);
        expectForAll(rows, (row) => threads[row] === events.thread(row));
        const classes = keysOfRuns(block.fds).map((fdClass) => index.fdClasses.versionOf(fdClass));
        const facts = Array.from({ length: fds.length }, (_, version) =>
          JSON.stringify({ ...fds.facts(version as FdVersion), description: 0, is: version === 0 }),
        );
        expectForAll(rows, (row) => facts[classes[row]] === facts[events.fd(row)]);
        expectForAll(rows, (row) => has(block.exits, row) === isExitRow(row));
        for (const [bits, flag] of [
          [block.results, RowFlag.HAS_RESULT],
          [block.failed, RowFlag.FAILED],
          [block.hidden ?? makeRowBits(), RowFlag.HIDDEN],
        ] as const) {
          expectForAll(rows, (row) => has(bits, row) === ((events.flags(row) & flag) !== 0));
        }
        const { keys, firstExit } = block.kinds;
        keys.forEach((key, place) => {
          const own = makeRowBits();
          flipKind(block.kinds, place, own);
          expect(isExit(key)).toBe(place >= firstExit);
          expectForAll(rows, (row) => has(own, row) === (eventKey(events.type(row), events.call(row)) === key));
        });
        const called = rows.map((row) => (isExitRow(row) ? timeOfCall(events, events.chunk(0), row) : 0));
        expect([block.shortestCall, block.longestCall]).toEqual([Math.min(...called), Math.max(...called)]);
        expectForAll(rows, (row) => levelAt(block.callLevels, row) === levelOf(called[row]));
        expectForAll(
          rows,
          (row) => !has(block.results, row) || levelAt(block.resultLevels, row) === levelOf(events.result(row)),
        );

        function isExitRow(row: EventRow): boolean {
          return events.type(row) % 2 === 1;
        }
      }),
      { numRuns: 8 },
    );
  });
});
