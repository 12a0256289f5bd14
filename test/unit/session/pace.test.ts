import { describe, expect, it } from 'vitest';
import { SlicePace } from '../../../src/session/slicePace';
import { Throttle } from '../../../src/session/throttle';

describe('the pace of a scan', () => {
  /** Rows of each of so many slices, when a row takes so many ms. */
  function slices(count: number, perRow: number): number[] {
    let time = 0;
    const pace = new SlicePace(() => time);
    const rows: number[] = [];
    for (let slice = 0; slice < count; slice++) {
      pace.run((size) => {
        rows.push(size);
        time += size * perRow;
      });
    }
    return rows;
  }

  it.each([
    ['dear', 0.005],
    ['cheap', 0.00004],
  ])('comes to slices of about 12 ms for %s rows', (_what, perRow) => {
    const last = slices(10, perRow).at(-1) ?? 0;
    expect(last * perRow).toBeGreaterThan(8);
    expect(last * perRow).toBeLessThan(17);
  });

  it('asks at least a thousand rows and at most a million at a time', () => {
    expect(slices(10, 1).at(-1)).toBe(1000);
    expect(slices(10, 0).at(-1)).toBe(1_000_000);
  });
});

describe('a throttle', () => {
  it('lets the first through, and then one for each interval', () => {
    let time = 0;
    const throttle = new Throttle(100, () => time);
    const passed = [0, 50, 99, 100, 150, 199, 200, 500].filter((at) => {
      time = at;
      return throttle.due();
    });
    expect(passed).toEqual([0, 100, 200, 500]);
  });
});
