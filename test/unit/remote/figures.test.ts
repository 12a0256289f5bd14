import { describe, expect, it } from 'vitest';
import { EventRate } from '../../../src/remote/capture/eventRate';
import { countText, durationText, parseDuration, parseSize, sizeText } from '../../../src/remote/capture/figures';

describe('a duration', () => {
  it.each([
    ['90', 90],
    [' 30 s ', 30],
    ['5m', 300],
    ['1H', 3600],
    ['2d', 172_800],
  ])('is read from %j', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  it.each(['', '0', '-5', '1.5', '5 weeks', '9'.repeat(30)])('is not in %j', (text) =>
    expect(parseDuration(text)).toBeUndefined(),
  );

  it.each([
    [5, '0:05'],
    [90, '1:30'],
    [3723, '1:02:03'],
    [-1, '0:00'],
  ])('of %i s is shown as %s', (seconds, text) => expect(durationText(seconds)).toBe(text));
});

describe('a size', () => {
  it.each([
    ['1000000', 1e6],
    ['500 MB', 5e8],
    ['1.5g', 1.5e9],
    ['20 kB', 20_000],
  ])('is read from %j', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(['', '0', 'MB', '5 parsecs', '-1k'])('is not in %j', (text) => expect(parseSize(text)).toBeUndefined());

  it.each([
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345_678, '12.3 MB'],
    [345_678_901, '346 MB'],
  ])('of %i bytes is shown as %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));

  it('of what is shown is read again', () => expect(parseSize(sizeText(2e9))).toBe(2e9));
});

it('a count is shown with separators', () => expect(countText(1_234_567.4)).toBe('1,234,567'));

describe('the rate of events', () => {
  it('is that of the last two seconds', () => {
    const rate = new EventRate();
    expect(rate.at(0, 0)).toBe(0);
    expect(rate.at(100, 1000)).toBe(100);
    expect(rate.at(300, 2000)).toBe(150);
    expect(rate.at(300, 3000)).toBe(100);
    expect(rate.at(300, 4000)).toBe(0);
  });
});
