import { describe, expect, it } from 'vitest';
import { NEW_PAGE, restoreColumns, restoreDetailState, restorePageState } from '../../../webview/capture/pageState';

const kept = {
  filter: 'proc.name=curl',
  topNumber: 10_001,
  selectedNumber: 10_031,
  detailHeight: 260,
  readyFilters: false,
  following: false,
  order: 'time',
  detailView: 'stream',
  sequence: true,
  visited: { numbers: [10_001, 10_031], at: 1 },
  eventsBefore: [4000, 0],
};

describe('restorePageState', () => {
  it('brings back all that was kept', () => {
    expect(restorePageState(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it('is a new page where nothing was kept, or something else', () => {
    for (const other of [undefined, null, 7, 'x', []]) expect(restorePageState(other)).toEqual(NEW_PAGE);
  });

  it('takes from a new page only what is not as expected', () => {
    expect(restorePageState({ ...kept, filter: 3, topNumber: -1, selectedNumber: 1.5, detailHeight: 'high' })).toEqual({
      ...kept,
      filter: '',
      topNumber: 0,
      selectedNumber: 0,
      detailHeight: NEW_PAGE.detailHeight,
    });
  });

  it('takes what are no counts of events for none', () => {
    expect(restorePageState({ ...kept, eventsBefore: 7 }).eventsBefore).toEqual([]);
    expect(restorePageState({ ...kept, eventsBefore: [7, -1, 'x'] }).eventsBefore).toEqual([7, 0, 0]);
  });

  it('forgets the events that were visited where they make no sense', () => {
    for (const visited of [{ numbers: [1, -2], at: 0 }, { numbers: [1], at: 1 }, { numbers: 'x', at: 0 }, 4]) {
      expect(restorePageState({ ...kept, visited }).visited).toEqual({ numbers: [], at: -1 });
    }
  });
});

describe('restoreColumns', () => {
  it('brings back what was chosen, and drops widths and columns that are none', () => {
    const chosen = { widths: { number: 80, fd: 'wide', cpu: -3, tid: Number.NaN }, shown: ['fd', 4, 'number'] };
    expect(restoreColumns(chosen)).toEqual({ widths: { number: 80 }, shown: ['fd', 'number'] });
  });

  it('is as usual where nothing was kept, or something else', () => {
    for (const other of [undefined, null, 7, { shown: 'all', widths: [] }]) {
      expect(restoreColumns(other)).toEqual({ widths: {}, shown: [] });
    }
  });
});

describe('restoreDetailState', () => {
  it('brings back what was kept, and nothing that is not as expected', () => {
    const detail = {
      capture: 'file:///a.scap',
      selectedNumber: 7,
      eventsBefore: [100],
      filter: 'fd.num=3',
      detailView: 'transactions',
      sequence: true,
      pinned: true,
    };
    expect(restoreDetailState(detail)).toEqual(detail);
    const none = {
      capture: '',
      selectedNumber: 0,
      eventsBefore: [],
      filter: '',
      detailView: 'event',
      sequence: false,
      pinned: false,
    };
    expect(restoreDetailState({ capture: 3, selectedNumber: -1, filter: {}, detailView: 'x', pinned: 1 })).toEqual(
      none,
    );
    expect(restoreDetailState(undefined)).toEqual(none);
  });
});
