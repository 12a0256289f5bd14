import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnDirection } from '../../support/streamContent';

describe('a direction of a stream', () => {
  it('answers for any place as a flat array of bytes with holes would', () => {
    const part = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 5 }));
    const calls = fc.array(fc.array(part, { maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(calls, fc.nat(40), fc.nat(40), (drawn, offset, limit) => {
        const flat: (number | undefined)[] = drawn
          .flat()
          .flatMap((each): (number | undefined)[] =>
            typeof each === 'number' ? new Array<undefined>(each).fill(undefined) : [...each],
          );
        const bytes = drawnDirection(...drawn);
        const upTo = flat.slice(offset, offset + limit);
        const hole = upTo.indexOf(undefined);
        expect([...bytes.from(offset, limit)]).toEqual(hole < 0 ? upTo : upTo.slice(0, hole));
        const end = Math.min(offset + limit, flat.length);
        const missing = flat.slice(offset, end).filter((each) => each === undefined).length;
        if (offset <= end) expect(bytes.missing(offset, end)).toBe(missing);
        expect(bytes.end).toBe(flat.length);
      }),
    );
  });

  it('leads from a byte back to the call that moved it', () => {
    const bytes = drawnDirection('abc', '', [2, 'd'], 'e');
    expect([0, 2, 3, 5, 6].map((offset) => bytes.pieceAt(offset)?.row)).toEqual([0, 0, 2, 2, 3]);
  });
});
