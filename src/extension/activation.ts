import type * as vscode from 'vscode';
import type { FilterClient, FilterClientHost } from '../language/client/filterClient';
import type { CapturePlace } from '../session/client/capturePlace';
import { OpenCaptures } from '../session/client/openCaptures';
import type { StartWorker } from '../session/client/workerLink';
import { CapturedFiles } from './capturedFiles';
import { CaptureEditorProvider } from './captureEditor';
import { ChosenEvents } from './chosenEvents';
import { ColumnMemory } from './columnMemory';
import { ConversationContents } from './conversationContents';
import { DetailPanels } from './detailPanels';
import { EchoDocuments } from './echoDocuments';
import { FilterFiles } from './filterFiles';
import { FilterHistory } from './filterHistory';
import { registerFilterLanguage } from './filterLanguage';
import { registerOpenTogether } from './openTogether';
import { registerPageCommands } from './pageCommands';
import { WorkspaceFilters } from './workspaceFilters';
import type { WritePieces } from './writePieces';

/** What is different in the two kinds of extension host: node's, and the one in a browser. */
export interface ExtensionHost {
  readonly startWorker: StartWorker;
  /** Where a capture lies that is to be opened, and how it is read there. */
  readonly placeOf: (uri: vscode.Uri) => CapturePlace;
  /** How a file is written that may be long. */
  readonly write: WritePieces;
  /** Loads the client of the language server, which is large, and starts both. */
  readonly startFilterClient: (host: FilterClientHost) => Promise<FilterClient>;
}

/** Registers all that Scaplens adds to VS Code; gives its editors. Starts nothing: a capture starts its worker. */
export function register(context: vscode.ExtensionContext, host: ExtensionHost): CaptureEditorProvider {
  const { startWorker, placeOf, startFilterClient, write } = host;
  const { extensionUri } = context;
  const captures = new OpenCaptures(startWorker);
  const { workspaceState } = context;
  const services = {
    history: new FilterHistory(workspaceState),
    files: new FilterFiles(),
    columns: new ColumnMemory(workspaceState),
    contents: new ConversationContents(captures),
    chosen: new ChosenEvents(),
    captured: new CapturedFiles(captures, () => editors.activeAddress),
    echo: new EchoDocuments(captures, write),
  };
  context.subscriptions.push(services.contents, services.captured, services.echo);
  const editors: CaptureEditorProvider = new CaptureEditorProvider(extensionUri, captures, placeOf, services);
  const language = registerFilterLanguage({
    extensionUri,
    captures,
    editors,
    files: services.files,
    startFilterClient,
  });
  const filters = new WorkspaceFilters(captures, services.files);
  context.subscriptions.push(captures, filters, editors.register(), language);
  context.subscriptions.push(new DetailPanels(extensionUri, captures, placeOf, editors, services));
  context.subscriptions.push(...registerPageCommands(editors), registerOpenTogether());
  return editors;
}
