import type { EventLine, RowOrder, SelectionProgress } from '../../src/session/protocol';
import type { RowSource } from '../ui/rowSource';
import type { SessionClient } from './sessionClient';

/** The lines of one selection, as the grid asks for them. The count follows the selection's progress. */
export class SelectionRows implements RowSource<EventLine> {
  constructor(
    private readonly client: SessionClient,
    private currentProgress: SelectionProgress,
    readonly order: RowOrder,
    /** Fields that the lines are to show beside what every line has. */
    readonly fields: readonly string[] = [],
  ) {}

  get count(): number {
    return this.currentProgress.matched;
  }

  get progress(): SelectionProgress {
    return this.currentProgress;
  }

  /** Takes news of this selection; true when it is of this one and the count has grown or settled. */
  update(progress: SelectionProgress): boolean {
    if (progress.selection !== this.currentProgress.selection) return false;
    this.currentProgress = progress;
    return true;
  }

  async fetch(from: number, count: number, signal: AbortSignal): Promise<readonly EventLine[]> {
    const { order, fields } = this;
    const { selection } = this.currentProgress;
    const page = await this.client.request('lines', { selection, from, count, order, fields }, signal);
    return page.lines;
  }

  /** Where an event number stands, and the number found there: that one, or the nearest later, or the last. */
  async locate(
    number: number,
    signal?: AbortSignal,
  ): Promise<{ readonly index: number; readonly found: number } | null> {
    const { selection } = this.currentProgress;
    const { index } = await this.client.request('locate', { selection, number, order: this.order }, signal);
    if (index < 0) return null;
    const { lines } = await this.client.request(
      'lines',
      { selection, from: index, count: 1, order: this.order },
      signal,
    );
    return lines.length === 0 ? null : { index, found: lines[0].number };
  }
}
