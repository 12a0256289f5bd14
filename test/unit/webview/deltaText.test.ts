import { describe, expect, it } from 'vitest';
import { formatDuration, isNotableGap } from '../../../webview/capture/deltaText';

describe('formatDuration', () => {
  it.each([
    [0, '0ns'],
    [850, '850ns'],
    [999, '999ns'],
    [1000, '1.0µs'],
    [4700, '4.7µs'],
    [8549, '8.5µs'],
    [123_456, '123.5µs'],
    [1_230_000, '1.23ms'],
    [999_000_000, '999.00ms'],
    [4_004_000_000, '4.00 s'],
    [75_500_000_000, '75.50 s'],
  ])('says %d ns as %s', (nanoseconds, text) => {
    expect(formatDuration(nanoseconds)).toBe(text);
  });

  it('has a sign where time runs back', () => {
    expect(formatDuration(-1200)).toBe('-1.2µs');
    expect(formatDuration(-2_000_000_000)).toBe('-2.00 s');
  });

  it('never rounds up to 1000 of a unit', () => {
    expect(formatDuration(999_949)).toBe('999.9µs');
    expect(formatDuration(999_950)).toBe('1.00ms');
    expect(formatDuration(999_994_999)).toBe('999.99ms');
    expect(formatDuration(999_995_000)).toBe('1.00 s');
  });
});

describe('isNotableGap', () => {
  it('begins with what is shown as one second', () => {
    expect(isNotableGap(999_995_000)).toBe(true);
    expect(isNotableGap(999_994_999)).toBe(false);
  });

  it('is never a step back, nor the first line', () => {
    expect(isNotableGap(-5_000_000_000)).toBe(false);
    expect(isNotableGap(null)).toBe(false);
  });
});
