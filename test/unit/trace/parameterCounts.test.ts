import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { EVENT_TYPES } from '../../../src/engine/capture/eventTable';
import { ParameterCounts } from '../../../src/engine/trace/parameterCounts';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { openTrace } from '../../support/openedTrace';

describe('the most parameters of an event type', () => {
  it('is nothing of a type without events, and as many as there are where they are few', () => {
    const counts = new ParameterCounts();
    counts.add(4, 2);
    counts.add(4, 1);
    expect([counts.most(4), counts.most(5)]).toEqual([2, 0]);
  });

  it('is any number where they are many', () => {
    const counts = new ParameterCounts();
    counts.add(4, 7);
    counts.add(5, 31);
    expect([counts.most(4), counts.most(5)]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });

  it.each(['mixed-syscalls-classic', 'overlay-collision-exits'])('is not exceeded by any event of %s', (capture) => {
    const { trace, raw } = openTrace(loadCapture(OWN_FIXTURES, capture));
    const most = EVENT_TYPES.map(({ id }) => trace.origin.parameterCounts.most(id));
    for (let row = 0; row < trace.events.length; row++) {
      const { type, parameterCount } = raw.read(row as EventRow);
      expect(parameterCount).toBeLessThanOrEqual(most[type]);
    }
  });
});
