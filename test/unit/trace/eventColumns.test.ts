import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { CHUNK_ROWS, EventColumns, NO_PARTNER, RowFlag } from '../../../src/engine/trace/eventColumns';
import { addRow } from '../../support/eventRows';

const row = (index: number): EventRow => index as EventRow;

describe('the columns of a trace', () => {
  it('give back what a row was written with', () => {
    const events = new EventColumns();
    const values = { time: -5, offset: 2 ** 40, type: 453, cpu: 65535, thread: 7, fd: 9, result: -11 };
    addRow(events, { ...values, flags: RowFlag.FAILED });
    expect([events.time(row(0)), events.offset(row(0)), events.type(row(0)), events.cpu(row(0))]).toEqual([
      -5,
      2 ** 40,
      453,
      65535,
    ]);
    expect([events.thread(row(0)), events.fd(row(0)), events.result(row(0))]).toEqual([7, 9, -11]);
    expect([events.partner(row(0)), events.flags(row(0))]).toEqual([NO_PARTNER, RowFlag.FAILED]);
  });

  it.each([0, -1, 2 ** 31 - 1, 2 ** 31, -(2 ** 30), -(2 ** 30) - 1, 0x7fa69774e000, -(2 ** 52)])(
    'keep the result %i exactly, however large',
    (result) => {
      const events = new EventColumns();
      for (const value of [result, 1, result]) addRow(events, { result: value });
      expect([0, 1, 2].map((index) => events.result(row(index)))).toEqual([result, 1, result]);
    },
  );

  it('keep offsets exactly, also where a capture has no event for many GiB', () => {
    const events = new EventColumns();
    const offsets = [0, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 7, 5 * 2 ** 32 - 1, 2 ** 40, 2 ** 40 + 1];
    for (const offset of offsets) addRow(events, { offset });
    expect(offsets.map((_offset, index) => events.offset(row(index)))).toEqual(offsets);
  });

  it('tell an enter event its exit when that comes', () => {
    const events = new EventColumns();
    for (let index = 0; index < 3; index++) addRow(events, { partner: index === 2 ? 0 : NO_PARTNER });
    expect([0, 1, 2].map((index) => events.partner(row(index)))).toEqual([2, NO_PARTNER, 0]);
  });

  it('go on across the border of a chunk', () => {
    const events = new EventColumns();
    for (let index = 0; index <= CHUNK_ROWS; index++) {
      addRow(events, { time: index, partner: index === CHUNK_ROWS ? 1 : NO_PARTNER });
    }
    expect([events.length, events.time(row(CHUNK_ROWS - 1)), events.time(row(CHUNK_ROWS))]).toEqual([
      CHUNK_ROWS + 1,
      CHUNK_ROWS - 1,
      CHUNK_ROWS,
    ]);
    expect([events.partner(row(1)), events.partner(row(CHUNK_ROWS))]).toEqual([CHUNK_ROWS, 1]);
  });
});
