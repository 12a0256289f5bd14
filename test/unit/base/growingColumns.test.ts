import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Float64Column, Int32Column, Uint8Column } from '../../../src/engine/base/growingColumns';

describe('a growing column', () => {
  it('keeps every value in order when it grows, from any first capacity', () => {
    fc.assert(
      fc.property(fc.nat(9), fc.array(fc.integer(), { maxLength: 600, size: 'max' }), (capacity, values) => {
        const column = new Int32Column(capacity);
        for (const value of values) column.push(value);
        expect(column.length).toBe(values.length);
        expect([...column.values.subarray(0, column.length)]).toEqual(values);
      }),
      { numRuns: 50 },
    );
  });

  it('holds integers up to 2^53 in 64-bit columns', () => {
    const column = new Float64Column(0);
    for (const value of [2 ** 53, -(2 ** 53), 0]) column.push(value);
    expect([...column.values.subarray(0, 3)]).toEqual([2 ** 53, -(2 ** 53), 0]);
  });

  it('appends a range of bytes and says where it begins', () => {
    const column = new Uint8Column(1);
    const bytes = Uint8Array.from([1, 2, 3, 4]);
    expect(column.append(bytes, 1, 3)).toBe(0);
    expect(column.append(bytes, 0, 4)).toBe(2);
    expect(column.append(bytes, 2, 2)).toBe(6);
    expect([...column.values.subarray(0, column.length)]).toEqual([2, 3, 1, 2, 3, 4]);
  });
});
