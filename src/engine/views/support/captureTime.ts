import type { EventRow } from '../../base/brands';
import type { Trace } from '../../trace/trace';

const BILLION = 1_000_000_000n;

/** From the first to the last event of the capture, in ns. */
export function captureDuration({ events }: Trace): number {
  return events.length === 0 ? 0 : events.time((events.length - 1) as EventRow);
}

/** The second of a row, since the epoch. */
export function secondOf(trace: Trace, row: EventRow): bigint {
  return (trace.timeBase + BigInt(Math.trunc(trace.events.time(row)))) / BILLION;
}

/** The second of the last event, since the epoch. */
export function lastSecond(trace: Trace): bigint {
  return trace.events.length === 0 ? 0n : secondOf(trace, (trace.events.length - 1) as EventRow);
}
