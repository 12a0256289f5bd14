import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortSteps } from '../../../src/engine/base/sortSteps';
import { allSteps } from '../../../src/engine/base/steps';

describe('sorting in steps', () => {
  it('gives what sorting at once gives, equal values in their order', () => {
    const length = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(length, fc.integer({ min: 1, max: 50_000 }), fc.nat(), (count, range, seed) => {
        let random = seed;
        const keys = Int32Array.from({ length: count }, () => {
          random = (Math.imul(random, 1664525) + 1013904223) | 0;
          return (random >>> 8) % range;
        });
        const compare = (a: number, b: number): number => keys[a] - keys[b];
        const indices = Int32Array.from(keys, (_key, index) => index);
        const expected = [...indices].sort(compare);
        expect([...allSteps(sortSteps(indices, compare))]).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('never works through many values without a step', () => {
    const values = Int32Array.from({ length: 100_000 }, (_value, index) => -index);
    let compared = 0;
    let most = 0;
    const work = sortSteps(values, (a, b) => {
      compared++;
      return a - b;
    });
    for (let before = 0; !work.next().done; before = compared) most = Math.max(most, compared - before);
    // A run of 4096 values takes some twelve comparisons for each.
    expect(most).toBeLessThan(70_000);
  });
});
