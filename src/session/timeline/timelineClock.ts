import type { Trace } from '../../engine/trace/trace';

/**
 * What has to be added to the times of a trace's rows so that they count from `base`, as those of other traces do, in ns. Exact
 * while they are less than 104 days apart; beyond that, times of two hosts may be off by some ns.
 */
export function clockShift({ timeBase }: Pick<Trace, 'timeBase'>, base: bigint): number {
  return Number(timeBase - base);
}
