import { describe, expect, it } from 'vitest';
import { dataSizeText } from '../../../webview/capture/dataSection';
import { checkEventNumber, parseEventNumber } from '../../../webview/capture/eventNumber';
import { matchText } from '../../../webview/capture/matchText';
import { formatBytes } from '../../../webview/capture/numberText';

describe('matchText', () => {
  it('says how many of all events match', () => {
    expect(matchText({ filtered: true, matched: 211, total: 143_904, settled: true })).toBe('211 of 143,904');
  });

  it('says that more may come', () => {
    expect(matchText({ filtered: true, matched: 211, total: 98_000, settled: false })).toBe('211 of 98,000 so far');
    expect(matchText({ filtered: false, matched: 98_000, total: 98_000, settled: false })).toBe('98,000 events so far');
  });

  it('counts all events without a filter', () => {
    expect(matchText({ filtered: false, matched: 143_904, total: 143_904, settled: true })).toBe('143,904 events');
    expect(matchText({ filtered: false, matched: 1, total: 1, settled: true })).toBe('1 event');
  });

  it('never shows a part larger than the whole', () => {
    expect(matchText({ filtered: true, matched: 12, total: 10, settled: false })).toBe('12 of 12 so far');
  });
});

describe('parseEventNumber', () => {
  it('takes a number as people write it', () => {
    expect(['58215', ' 58,215 ', '#58215', '58 215', '58_215'].map(parseEventNumber)).toEqual(Array(5).fill(58_215));
  });

  it('takes nothing else', () => {
    expect(['', '0', '-3', '1.5', 'ten', '1e3', '9'.repeat(16)].map(parseEventNumber)).toEqual(Array(7).fill(null));
  });
});

describe('checkEventNumber', () => {
  it('gives a number in the range', () => {
    expect(checkEventNumber('404', { last: 404, growing: false })).toEqual({ number: 404 });
  });

  it('says which is the last where a number is too high', () => {
    expect(checkEventNumber('999', { last: 404, growing: false })).toEqual({
      problem: 'There is no event 999: the last is 404.',
    });
    expect(checkEventNumber('99999', { last: 4040, growing: true })).toEqual({
      problem: 'There is no event 99,999: the last is 4,040 so far.',
    });
  });

  it('says what a number is where there is none', () => {
    expect(checkEventNumber('x', { last: 404, growing: false })).toEqual({
      problem: 'An event number is a whole number from 1 on.',
    });
  });
});

describe('dataSizeText', () => {
  it('says what snaplen cut', () => {
    expect(dataSizeText(80, 1448)).toBe('cut by snaplen: 80 of 1,448 bytes kept');
    expect(dataSizeText(80, 80)).toBe('80 bytes');
    expect(dataSizeText(1, 1)).toBe('1 byte');
  });
});

describe('formatBytes', () => {
  it('takes the unit in which a size reads best', () => {
    expect([0, 999, 1000, 12_345, 999_960, 4_500_000_000].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '12.3 kB',
      '1.0 MB',
      '4.5 GB',
    ]);
  });
});
