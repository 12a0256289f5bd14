import type { EventRow } from '../../engine/base/brands';
import { countOlder, type MergedRow, MergedRows, type TimedRows } from '../../engine/trace/mergedRows';
import { TimeOrderedRows } from '../../engine/trace/timeOrderedRows';
import type { CaptureSession } from '../captureSession';
import type { LiveSelection } from '../liveSelections';
import type { SelectionId, SelectionProgress } from '../protocol';
import { clockShift } from './timelineClock';

/** Rows that are put in order in one slice: some ms. */
const SLICE_ROWS = 200_000;

/** What one filter keeps of one capture. */
interface HostRows {
  readonly session: CaptureSession;
  readonly live: LiveSelection;
  readonly ordered: TimeOrderedRows;
}

/**
 * What one filter keeps of all captures, in one order. Its lines end where the reading of the capture is that is furthest behind:
 * older ones may still come before what lies beyond. A host that is silent for too long is not waited for; what it sends later is
 * put where it belongs, and `moved` tells that lines stand elsewhere than before.
 */
export class TimelineSelection {
  private readonly hosts: readonly HostRows[];
  /** Lines have to be older than this, on the clock of the timeline. */
  private end = Number.NEGATIVE_INFINITY;
  private matched = 0;
  private moved = 0;
  private complete = false;
  /** Lines that were put between others that had been shown, while captures were being written. */
  lateLines = 0;
  private settling: Promise<void> | undefined;
  private again = false;

  /** `timeBase`: what times count from, once any event is there. */
  constructor(
    readonly id: SelectionId,
    sessions: readonly CaptureSession[],
    readonly parts: readonly SelectionId[],
    private readonly timeBase: () => bigint,
    private readonly breathe: () => Promise<void>,
  ) {
    this.hosts = sessions.map((session, place) => {
      const live = session.selection(parts[place]);
      return { session, live, ordered: new TimeOrderedRows(session.trace.events, live.rows, 0) };
    });
  }

  get progress(): SelectionProgress {
    const { id, matched, complete, moved } = this;
    const scanned = this.hosts.reduce((sum, { live }) => sum + live.scanned, 0);
    return { selection: id, matched, scanned, complete, moved };
  }

  /** The lines that are known to stand where they do. */
  get lines(): MergedRows {
    const { end } = this;
    return new MergedRows(this.timedRows().map((rows) => ({ ...rows, count: countOlder(rows, end) })));
  }

  /** The index of a line, or of the next one that is there, or else of the last; -1 where there are none. */
  nearestIndex(line: MergedRow): number {
    const { lines } = this;
    return Math.min(lines.indexFrom(line), lines.count - 1);
  }

  /** Takes in what the captures have gained; resolves when that is done, and never rejects. */
  settle(): Promise<void> {
    this.again = true;
    this.settling ??= Promise.resolve().then(() => this.settleOn());
    return this.settling;
  }

  private async settleOn(): Promise<void> {
    while (this.again) {
      this.again = false;
      for (const { live, ordered } of this.hosts) {
        while (ordered.count < live.rows.count) {
          ordered.advance(SLICE_ROWS);
          await this.breathe();
        }
      }
      // What came of one host while those after it were put in order is for the next time.
      if (this.hosts.every(({ live, ordered }) => ordered.count === live.rows.count)) this.moveEnd();
      else this.again = true;
    }
    this.settling = undefined;
  }

  private moveEnd(): void {
    const rows = this.timedRows();
    const older = (end: number): number => rows.reduce((sum, each) => sum + countOlder(each, end), 0);
    const late = older(this.end) - this.matched;
    if (late !== 0) this.moved++;
    if (this.hosts.some(({ session }) => session.reading.isGrowing)) this.lateLines += late;
    const reached = this.hosts.map((host, place) => this.reachedBy(host, rows[place]));
    this.complete = this.hosts.every(({ session, live }) => session.reading.isOver && !session.isBehind(live));
    const end = Math.min(...reached.map(({ waitsUntil }) => waitsUntil));
    // Nobody is waited for, and more may come: what is there is shown.
    const newest = Math.max(...reached.map(({ newest }) => newest)) + 1;
    this.end = Math.max(this.end, end === Number.POSITIVE_INFINITY && !this.complete ? newest : end);
    this.matched = older(this.end);
  }

  /** Up to which time a host has been asked, and how far others have to wait for it. */
  private reachedBy({ session, live }: HostRows, { timeOf }: TimedRows): { waitsUntil: number; newest: number } {
    const newest = live.scanned === 0 ? Number.NEGATIVE_INFINITY : timeOf((live.scanned - 1) as EventRow);
    const isAwaited = session.isBehind(live) || !(session.reading.isOver || session.reading.isSilent);
    return { waitsUntil: isAwaited ? newest : Number.POSITIVE_INFINITY, newest };
  }

  private timedRows(): TimedRows[] {
    const base = this.timeBase();
    return this.hosts.map(({ session, ordered }) => {
      const { events } = session.trace;
      const shift = clockShift(session.trace, base);
      return {
        count: ordered.count,
        rowAt: (index) => ordered.rowAt(index),
        timeOf: (row) => events.time(row) + shift,
      };
    });
  }
}
