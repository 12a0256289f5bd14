import * as vscode from 'vscode';
import { FILTER_LANGUAGE } from '../language/protocol';
import type { OpenCaptures } from '../session/client/openCaptures';
import { FILTER_FILES, type FilterFiles } from './filterFiles';

/** Wait after a change before captures are told, in milliseconds: whoever types in a file changes it all the time. */
const CALM_TIME = 250;
const SETTING = 'scaplens.filter.targetVersion';

/**
 * Tells captures what the workspace has to say about filters, from the first one that is opened on: macros and lists of its
 * files, as they stand in their editors, and the version that filters are written for.
 */
export class WorkspaceFilters implements vscode.Disposable {
  private readonly listening: vscode.Disposable[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What captures were told last, as text, so that they are told news only. */
  private told = '';

  constructor(
    private readonly captures: OpenCaptures,
    private readonly files: FilterFiles,
  ) {
    const stop = captures.onChange(() => {
      stop();
      this.start();
    });
    this.listening.push(new vscode.Disposable(stop));
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.listening).dispose();
  }

  private start(): void {
    const watcher = vscode.workspace.createFileSystemWatcher(FILTER_FILES);
    const later = (): void => this.schedule();
    this.listening.push(
      watcher,
      watcher.onDidChange(later),
      watcher.onDidCreate(later),
      watcher.onDidDelete(later),
      vscode.workspace.onDidChangeWorkspaceFolders(later),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === FILTER_LANGUAGE) this.schedule();
      }),
      vscode.workspace.onDidCloseTextDocument(({ languageId }) => {
        // What was not saved is gone with its editor.
        if (languageId === FILTER_LANGUAGE) this.schedule();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SETTING)) this.schedule();
      }),
    );
    void this.tell();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.tell(), CALM_TIME);
  }

  private async tell(): Promise<void> {
    const files = await this.files.read();
    const targetVersion = vscode.workspace.getConfiguration().get<unknown>(SETTING);
    const surroundings = { files, targetVersion: typeof targetVersion === 'string' ? targetVersion : '' };
    const news = JSON.stringify(surroundings);
    if (news === this.told) return;
    this.told = news;
    this.captures.setSurroundings(surroundings);
  }
}
