import * as vscode from 'vscode';
import { workerStarter } from '../session/web/workerStarter';
import { register } from './activation';
import { contentPlace } from './contentPlace';
import { readingSettings } from './readingSettings';
import { writeWhole } from './writePieces';

/** Called by VS Code's extension host in a browser when the first capture is opened, or a command run. */
export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'web', 'worker.js').toString(true);
  register(context, {
    startWorker: workerStarter(script, readingSettings),
    placeOf: contentPlace,
    write: writeWhole,
    startFilterClient: async (host) => (await import('../language/client/browser')).startInWorker(host),
  });
}
