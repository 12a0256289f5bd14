/**
 * Keeps what is on screen for a moment while what is wanted is on its way, so that it is not seen half. After that moment it is shown
 * as it is.
 */
export class BriefHold {
  private since: number | undefined;
  private wake: ReturnType<typeof setTimeout> | undefined;

  /** `longest`: in ms. `onOver` is called when a hold has lasted that long. */
  constructor(
    private readonly longest: number,
    private readonly onOver: () => void,
  ) {}

  /** What is on screen is not what is wanted from now on. */
  begin(): void {
    this.since = performance.now();
  }

  /** Whether what is on screen is to stay. `isThere`: what is wanted is at hand. */
  holds(isThere: boolean): boolean {
    const now = performance.now();
    clearTimeout(this.wake);
    if (isThere) {
      this.since = undefined;
      return false;
    }
    this.since ??= now;
    const left = this.since + this.longest - now;
    if (left <= 0) return false;
    this.wake = setTimeout(this.onOver, left);
    return true;
  }
}
