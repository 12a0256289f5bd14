import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../../src/engine/filter/filter';
import { Deliveries, type DeliveryLimits } from '../../../src/engine/output/deliveries';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace } from '../../support/openedTrace';

const CAPTURE = drawnCapture(`
1 10:00:00.000000000 0 curl (100) > read fd=3 size=10
2 10:00:00.000000005 1 curl (100) < read res=2 data=ab
3 10:00:00.000000007 1 curl (100) > procinfo cpu_usr=1 cpu_sys=2
state-only 4 10:00:00.900000000 1 curl (100) > close fd=7
5 10:00:01.000000000 0 bash (101) > close fd=3
6 10:00:02.500000000 0 bash (101) < close res=0
`);

/** The numbers of the events that are delivered. */
function delivered(limits: Partial<Omit<DeliveryLimits, 'filter'>>, filter?: string): number[] {
  const opened = openTrace(CAPTURE);
  const outcome = filter === undefined ? undefined : compileFilter(filter, opened);
  if (outcome?.accepted === false) throw new Error(filter);
  const deliveries = new Deliveries(opened, {
    limit: undefined,
    seconds: undefined,
    filter: outcome?.filter,
    ...limits,
  });
  const rows = deliveries.next();
  expect(deliveries.count).toBe(rows.count);
  expect(deliveries.next().count).toBe(0);
  return Array.from({ length: rows.count }, (_, index) => rows.rowAt(index) + 1);
}

describe('events are delivered', () => {
  it('when they are shown or internal, but not when they carry state only', () => {
    expect(delivered({})).toEqual([1, 2, 3, 5, 6]);
  });

  it.each([
    [1, [1]],
    [3, [1, 2, 3]],
    [4, [1, 2, 3, 5]],
    [100, [1, 2, 3, 5, 6]],
  ])('up to the limit of %i', (limit, numbers) => {
    expect(delivered({ limit })).toEqual(numbers);
  });

  it.each([
    [1, [1, 2, 3]],
    [2, [1, 2, 3, 5]],
    [3, [1, 2, 3, 5, 6]],
  ])('as long as less than %i seconds have gone by since the first', (seconds, numbers) => {
    expect(delivered({ seconds })).toEqual(numbers);
  });

  it('when the filter keeps them, internal ones too, and limits count those', () => {
    expect(delivered({}, 'proc.name=curl')).toEqual([1, 2, 3]);
    expect(delivered({ limit: 1 }, 'evt.type=procinfo')).toEqual([3]);
    expect(delivered({ seconds: 2 }, 'proc.name=bash')).toEqual([5, 6]);
  });
});
