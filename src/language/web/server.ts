import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serveFilters } from '../filterServer';

/** What of a worker is needed: the place where its messages come in and go out. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

// The entry of a browser's worker, and of a thread of node that has a `self`.
serveFilters(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)));
