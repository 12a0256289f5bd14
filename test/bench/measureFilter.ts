import type { BenchFilter } from './filters';
import type { FilterMeasurement } from './measurements';
import type { OpenSession } from './openSession';
import { median } from './statistics';

/** How often a filter is measured. Times are in ms. */
export interface FilterRuns {
  readonly runs: number;
  /** One that takes longer is known well enough from its first runs. */
  readonly long: number;
  /** One that takes longer is given up; `FilterMeasurement.share` says how far it came. */
  readonly longest: number;
}

/** The first one is not as the others. */
const LEAST_RUNS = 2;

/** How long a filter takes, each time worked out anew. */
export async function measureFilter(
  session: OpenSession,
  { kind, text }: BenchFilter,
  { runs, long, longest }: FilterRuns,
): Promise<FilterMeasurement> {
  const times: number[] = [];
  let matched: number | undefined;
  let share = 1;
  for (let run = 0; run < runs && share === 1 && (run < LEAST_RUNS || !(median(times) > long)); run++) {
    const start = performance.now();
    const outcome = await session.ask('select', { filter: text });
    if (!outcome.accepted) return { kind, text, matched: undefined, times: [], share };
    const { selection, complete } = outcome.progress;
    const progress = complete
      ? outcome.progress
      : await session.selectionIs(selection, (now) => now.complete || performance.now() - start > longest);
    times.push(performance.now() - start);
    matched = progress.matched;
    share = progress.complete ? 1 : progress.scanned / (session.progress?.events ?? progress.scanned);
    await session.ask('release', { selection });
  }
  return { kind, text, matched, times, share };
}
