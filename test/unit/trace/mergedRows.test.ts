import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { EventColumns } from '../../../src/engine/trace/eventColumns';
import { countOlder, MergedRows, type TimedRows } from '../../../src/engine/trace/mergedRows';
import { Selection } from '../../../src/engine/trace/selection';
import { TimeOrderedRows } from '../../../src/engine/trace/timeOrderedRows';
import { addRow } from '../../support/eventRows';

/** The events of one host: their times in the order of its file, how far its clock has to be moved, and those selected. */
interface Host {
  readonly times: readonly number[];
  readonly correction: number;
  readonly isSelected?: (row: number) => boolean;
}

function rowsOf({ times, correction, isSelected = () => true }: Host): TimedRows {
  const events = new EventColumns();
  const selection = new Selection();
  for (const time of times) {
    const row = addRow(events, { time });
    if (isSelected(row)) selection.add(row);
  }
  const ordered = new TimeOrderedRows(events, selection);
  return {
    count: ordered.count,
    rowAt: (index) => ordered.rowAt(index),
    timeOf: (row) => events.time(row) + correction,
  };
}

function merged(...hosts: Host[]): MergedRows {
  return new MergedRows(hosts.map(rowsOf));
}

/** Every line as `host:row`. */
function lines(rows: MergedRows, from = 0, count = rows.count): string[] {
  return rows.lines(from, count).map(({ capture, row }) => `${capture}:${row}`);
}

/** What the order is by definition: by time on the common clock, then host, then row. */
function sorted(hosts: readonly Host[]): string[] {
  return hosts
    .flatMap(({ times, correction, isSelected = () => true }, host) =>
      times.flatMap((time, row) => (isSelected(row) ? [{ time: time + correction, host, row }] : [])),
    )
    .sort((a, b) => a.time - b.time || a.host - b.host || a.row - b.row)
    .map(({ host, row }) => `${host}:${row}`);
}

const hosts = fc.array(
  fc
    .record({
      times: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }),
      correction: fc.integer({ min: -10, max: 10 }),
      kept: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ times, correction, kept }): Host => ({ times, correction, isSelected: (row) => row % kept === 0 })),
  { minLength: 1, maxLength: 5 },
);

describe('rows of several captures', () => {
  it('stand in order of time', () => {
    expect(lines(merged({ times: [10, 30, 50], correction: 0 }, { times: [20, 40], correction: 0 }))).toEqual([
      '0:0',
      '1:0',
      '0:1',
      '1:1',
      '0:2',
    ]);
  });

  it('are put by corrected clocks', () => {
    const fast = { times: [120, 140], correction: -100 };
    expect(lines(merged({ times: [10, 30, 50], correction: 0 }, fast))).toEqual(['0:0', '1:0', '0:1', '1:1', '0:2']);
  });

  it('stand by host where they have one time, and as their file has them within it', () => {
    expect(lines(merged({ times: [7, 7], correction: 0 }, { times: [7, 7], correction: 0 }))).toEqual([
      '0:0',
      '0:1',
      '1:0',
      '1:1',
    ]);
  });

  it('include late ones of a host where they belong', () => {
    expect(lines(merged({ times: [10, 40, 20], correction: 0 }, { times: [30], correction: 0 }))).toEqual([
      '0:0',
      '0:2',
      '1:0',
      '0:1',
    ]);
  });

  it('can be none', () => {
    expect(lines(merged({ times: [], correction: 0 }, { times: [], correction: 0 }))).toEqual([]);
  });

  it('are those sorted by time, host and row, from wherever they are read', () => {
    fc.assert(
      fc.property(hosts, fc.nat(80), fc.nat(10), (each, from, count) => {
        const rows = merged(...each);
        const expected = sorted(each);
        expect(rows.count).toBe(expected.length);
        expect(lines(rows)).toEqual(expected);
        expect(lines(rows, from, count)).toEqual(expected.slice(from, from + count));
      }),
    );
  });

  it('are found again by their place, and so are those that are not selected', () => {
    fc.assert(
      fc.property(hosts, (each) => {
        const rows = merged(...each);
        const order = sorted(each.map(({ times, correction }) => ({ times, correction })));
        const kept = sorted(each);
        for (const [host, { times }] of each.entries()) {
          for (let row = 0; row < times.length; row++) {
            const before = new Set(order.slice(0, order.indexOf(`${host}:${row}`)));
            const expected = kept.filter((line) => before.has(line)).length;
            expect(rows.indexFrom({ capture: host, row: row as EventRow })).toBe(expected);
          }
        }
      }),
    );
  });
});

describe('the rows before a time', () => {
  it('are those that are older', () => {
    const rows = rowsOf({ times: [10, 20, 20, 30], correction: 5 });
    expect([15, 16, 25, 26, 35, 99].map((time) => countOlder(rows, time))).toEqual([0, 1, 1, 3, 3, 4]);
  });
});
