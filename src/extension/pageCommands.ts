import * as vscode from 'vscode';
import type { PageCommand } from '../../webview/capture/editorProtocol';
import type { CaptureEditorProvider } from './captureEditor';

/** Commands of the manifest that act inside the active capture editor's page. */
const PAGE_COMMANDS: readonly (readonly [id: string, command: PageCommand])[] = [
  ['scaplens.focusFilter', 'focusFilter'],
  ['scaplens.clearFilter', 'clearFilter'],
  ['scaplens.goToEvent', 'goToEvent'],
  ['scaplens.followCapture', 'toggleFollow'],
  ['scaplens.goBack', 'goBack'],
  ['scaplens.goForward', 'goForward'],
  ['scaplens.savePackets', 'savePackets'],
  ['scaplens.saveConversations', 'saveConversations'],
  ['scaplens.saveConversation', 'saveConversation'],
  ['scaplens.openBeside', 'openBeside'],
];

export function registerPageCommands(editors: CaptureEditorProvider): vscode.Disposable[] {
  return PAGE_COMMANDS.map(([id, command]) => vscode.commands.registerCommand(id, () => editors.command(command)));
}
