/** Lets something through at most so often. Time is in milliseconds. */
export class Throttle {
  private last = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly interval: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether the interval has passed since the last time that this was true. */
  due(): boolean {
    const time = this.now();
    if (time - this.last < this.interval) return false;
    this.last = time;
    return true;
  }
}
