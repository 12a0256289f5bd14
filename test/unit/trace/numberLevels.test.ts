import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareLevels, LEVEL_OF_ZERO, levelOf, levelPlanes } from '../../../src/engine/trace/numberLevels';
import { BLOCK_ROWS, makeRowBits } from '../../../src/engine/trace/rowBits';

const number = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.maxSafeInteger());

describe('levels of numbers', () => {
  it('never put the larger of two numbers lower', () => {
    fc.assert(
      fc.property(number, number, (one, other) => {
        const [least, largest] = one < other ? [one, other] : [other, one];
        expect(levelOf(least)).toBeLessThanOrEqual(levelOf(largest));
      }),
    );
  });

  it('tell small numbers apart, and have room for every other one', () => {
    const small = Array.from({ length: 17 }, (_, index) => index - 8);
    expect(new Set(small.map(levelOf)).size).toBe(small.length);
    expect(levelOf(0)).toBe(LEVEL_OF_ZERO);
    for (const extreme of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2 ** 31, -(2 ** 31), 2 ** 32]) {
      expect(levelOf(extreme)).toBeGreaterThanOrEqual(0);
      expect(levelOf(extreme)).toBeLessThan(256);
    }
  });

  it('are compared for 32 rows at a time, of those in question alone', () => {
    const levels = Uint8Array.from({ length: BLOCK_ROWS }, (_, row) => (row * 37) % 256);
    const planes = levelPlanes(levels);
    const rows = makeRowBits().fill(0x0f0f0f0f);
    const above = makeRowBits();
    const equal = makeRowBits();
    for (const level of [0, 1, 127, 128, 129, 200, 255]) {
      compareLevels(planes, level, rows, above, equal);
      const bitsOf = (holds: (row: number) => boolean): Int32Array =>
        makeRowBits().map((_, word) => {
          let bits = 0;
          for (let bit = 0; bit < 32; bit++) if (bit % 8 < 4 && holds(32 * word + bit)) bits |= 1 << bit;
          return bits;
        });
      expect(above).toEqual(bitsOf((row) => levels[row] > level));
      expect(equal).toEqual(bitsOf((row) => levels[row] === level));
    }
  });
});
