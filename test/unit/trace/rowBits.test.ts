import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_ROWS, countRows, makeRowBits } from '../../../src/engine/trace/rowBits';

describe('a set of rows of a block', () => {
  it('has as many rows as were put into it', () => {
    const rows = fc.uniqueArray(fc.nat(BLOCK_ROWS - 1), { maxLength: 5000, size: 'max' });
    fc.assert(
      fc.property(rows, fc.boolean(), (chosen, isRest) => {
        const bits = makeRowBits();
        if (isRest) bits.fill(-1);
        for (const row of chosen) bits[row >> 5] ^= 1 << (row & 31);
        expect(countRows(bits)).toBe(isRest ? BLOCK_ROWS - chosen.length : chosen.length);
      }),
    );
  });
});
