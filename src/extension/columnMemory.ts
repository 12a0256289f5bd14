import type * as vscode from 'vscode';

const KEY = 'scaplens.columns';
/** Longest text that is kept of what a page sends, in characters: some hundred columns. */
const LONGEST = 16 * 1024;

/** What was chosen in the columns of the event list, for all captures of this workspace. Pages check what they get. */
export class ColumnMemory {
  constructor(private readonly state: vscode.Memento) {}

  get kept(): unknown {
    return this.state.get(KEY);
  }

  keep(columns: unknown): void {
    if (JSON.stringify(columns).length <= LONGEST) void this.state.update(KEY, columns);
  }
}
