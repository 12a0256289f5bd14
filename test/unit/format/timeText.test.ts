import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { durationKey, durationText, LocalClock, splitTime } from '../../../src/engine/format/timeText';

const EVENT_1057 = 1534527348518937838n;

function split(time: bigint): { seconds: number; nanoseconds: number } {
  return splitTime(Number(time >> 32n), Number(time & 0xffffffffn));
}

describe('splitting 64 bits of nanoseconds', () => {
  it.each([0n, 999_999_999n, 1_000_000_000n, EVENT_1057, 2n ** 53n + 1n, 2n ** 63n - 1n, 2n ** 64n - 1n])(
    'loses nothing of %s',
    (time) => {
      const { seconds, nanoseconds } = split(time);
      expect(BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds)).toBe(time);
      expect(nanoseconds).toBeLessThan(1_000_000_000);
    },
  );
});

describe('local time', () => {
  const zone = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = 'Asia/Kolkata';
  });
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('is that of the reader, with all nine digits', () => {
    const clock = new LocalClock();
    expect(clock.timeOfDay(split(EVENT_1057))).toBe('23:05:48.518937838');
    expect(clock.timeOfDay(split(1481211704000122131n))).toBe('21:11:44.000122131');
    expect(clock.dateAndTime(split(EVENT_1057))).toBe('2018-08-17 23:05:48.518937838');
  });
});

describe('durations', () => {
  it.each([
    [0, '0ns'],
    [999, '999ns'],
    [1000, '1.00us'],
    [9728, '9.72us'],
    [10_000, '10us'],
    [407_999, '407us'],
    [1_059_999, '1.05ms'],
    [10_000_000, '10ms'],
    [999_999_999, '999ms'],
    [10_020_000_000, '10.02s'],
    [-9728, '-9.72us'],
  ])('%i ns is %s, cut and not rounded', (nanoseconds, expected) => {
    expect(durationText(nanoseconds)).toBe(expected);
  });

  it('have the same text where their keys are the same, and only there', () => {
    const span = fc.oneof(...[4, 6, 8, 11].map((digits) => fc.integer({ min: 0, max: 10 ** digits })));
    fc.assert(
      fc.property(span, fc.integer({ min: 0, max: 2000 }), (one, more) => {
        const other = one + more;
        expect(durationKey(one) === durationKey(other)).toBe(durationText(one) === durationText(other));
      }),
      { numRuns: 2000 },
    );
  });
});
