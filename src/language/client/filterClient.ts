import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { type CaptureQuestions, FILTER_LANGUAGE, NOTICE, type OtherFile, type OtherFiles, QUESTION } from '../protocol';

/** What both kinds of clients are called in VS Code. */
export const CLIENT_ID = 'scaplens.filter';
export const CLIENT_NAME = 'Scaplens Filters';

const FILES = '**/*.scapfilter';

/** What the extension gives the client. */
export interface FilterClientHost {
  readonly extensionUri: vscode.Uri;
  readonly questions: CaptureQuestions;
  /** All files with filters of the workspace, as they stand. */
  readFiles(): Promise<readonly OtherFile[]>;
}

/** A client that runs, with its server. Both end with `dispose`. */
export interface FilterClient extends vscode.Disposable {
  /** Captures were opened or closed, or have grown. */
  capturesChanged(): void;
}

/** Starts a client. Node and browsers make it differently, and end its server; everything else is the same. */
export async function startFilterClient(
  { questions, readFiles }: FilterClientHost,
  create: (options: LanguageClientOptions) => BaseLanguageClient,
  endServer: () => void,
): Promise<FilterClient> {
  const client = create({
    documentSelector: [{ language: FILTER_LANGUAGE }],
    synchronize: { configurationSection: 'scaplens.filter' },
    middleware: {
      provideCompletionItem: async (document, position, context, token, next) =>
        goingOn(await next(document, position, context, token)),
    },
  });
  client.onRequest(QUESTION.values, (params) => questions.values(params));
  client.onRequest(QUESTION.count, (params) => questions.count(params));
  client.onRequest(QUESTION.captures, () => questions.captures());
  await client.start();
  const sendFiles = async (): Promise<void> => {
    const files = await readFiles();
    await client.sendNotification(NOTICE.files, { files } satisfies OtherFiles);
  };
  const watcher = vscode.workspace.createFileSystemWatcher(FILES);
  for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) event(() => void sendFiles());
  await sendFiles();
  return {
    capturesChanged: () => void client.sendNotification(NOTICE.capturesChanged),
    dispose: () => {
      watcher.dispose();
      void client.dispose().finally(endServer);
    },
  };
}

type Completed = vscode.CompletionItem[] | vscode.CompletionList | null | undefined;

/** What ends in a blank wants something behind it: VS Code offers that at once. */
function goingOn(completed: Completed): Completed {
  const items = completed && 'items' in completed ? completed.items : (completed ?? []);
  for (const item of items) {
    const inserted = typeof item.insertText === 'string' ? item.insertText : '';
    if (inserted.endsWith(' ')) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  }
  return completed;
}
