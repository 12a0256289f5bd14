import path from 'node:path';
import type * as vscode from 'vscode';
import { registerRemoteCaptures } from '../remote/extension/registration';
import { GrowingCaptures } from '../session/client/growingCaptures';
import { watchFile } from '../session/node/fileChanges';
import { foldInThread } from '../session/node/foldThread';
import { threadStarter } from '../session/node/threadStarter';
import { register } from './activation';
import { contentPlace } from './contentPlace';
import { readingSettings } from './readingSettings';
import { writeToDisk } from './writeToDisk';

/** Called by VS Code's extension host in node when the first capture is opened, or a command run. */
export function activate(context: vscode.ExtensionContext): void {
  const workerFile = path.join(context.extensionPath, 'dist', 'worker.js');
  const indexFolder = path.join(context.globalStorageUri.fsPath, 'seek-indexes');
  const startWorker = threadStarter(workerFile, () => ({ ...readingSettings(), indexFolder }));
  const growing = new GrowingCaptures();
  const editors = register(context, {
    startWorker,
    placeOf: (uri) =>
      uri.scheme === 'file'
        ? {
            path: uri.fsPath,
            growth: growing.growth(uri.fsPath),
            watch: (changed) => watchFile(uri.fsPath, changed),
          }
        : contentPlace(uri),
    write: writeToDisk,
    startFilterClient: async (host) => (await import('../language/client/node')).startInThread(host),
  });
  const captures = {
    folder: path.join(context.globalStorageUri.fsPath, 'captures'),
    askpass: {
      script: path.join(context.extensionPath, 'dist', 'askpass.js'),
      // VS Code's own program is node only with this variable.
      node: { executable: process.execPath, environment: { ELECTRON_RUN_AS_NODE: '1' } },
    },
    growing,
    startWorker,
    state: context.globalState,
    foldPart: foldInThread(workerFile),
    handOver: (from: vscode.Uri, to: vscode.Uri) => editors.handOver(from, to),
  };
  context.subscriptions.push(registerRemoteCaptures(captures, () => import('../remote/extension/remoteCaptures')));
}
