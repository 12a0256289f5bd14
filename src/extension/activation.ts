import type * as vscode from 'vscode';
import type { CapturePlace } from '../session/client/capturePlace';
import { OpenCaptures } from '../session/client/openCaptures';
import type { StartWorker } from '../session/client/workerLink';
import { CaptureEditorProvider } from './captureEditor';
import { FilterFiles } from './filterFiles';
import { FilterHistory } from './filterHistory';
import { registerPageCommands } from './pageCommands';

/** What is different in the two kinds of extension host: node's, and the one in a browser. */
export interface ExtensionHost {
  readonly startWorker: StartWorker;
  /** Where a capture lies that is to be opened, and how it is read there. */
  readonly placeOf: (uri: vscode.Uri) => CapturePlace;
}

/** Registers all that Scaplens adds to VS Code. Starts nothing: a capture starts its worker. */
export function register(context: vscode.ExtensionContext, { startWorker, placeOf }: ExtensionHost): void {
  const captures = new OpenCaptures(startWorker);
  const services = { history: new FilterHistory(context.workspaceState), files: new FilterFiles() };
  const editors = new CaptureEditorProvider(context.extensionUri, captures, placeOf, services);
  context.subscriptions.push(captures, editors.register(), ...registerPageCommands(editors));
}
