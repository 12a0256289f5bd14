import type { CompiledFilter, FilterOutcome } from '../engine/filter/filter';
import { Selection } from '../engine/trace/selection';
import type { Trace } from '../engine/trace/trace';
import type { CountOutcome } from './protocol';
import { type Cancellation, throwIfCancelled } from './requestQueue';
import type { SessionPort } from './sessionPort';
import { SlicePace } from './slicePace';

/** Filters whose counts are kept: those of a file with filters, or the parts of one filter. */
const COUNTS_KEPT = 64;
/** How long one answer counts at most, in ms. */
const COUNT_PATIENCE = 1000;

/** How many events one filter keeps; no row is remembered. */
class FilterCount {
  scanned = 0;
  matched = 0;
  private readonly pace = new SlicePace();

  constructor(private readonly filter: CompiledFilter) {}

  /** Counts one slice of the rows up to `end`. */
  advance(end: number): void {
    this.pace.run((count) => {
      const to = Math.min(end, this.scanned + count);
      const rows = new Selection();
      this.filter.select(this.scanned, to, rows);
      this.matched += rows.count;
      this.scanned = to;
    });
  }
}

type Refusal = Extract<FilterOutcome, { readonly accepted: false }>;

/** Counts what filters keep. A count that takes longer than one answer may goes on when it is asked for again. */
export class FilterCounts {
  /** In order of last use, oldest first (a Map keeps insertion order). */
  private readonly kept = new Map<string, FilterCount>();

  constructor(
    private readonly trace: Trace,
    private readonly port: Pick<SessionPort, 'breathe'>,
    private readonly compile: (filter: string) => FilterOutcome,
    /** Whether more events may come. */
    private readonly isGrowing: () => boolean,
  ) {}

  /** Counts in slices, between which messages are served; throws `cancelled` where the request was withdrawn. */
  async count(filter: string, cancellation: Cancellation): Promise<CountOutcome> {
    const count = this.countOf(filter);
    if (!(count instanceof FilterCount)) return count;
    const { events } = this.trace;
    const deadline = performance.now() + COUNT_PATIENCE;
    while (count.scanned < events.length && performance.now() < deadline) {
      count.advance(events.length);
      await this.port.breathe();
      throwIfCancelled(cancellation);
    }
    const { matched, scanned } = count;
    return { accepted: true, matched, scanned, complete: !this.isGrowing() && scanned === events.length };
  }

  /** Forgets every count: filters mean something else now. */
  forget(): void {
    this.kept.clear();
  }

  private countOf(filter: string): FilterCount | Refusal {
    let count = this.kept.get(filter);
    if (count === undefined) {
      const outcome = this.compile(filter);
      if (!outcome.accepted) return outcome;
      count = new FilterCount(outcome.filter);
    }
    this.kept.delete(filter);
    this.kept.set(filter, count);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= COUNTS_KEPT) break;
      this.kept.delete(oldest);
    }
    return count;
  }
}
