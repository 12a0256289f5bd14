import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergedByTime, type Timed } from '../../../../src/engine/streams/conversations/timeMerge';

const sequence = fc
  .array(fc.integer({ min: 0, max: 50 }), { maxLength: 8 })
  .map((times) => times.sort((a, b) => a - b));

/** A sequence that counts how many of its kind are being read. */
function* read(times: readonly number[], open: { now: number; most: number }): Generator<Timed> {
  open.now++;
  open.most = Math.max(open.most, open.now);
  for (const time of times) yield { time };
  open.now--;
}

describe('sequences merged by time', () => {
  it('are what sorting would make of them', () => {
    fc.assert(
      fc.property(fc.array(sequence, { maxLength: 12 }), (sequences) => {
        const open = { now: 0, most: 0 };
        const begins = sequences
          .map((times) => ({ time: times.at(0) ?? 0, make: () => read(times, open) }))
          .sort((a, b) => a.time - b.time);
        const merged = Array.from(mergedByTime(begins), ({ time }) => time);
        expect(merged).toEqual(sequences.flat().sort((a, b) => a - b));
      }),
    );
  });

  it('are read no sooner than their time has come', () => {
    const open = { now: 0, most: 0 };
    const begins = [0, 10, 20, 30].map((time) => ({ time, make: () => read([time, time + 5], open) }));
    expect([...mergedByTime(begins)]).toHaveLength(8);
    expect(open.most).toBe(1);
  });
});
