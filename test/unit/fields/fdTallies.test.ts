import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FdTableId } from '../../../src/engine/base/brands';
import { FdKind } from '../../../src/engine/capture/fdList';
import { FdTallies, type FdTally } from '../../../src/engine/fields/readers/fdTallies';
import { fdOfKind, StateKind } from '../../../src/engine/state/fdVersions';
import { Trace } from '../../../src/engine/trace/trace';

const KINDS: readonly number[] = [FdKind.FILE, FdKind.PIPE, FdKind.IPV4];

/** A number that tells every set of kinds and how often each is in it from any other. */
class KindTally implements FdTally {
  number = 0;

  count(kind: number, step: 1 | -1): void {
    this.number += step * 100 ** KINDS.indexOf(kind);
  }
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      call: fc.constant('open' as const),
      table: fc.nat(20),
      number: fc.constantFrom(0, 3, 70, 5000),
      kind: fc.constantFrom(...KINDS, StateKind.ABSENT),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      call: fc.constant('close' as const),
      table: fc.nat(20),
      number: fc.constantFrom(0, 3, 70, 5000),
      /** What a call closes is gone from the next row on. */
      later: fc.nat(1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ call: fc.constant('fork' as const), table: fc.nat(20) }) },
);

/** Does things to fds, several at a row, and looks at all rows so far after each of some of them. */
function play(
  steps: readonly (readonly [step: typeof step extends fc.Arbitrary<infer S> ? S : never, rows: number])[],
): void {
  const trace = new Trace();
  const { events, fds } = trace;
  const tallies = new FdTallies(() => new KindTally());
  const forks = [{ table: fds.createTable(), row: 0 }];
  const expectAll = (): void => {
    for (const { table, row: first } of forks) {
      for (let row = first; row < events.length; row++) {
        const expected = new KindTally();
        for (const version of fds.openAt(table, row)) expected.count(fds.get(version, 'kind'), 1);
        trace.horizon.begin(row);
        expect(tallies.at(trace, table, row)).toBe(expected.number);
        for (let same = row; same < Math.min(trace.horizon.row, events.length); same++) {
          expect(tallies.at(trace, table, same)).toBe(expected.number);
        }
      }
    }
  };
  let row = 0;
  for (const [doing, rows] of steps) {
    const table: FdTableId = forks[doing.table % forks.length].table;
    if (doing.call === 'open') fds.open(table, doing.number, fdOfKind(doing.kind), row);
    else if (doing.call === 'close') fds.close(table, doing.number, row + doing.later);
    else forks.push({ table: fds.forkTable(table, row), row });
    row += Math.max(rows, doing.call === 'close' ? doing.later : 0);
    if (rows > 1) {
      events.length = row;
      expectAll();
    }
  }
  events.length = row + 1;
  expectAll();
}

describe('what is told of the open fds of a table', () => {
  it('is what follows from its fds at each row, while the trace grows and tables are forked', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.nat(2)), { maxLength: 40, size: 'max' }), (steps) => play(steps)),
      { numRuns: 50 },
    );
  });
});
