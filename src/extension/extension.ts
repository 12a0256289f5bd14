import path from 'node:path';
import type * as vscode from 'vscode';
import { OpenCaptures } from '../session/client/openCaptures';
import { threadStarter } from '../session/client/workerLink';
import { CaptureEditorProvider } from './captureEditor';
import { FilterFiles } from './filterFiles';
import { FilterHistory } from './filterHistory';
import { registerPageCommands } from './pageCommands';
import { readingSettings } from './readingSettings';

/** Called by VS Code when the first capture is opened, or a command run. Starts nothing: a capture starts its worker. */
export function activate(context: vscode.ExtensionContext): void {
  const workerFile = path.join(context.extensionPath, 'dist', 'worker.js');
  const captures = new OpenCaptures(threadStarter(workerFile, readingSettings));
  const services = { history: new FilterHistory(context.workspaceState), files: new FilterFiles() };
  const editors = new CaptureEditorProvider(context.extensionUri, captures, services);
  context.subscriptions.push(captures, editors.register(), ...registerPageCommands(editors));
}
