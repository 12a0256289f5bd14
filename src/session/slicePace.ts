/** How long a slice of a scan should take, in ms: that long other requests wait. */
const SLICE_TIME = 12;
const FIRST_SLICE = 50_000;
const SMALLEST_SLICE = 1_000;
const LARGEST_SLICE = 1_000_000;

/** Finds out how many rows fit in a slice: a filter on fields asks a hundred times as many as one on buffers. */
export class SlicePace {
  private count = FIRST_SLICE;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Does a slice of work on the number of rows that it is given, and learns from how long it takes. */
  run(work: (count: number) => void): void {
    const start = this.now();
    work(this.count);
    const taken = Math.max(0.1, this.now() - start);
    const fitting = Math.round((this.count * SLICE_TIME) / taken);
    this.count = Math.min(LARGEST_SLICE, Math.max(SMALLEST_SLICE, fitting, this.count >> 2), this.count * 2);
  }
}
