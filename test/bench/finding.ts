import type { Compared } from './captureFigures';
import type { BenchFilter } from './filters';
import type { PassMeasurement } from './measurements';
import { median, percentile } from './statistics';
import type { SysdigRun } from './sysdig';
import { milliseconds } from './units';

/** One line of the table. */
export interface Finding {
  readonly capture: string;
  readonly what: string;
  readonly ours: string;
  /** What sysdig took, or why that is not known. */
  readonly theirs: string;
  /** Our share of what sysdig took. */
  readonly ratio: number | undefined;
  /** Ours for each event of the capture. */
  readonly perEvent: string;
  readonly budget: string;
  /** Undefined where there is no budget, or nothing to compare with. */
  readonly kept: boolean | undefined;
  /** What to profile, where the budget is one of time. */
  readonly again: Again | undefined;
}

/** The pass over a file, or the pages or a filter of one that is open, or of several that are open as one timeline. */
export type Again =
  | { readonly of: 'pass'; readonly file: string }
  | { readonly of: 'open'; readonly files: readonly string[]; readonly filter?: BenchFilter };

/** The most that something may take: in words, and as our share of what sysdig takes. */
export interface Share {
  readonly most: number;
  readonly budget: string;
}

/** Design §4: the pass over a plain capture, and 60 rows anywhere in it, in ms. */
const PLAIN_PASS: Share = { most: 1 / 2, budget: '≤ 1/2, aim 1/3' };
const PLAIN_PAGES = 8;

/** Words the findings about one capture. */
export class Findings {
  /** `events`: of the capture. */
  constructor(
    private readonly capture: string,
    private readonly events: number,
  ) {}

  line(
    what: string,
    ours: string,
    budget = '',
    kept: boolean | undefined = undefined,
    more: Partial<Pick<Finding, 'theirs' | 'ratio' | 'perEvent' | 'again'>> = {},
  ): Finding {
    const empty = { theirs: '', ratio: undefined, perEvent: '', again: undefined };
    return { ...empty, capture: this.capture, what, ours, budget, kept, ...more };
  }

  /** A time of ours, `ours` in ms, for each event as well. */
  time(what: string, ours: number): Finding {
    return this.line(what, milliseconds(ours), '', undefined, { perEvent: this.nanoseconds(ours) });
  }

  /** Times of ours in ms beside sysdig's. */
  compared(
    what: string,
    ours: readonly number[],
    theirs: readonly SysdigRun[],
    { most, budget }: Share,
    again: Again,
  ): Finding {
    const time = median(ours);
    const theirTime = median(theirs.filter((run) => typeof run === 'number'));
    const isCompared = !Number.isNaN(time / theirTime);
    const ratio = isCompared ? time / theirTime : undefined;
    return this.line(what, milliseconds(time), budget, ratio === undefined ? undefined : ratio <= most, {
      again,
      theirs: Number.isNaN(theirTime)
        ? (theirs.find((run) => typeof run === 'string') ?? 'absent')
        : milliseconds(theirTime),
      ratio,
      perEvent: this.nanoseconds(time),
    });
  }

  pass(
    what: string,
    { ours, theirs }: Compared<PassMeasurement>,
    file: string,
    { most, budget }: Share = PLAIN_PASS,
  ): Finding {
    const times = ours.map(({ time }) => time);
    return this.compared(what, times, theirs, { most, budget }, { of: 'pass', file });
  }

  /** Pages of 60 lines, `times` and `most` in ms. */
  pages(what: string, times: readonly number[], files: readonly string[], most = PLAIN_PAGES): Finding {
    const worst = percentile(times, 0.99);
    const ours = `p50 ${milliseconds(median(times))}, p99 ${milliseconds(worst)}`;
    return this.line(what, ours, `p99 ≤ ${most} ms`, worst <= most, { again: { of: 'open', files } });
  }

  private nanoseconds(time: number): string {
    return `${((time * 1e6) / this.events).toFixed(2)} ns`;
  }
}
