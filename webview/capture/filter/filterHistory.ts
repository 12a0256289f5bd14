/** Filters that are remembered. */
export const HISTORY_LENGTH = 100;

/** Filters that were applied, the last one first. */
export type FilterHistory = readonly string[];

/** A history after a filter was applied: it stands first, and once. */
export function withFilter(history: FilterHistory, filter: string): FilterHistory {
  if (filter === '') return history;
  return [filter, ...history.filter((older) => older !== filter)].slice(0, HISTORY_LENGTH);
}

/**
 * Goes through a history as a shell does: back from what is being written, and forth to it again. What was written is
 * kept meanwhile.
 */
export class HistoryWalk {
  /** Index of what is shown; -1: what is being written. */
  private index = -1;
  private draft = '';

  constructor(private readonly history: () => FilterHistory) {}

  /** The filter before the one that is shown, or null where there is none. */
  back(shown: string): string | null {
    if (this.index < 0) this.draft = shown;
    const history = this.history();
    let next = this.index + 1;
    // What is in the box already is not worth a step.
    while (history[next] === shown) next++;
    const filter = history[next];
    if (filter === undefined) return null;
    this.index = next;
    return filter;
  }

  /** The filter after the one that is shown, at last what was being written; null where nothing is newer. */
  forth(): string | null {
    if (this.index < 0) return null;
    this.index--;
    return this.index < 0 ? this.draft : (this.history()[this.index] ?? '');
  }

  /** Something was written or applied: the next step back begins at the newest. */
  restart(): void {
    this.index = -1;
  }
}
