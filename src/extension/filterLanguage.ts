import * as vscode from 'vscode';
import type { FilterClient, FilterClientHost } from '../language/client/filterClient';
import { FILTER_LANGUAGE, SHOW_FILTER } from '../language/protocol';
import type { OpenCaptures } from '../session/client/openCaptures';
import { CaptureAnswers } from './captureAnswers';
import type { CaptureEditorProvider } from './captureEditor';
import type { FilterFiles } from './filterFiles';

/** What the language of files with filters needs of the rest. */
export interface FilterLanguageParts {
  readonly extensionUri: vscode.Uri;
  readonly captures: OpenCaptures;
  readonly editors: CaptureEditorProvider;
  readonly files: FilterFiles;
  readonly startFilterClient: (host: FilterClientHost) => Promise<FilterClient>;
}

/** Serves files with filters from the moment when the first of them is opened; before that, nothing is loaded. */
export function registerFilterLanguage(parts: FilterLanguageParts): vscode.Disposable {
  const language = new FilterLanguage(parts);
  return vscode.Disposable.from(
    language,
    vscode.workspace.onDidOpenTextDocument((document) => language.opened(document)),
    vscode.commands.registerCommand(SHOW_FILTER, (capture: unknown, filter: unknown) => {
      if (typeof capture === 'string' && typeof filter === 'string') return parts.editors.showFilter(capture, filter);
      return undefined;
    }),
  );
}

class FilterLanguage implements vscode.Disposable {
  private answers: CaptureAnswers | undefined;
  private client: Promise<FilterClient | undefined> | undefined;

  constructor(private readonly parts: FilterLanguageParts) {
    for (const document of vscode.workspace.textDocuments) this.opened(document);
  }

  opened({ languageId }: vscode.TextDocument): void {
    if (languageId === FILTER_LANGUAGE) this.client ??= this.start();
  }

  dispose(): void {
    this.answers?.dispose();
    void this.client?.then((client) => client?.dispose());
  }

  private async start(): Promise<FilterClient | undefined> {
    const { extensionUri, captures, files, startFilterClient } = this.parts;
    const questions = new CaptureAnswers(captures, () => void this.client?.then((client) => client?.capturesChanged()));
    this.answers = questions;
    try {
      return await startFilterClient({ extensionUri, questions, readFiles: () => files.readAll() });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(`Filters can be edited, but without completion and checks: ${reason}`);
      return undefined;
    }
  }
}
