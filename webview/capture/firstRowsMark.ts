import type { CaptureProgress } from '../../src/session/protocol';

/** Name of the mark in the page's performance timeline. */
const FIRST_ROWS = 'scaplens:first-rows';

/** What the mark says of the reading, in bytes of the file; both 0 where nothing was heard of it yet. */
export type FirstRowsDetail = Pick<CaptureProgress, 'bytesRead' | 'bytesTotal'>;

/**
 * Leaves a User Timing mark once the first rows of this page have been painted, with how far the reading of the file was by
 * then. Whoever wants to know how long a capture takes to appear finds it in the developer tools.
 */
export class FirstRowsMark {
  private done = false;

  constructor(private readonly progress: () => CaptureProgress | null) {}

  /** Rows were written to the document. */
  drawn(): void {
    if (this.done) return;
    this.done = true;
    // Rows are written just before a frame is painted, so the next one begins when they are on screen.
    requestAnimationFrame(() => {
      const { bytesRead = 0, bytesTotal = 0 } = this.progress() ?? {};
      const detail: FirstRowsDetail = { bytesRead, bytesTotal };
      performance.mark(FIRST_ROWS, { detail });
    });
  }
}
