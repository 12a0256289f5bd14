import type { EventLine } from '../../src/session/protocol';
import type { Grid } from '../ui/grid';
import type { CapturePlace } from './selectionPlace';

/** Wait after a scroll before the place is told, in milliseconds. */
const PLACE_DELAY = 250;

/** Where the list stands in the capture, also while it stands nowhere: it is empty, or its place is still to be reached. */
export class ListPlace {
  /** A place that the selection has not come to yet. */
  pending: CapturePlace | null = null;
  private last: CapturePlace = { topNumber: 0, selectedNumber: 0, rowsAbove: null };
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `onTop` gets the event at the top of the list, some time after a scroll. */
  constructor(
    private readonly grid: () => Grid<EventLine>,
    private readonly onTop: (number: number) => void,
  ) {}

  /** The place where the list stands, given the number of the chosen event (0: none); an empty list has its last one. */
  of(selectedNumber: number): CapturePlace {
    if (this.pending) return this.pending;
    const grid = this.grid();
    const top = grid.rowAt(grid.top);
    if (!top) return { ...this.last, selectedNumber };
    const cursor = grid.cursorIndex;
    this.last = {
      topNumber: top.number,
      selectedNumber,
      rowsAbove: cursor >= 0 && grid.isInView(cursor) ? cursor - grid.top : null,
    };
    return this.last;
  }

  /** A person went elsewhere. */
  scrolled(): void {
    this.pending = null;
    this.rememberTop();
  }

  rememberTop(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      // A place that is still to be reached is the one to remember.
      if (this.pending) return;
      const grid = this.grid();
      const line = grid.rowAt(grid.top);
      if (line) this.onTop(line.number);
    }, PLACE_DELAY);
  }
}
