import type * as vscode from 'vscode';

const KEY = 'scaplens.filterHistory';
/** Filters that are remembered, and the longest of them, in characters. */
const MOST_FILTERS = 100;
const LONGEST_FILTER = 4096;

/** Filters that were applied in any capture of this workspace, the last one first. They stay on this machine. */
export class FilterHistory {
  constructor(private readonly state: vscode.Memento) {}

  get filters(): readonly string[] {
    const kept: unknown = this.state.get(KEY);
    return Array.isArray(kept) ? kept.filter((filter): filter is string => typeof filter === 'string') : [];
  }

  add(filter: string): void {
    if (filter.trim() === '' || filter.length > LONGEST_FILTER) return;
    const others = this.filters.filter((older) => older !== filter);
    void this.state.update(KEY, [filter, ...others].slice(0, MOST_FILTERS));
  }
}
