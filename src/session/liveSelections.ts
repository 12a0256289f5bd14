import { BLOCK_BITS, BLOCK_ROWS } from '../engine/trace/rowBits';
import { Selection } from '../engine/trace/selection';
import type { Trace } from '../engine/trace/trace';
import type { SelectionId, SelectionProgress } from './protocol';
import { SessionRequestError } from './sessionError';
import { SlicePace } from './slicePace';
import { Throttle } from './throttle';

/** Most selections at a time besides the one of all events: for each editor of a capture the one it shows and its next. */
export const MOST_SELECTIONS = 16;

/** Least time between two messages about one selection, in ms. */
const ANNOUNCE_INTERVAL = 100;

/** How many blocks of the index are made between two looks for messages: a few ms. */
const INDEX_SLICE = 4;

/** What the scans need of their surroundings. */
export interface ScanEnvironment {
  readonly announce: (progress: SelectionProgress) => void;
  /** Lets waiting messages be served. */
  readonly breathe: () => Promise<void>;
  /** Once the trace is indexed, makes the next part of what else makes filters quicker; false where there is none left. */
  readonly prepare: () => boolean;
  /** The bytes of some event cannot be read again, so its selection ends before it. */
  readonly unreadable: (error: Error) => void;
}

/** Asks the rows `[from, to)` of a trace and adds those that are kept. May throw where bytes cannot be read. */
export type RowScan = (from: number, to: number, into: Selection) => void;

/** A selection that somebody shows, as far as it has been worked out. */
export class LiveSelection {
  readonly rows: Selection;
  /** How many rows of the trace were asked. */
  scanned = 0;
  readonly pace = new SlicePace();
  readonly throttle = new Throttle(ANNOUNCE_INTERVAL);
  /** How many rows had been asked when that was last announced. */
  announced = 0;
  /** Nobody shows it any more. */
  released = false;
  /** Nothing more can be asked of the rows behind `scanned`. */
  stuck = false;

  constructor(
    readonly id: SelectionId,
    readonly scan: RowScan,
    length: number,
  ) {
    this.rows = new Selection(length);
  }
}

/**
 * The selections of one trace. They are worked out in slices, between which messages are served, and go on as rows are
 * added; once no more come, what time is left is used to index the trace, so that later filters are quicker. Selection 0 keeps every event that is shown without a filter, and cannot be released.
 */
export class LiveSelections {
  private readonly live = new Map<SelectionId, LiveSelection>();
  private nextId = 0;
  private scanning = false;
  private final = false;

  constructor(
    private readonly trace: Trace,
    everything: RowScan,
    private readonly environment: ScanEnvironment,
  ) {
    this.add(everything);
  }

  /** Takes a new selection and begins to work it out. Throws a `SessionRequestError` where there are too many. */
  create(scan: RowScan): LiveSelection {
    if (this.live.size > MOST_SELECTIONS) {
      throw new SessionRequestError('bad-request', `More than ${MOST_SELECTIONS} filters are in use at a time.`);
    }
    const selection = this.add(scan);
    this.grow();
    return selection;
  }

  /** Throws a `SessionRequestError` for an id that is not in use. */
  get(id: SelectionId): LiveSelection {
    const selection = this.live.get(id);
    if (selection === undefined) throw new SessionRequestError('bad-request', `There is no selection ${id}.`);
    return selection;
  }

  release(id: SelectionId): void {
    if (id === 0) return;
    const selection = this.live.get(id);
    if (selection) selection.released = true;
    this.live.delete(id);
  }

  progress({ id, rows, scanned, stuck }: LiveSelection): SelectionProgress {
    const complete = this.final && (stuck || scanned === this.trace.events.length);
    return { selection: id, matched: rows.count, scanned, complete };
  }

  /** Whether there are rows that the selection was not asked about. */
  isBehind({ scanned, stuck, released }: LiveSelection): boolean {
    return !stuck && !released && scanned < this.trace.events.length;
  }

  /** Rows were added. */
  grow(): void {
    void this.scan();
  }

  /** Says how far every selection is, however lately that was said. */
  announceAll(): void {
    for (const selection of this.live.values()) this.announce(selection);
  }

  /** Says how far those selections are that have come further than was said. */
  announceNews(): void {
    for (const selection of this.live.values()) {
      if (selection.scanned > selection.announced) this.announce(selection);
    }
  }

  /** No more rows come. */
  finish(): void {
    this.final = true;
    for (const selection of this.live.values()) {
      if (!this.isBehind(selection)) this.announce(selection);
    }
    this.grow();
  }

  private add(scan: RowScan): LiveSelection {
    const selection = new LiveSelection(this.nextId++, scan, this.trace.events.length);
    this.live.set(selection.id, selection);
    return selection;
  }

  private async scan(): Promise<void> {
    if (this.scanning) return;
    this.scanning = true;
    for (;;) {
      const behind = this.behind();
      if (behind.length === 0 && !this.indexOn()) break;
      for (const selection of behind) {
        if (selection.released) continue;
        this.scanSlice(selection);
        await this.environment.breathe();
      }
      if (behind.length === 0) await this.environment.breathe();
    }
    this.scanning = false;
  }

  /** With nothing else to do, makes the next part of the index over a complete trace; false where there is none left. */
  private indexOn(): boolean {
    return this.final && (this.trace.index.advance(INDEX_SLICE) || this.environment.prepare());
  }

  private behind(): LiveSelection[] {
    return [...this.live.values()].filter((selection) => this.isBehind(selection));
  }

  private scanSlice(selection: LiveSelection): void {
    const { rows, pace, throttle } = selection;
    try {
      pace.run((count) => {
        const end = Math.min(this.trace.events.length, endOfSlice(selection.scanned, count));
        selection.scan(selection.scanned, end, rows);
        selection.scanned = end;
      });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      selection.stuck = true;
      this.environment.unreadable(error);
    }
    if (throttle.due() || this.progress(selection).complete) this.announce(selection);
  }

  private announce(selection: LiveSelection): void {
    selection.announced = selection.scanned;
    this.environment.announce(this.progress(selection));
  }
}

/** A slice of so many rows ends where a block ends: a block in two slices takes the time of two. */
function endOfSlice(from: number, count: number): number {
  const end = from + count;
  return count < BLOCK_ROWS ? end : (end >> BLOCK_BITS) << BLOCK_BITS;
}
