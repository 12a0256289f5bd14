import type { CaptureSession } from '../captureSession';
import { MOST_SELECTIONS } from '../liveSelections';
import type { SelectionId, SelectionProgress, SelectOutcome } from '../protocol';
import type { Cancellation } from '../requestQueue';
import { SessionRequestError } from '../sessionError';
import { TimelineSelection } from './timelineSelection';

/** What selections of a timeline need of it. */
export interface SelectionSurroundings {
  readonly timeBase: () => bigint;
  readonly breathe: () => Promise<void>;
  readonly announce: (progress: SelectionProgress) => void;
}

/** The selections of a timeline; selection 0 keeps every event that is shown without a filter. */
export class TimelineSelections {
  private readonly live = new Map<SelectionId, TimelineSelection>();
  private readonly announced = new Map<SelectionId, string>();
  private nextId = 1;

  constructor(
    private readonly sessions: readonly CaptureSession[],
    private readonly surroundings: SelectionSurroundings,
  ) {
    const everything = this.selectionOf(
      0,
      sessions.map(() => 0),
    );
    this.live.set(0, everything);
  }

  /** Throws a `SessionRequestError` for an id that is not in use. */
  get(id: SelectionId): TimelineSelection {
    const selection = this.live.get(id);
    if (selection === undefined) throw new SessionRequestError('bad-request', `There is no selection ${id}.`);
    return selection;
  }

  /** Selects in all captures, or in none. */
  async select(filter: string, cancellation: Cancellation): Promise<SelectOutcome> {
    if (filter.trim() === '') return this.accept(this.get(0));
    if (this.live.size > MOST_SELECTIONS) {
      throw new SessionRequestError('bad-request', `More than ${MOST_SELECTIONS} filters are in use at a time.`);
    }
    const asked = await Promise.allSettled(
      this.sessions.map(async (session) => session.handlers.select({ filter }, cancellation)),
    );
    const parts: SelectionId[] = [];
    for (const each of asked) {
      if (each.status === 'fulfilled' && each.value.accepted) parts.push(each.value.progress.selection);
    }
    if (parts.length === this.sessions.length) {
      const selection = this.selectionOf(this.nextId++, parts);
      this.live.set(selection.id, selection);
      return this.accept(selection);
    }
    for (const [place, each] of asked.entries()) {
      if (each.status === 'fulfilled' && each.value.accepted) {
        this.releaseIn(this.sessions[place], each.value.progress.selection);
      }
    }
    for (const each of asked) {
      if (each.status === 'rejected') throw each.reason;
      if (!each.value.accepted) return each.value;
    }
    throw new TypeError('A filter was neither accepted nor refused.');
  }

  release(id: SelectionId): void {
    const selection = this.live.get(id);
    if (id === 0 || !selection) return;
    this.live.delete(id);
    this.announced.delete(id);
    for (const [place, part] of selection.parts.entries()) this.releaseIn(this.sessions[place], part);
  }

  /** The captures have gained something: says how far the selections are that have come further. */
  grow(): void {
    for (const selection of this.live.values()) void selection.settle().then(() => this.announce(selection));
  }

  private async accept(selection: TimelineSelection): Promise<SelectOutcome> {
    await selection.settle();
    return { accepted: true, progress: selection.progress };
  }

  private announce(selection: TimelineSelection): void {
    const { progress } = selection;
    const news = JSON.stringify(progress);
    if (this.live.get(selection.id) !== selection || this.announced.get(selection.id) === news) return;
    this.announced.set(selection.id, news);
    this.surroundings.announce(progress);
  }

  private releaseIn(session: CaptureSession, selection: SelectionId): void {
    session.release(selection);
  }

  private selectionOf(id: SelectionId, parts: readonly SelectionId[]): TimelineSelection {
    const { timeBase, breathe } = this.surroundings;
    return new TimelineSelection(id, this.sessions, parts, timeBase, breathe);
  }
}
