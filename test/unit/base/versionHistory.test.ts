import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VersionHistory } from '../../../src/engine/base/versionHistory';

describe('a version history', () => {
  it('knows no version of an empty slot', () => {
    expect(new VersionHistory().at(0, 1000)).toBe(0);
  });

  it('answers with the version that was true at a row: the last one that began at or before it', () => {
    const history = new VersionHistory();
    const first = history.append(0, 10);
    const second = history.append(first, 20);
    expect([9, 10, 19, 20, 21].map((row) => history.at(second, row))).toEqual([0, first, first, second, second]);
  });

  it('lets the last of several versions that begin at one row win', () => {
    const history = new VersionHistory();
    const first = history.append(0, 10);
    const second = history.append(first, 10);
    expect(history.at(second, 10)).toBe(second);
  });

  it('lets two slots share what they held before they parted, as a forked fd table does', () => {
    const history = new VersionHistory();
    const shared = history.append(0, 1);
    const parent = history.append(shared, 5);
    const child = history.append(shared, 7);
    expect([history.at(parent, 4), history.at(parent, 6), history.at(child, 6), history.at(child, 7)]).toEqual([
      shared,
      parent,
      shared,
      child,
    ]);
  });

  it('agrees with a search through a plain list, for any slots and rows', () => {
    const step = fc.record({ slot: fc.nat(3), gap: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 400, size: 'max' }), (steps) => {
        const history = new VersionHistory();
        const latest = [0, 0, 0, 0];
        const model: { row: number; version: number }[][] = [[], [], [], []];
        let row = 0;
        for (const { slot, gap } of steps) {
          row += gap;
          latest[slot] = history.append(latest[slot], row);
          model[slot].push({ row, version: latest[slot] });
        }
        for (let at = -1; at <= row + 1; at++) {
          for (const slot of model.keys()) {
            const expected = model[slot].findLast((entry) => entry.row <= at)?.version ?? 0;
            expect(history.at(latest[slot], at)).toBe(expected);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('finds an early version of a slot that changed 300,000 times in few steps', () => {
    const history = new VersionHistory();
    let latest = 0;
    for (let row = 0; row < 300_000; row++) latest = history.append(latest, row);
    const start = performance.now();
    for (let row = 0; row < 300_000; row += 10) expect(history.at(latest, row) === row + 1).toBe(true);
    // Walking version by version would take four and a half thousand million steps.
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('remembers since when a version was true and which one it replaced', () => {
    const history = new VersionHistory();
    const first = history.append(0, 3);
    const second = history.append(first, 8);
    expect([history.sinceRow(second), history.previousOf(second), history.length]).toEqual([8, first, 3]);
  });
});
