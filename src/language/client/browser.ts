import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { FILTER_SERVER_START } from '../protocol';
import { CLIENT_ID, CLIENT_NAME, type FilterClient, type FilterClientHost, startFilterClient } from './filterClient';

/** What a browser's extension host has; only this file needs it. */
declare const Worker: new (
  url: string,
) => ConstructorParameters<typeof LanguageClient>[2] & {
  postMessage(message: unknown): void;
  terminate(): void;
};

/** Starts the client with its server in a worker of the browser. */
export function startInWorker(host: FilterClientHost): Promise<FilterClient> {
  const worker = new Worker(vscode.Uri.joinPath(host.extensionUri, 'dist', 'web', 'worker.js').toString(true));
  worker.postMessage(FILTER_SERVER_START);
  return startFilterClient(
    host,
    (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, worker, options),
    () => worker.terminate(),
  );
}
