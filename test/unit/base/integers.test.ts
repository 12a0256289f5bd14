import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInt64, readUint64 } from '../../../src/engine/base/integers';

const view = new DataView(new ArrayBuffer(8));

describe('64-bit integers as numbers', () => {
  it('are exact up to 2^53 and the nearest number beyond, signed', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        view.setBigInt64(0, value, true);
        expect(readInt64(view, 0)).toBe(Number(value));
      }),
    );
  });

  it('are exact up to 2^53 and the nearest number beyond, unsigned', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        view.setBigUint64(0, value, true);
        expect(readUint64(view, 0)).toBe(Number(value));
      }),
    );
  });

  it('read -1 as -1 and zero as zero', () => {
    view.setBigInt64(0, -1n, true);
    expect(readInt64(view, 0)).toBe(-1);
    view.setBigInt64(0, 0n, true);
    expect(Object.is(readInt64(view, 0), 0)).toBe(true);
  });
});
