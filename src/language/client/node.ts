import { MessageChannel, Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import {
  LanguageClient,
  type MessageTransports,
  PortMessageReader,
  PortMessageWriter,
} from 'vscode-languageclient/node';
import { FILTER_SERVER_START } from '../protocol';
import { CLIENT_ID, CLIENT_NAME, type FilterClient, type FilterClientHost, startFilterClient } from './filterClient';

/** Starts the client with its server in a thread of its own. */
export function startInThread(host: FilterClientHost): Promise<FilterClient> {
  const script = vscode.Uri.joinPath(host.extensionUri, 'dist', 'filterServer.js').fsPath;
  let worker: Worker | undefined;
  /** Called again by the client when the server has died: its port closes with the thread. */
  const start = async (): Promise<MessageTransports> => {
    const { port1, port2 } = new MessageChannel();
    port2.postMessage(FILTER_SERVER_START);
    worker = new Worker(script, { workerData: { port: port1 }, transferList: [port1] });
    // The client hears of it by the port; without a listener it would end the extension host.
    worker.on('error', () => undefined);
    return { reader: new PortMessageReader(port2), writer: new PortMessageWriter(port2) };
  };
  return startFilterClient(
    host,
    (options) => new LanguageClient(CLIENT_ID, CLIENT_NAME, start, options),
    () => void worker?.terminate(),
  );
}
