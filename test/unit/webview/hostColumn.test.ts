import { describe, expect, it } from 'vitest';
import { HOST_STEP } from '../../../src/session/timeline/hostAddress';
import { EVENT_COLUMNS } from '../../../webview/capture/eventColumns';
import { besides, captureOf, checkEventNumber, ownNumber } from '../../../webview/capture/eventNumber';
import { withHostColumn, withoutHostColumn } from '../../../webview/capture/hostColumn';

const USUAL = EVENT_COLUMNS.map(({ id }) => id);

describe('the column of the host', () => {
  it('stands beside the number on a timeline, among the usual columns', () => {
    expect(withHostColumn({ widths: {}, shown: [] }).shown.slice(0, 3)).toEqual(['number', 'host.name', 'time']);
  });

  it('stands among columns that were chosen, first where there is no number', () => {
    expect(withHostColumn({ widths: {}, shown: ['time', 'event'] }).shown).toEqual(['host.name', 'time', 'event']);
    expect(withHostColumn({ widths: {}, shown: ['time', 'host.name'] }).shown).toEqual(['time', 'host.name']);
  });

  it('is not kept for captures of one host', () => {
    const widths = { time: 99 };
    expect(withoutHostColumn({ widths, shown: ['time', 'host.name'] })).toEqual({ widths, shown: ['time'] });
    expect(withoutHostColumn(withHostColumn({ widths, shown: [] }))).toEqual({ widths, shown: [] });
    expect(withoutHostColumn({ widths, shown: USUAL.slice(1) }).shown).toEqual(USUAL.slice(1));
  });
});

describe('what names an event of a timeline', () => {
  it('is read as the session writes it', () => {
    const address = 3 * HOST_STEP + 41;
    expect([ownNumber(address), captureOf(address)]).toEqual([41, 3]);
    expect(besides(address, 7)).toBe(3 * HOST_STEP + 7);
    expect([ownNumber(12), captureOf(12), besides(0, 12)]).toEqual([12, 0, 12]);
  });

  it('is asked for among the events of the same host', () => {
    const range = { last: 10, growing: false, host: 'web-2' };
    expect(checkEventNumber('11', range)).toEqual({ problem: 'There is no event 11 of web-2: the last is 10.' });
  });
});
