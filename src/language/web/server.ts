import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serveFilters } from '../filterServer';

/** What of a worker is needed: the place where its messages come in and go out. */
type WorkerScope = ConstructorParameters<typeof BrowserMessageReader>[0];

/** Serves filters in a browser's worker, or in a thread of node that has such a scope. */
export function startFilterServer(scope: WorkerScope): void {
  serveFilters(createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope)));
}
