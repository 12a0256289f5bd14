/** How long rows that are already on screen may stand in for those that are awaited, in milliseconds. */
export const LONGEST_HOLD = 100;

/** What a list is to do about its position. */
export interface PositionDecision {
  /** The position whose rows are to be shown; null leaves what is on screen. */
  readonly show: number | null;
  /** The positions whose rows are to be asked for, the most urgent first. */
  readonly want: readonly number[];
  /** Milliseconds after which to decide again if nothing arrives, or null. */
  readonly wake: number | null;
}

/**
 * Keeps a list from going blank while it is dragged faster than its rows come. Rows on screen stay for a moment until
 * the awaited ones are there; those are shown even if the thumb is elsewhere by then, and the next are asked for where
 * it is now. So a drag shows as many steps as the source can serve, and ends exactly where the pointer is.
 */
export class SteadyPosition {
  private awaited: { readonly position: number; readonly since: number } | null = null;
  /** Nothing of the present source is on screen, and nothing may stand in for it. */
  private blank = true;

  /** Forgets what is on screen; `keep` leaves it standing until the new rows come. */
  reset(keep: boolean): void {
    this.awaited = null;
    this.blank = !keep;
  }

  /**
   * Decides for a target; `ready` says whether all rows at a position are at hand. `now` is in milliseconds. `patient`: rows on
   * screen stay however long it takes, as nobody went elsewhere.
   */
  decide(target: number, ready: (position: number) => boolean, now: number, patient = false): PositionDecision {
    if (ready(target)) {
      this.reset(true);
      return { show: target, want: [target], wake: null };
    }
    const arrived = this.awaited !== null && ready(this.awaited.position) ? this.awaited.position : null;
    if (this.awaited === null || arrived !== null) this.awaited = { position: target, since: now };
    const { position, since } = this.awaited;
    if (arrived !== null) {
      this.blank = false;
      return { show: arrived, want: [position], wake: LONGEST_HOLD };
    }
    if (patient && !this.blank) return { show: null, want: [position], wake: null };
    const left = since + LONGEST_HOLD - now;
    // A slow source: the target is asked for at once, but what is on its way is not given up at every step.
    if (this.blank || left <= 0) return { show: target, want: [target, position], wake: null };
    return { show: null, want: [position], wake: left };
  }
}
