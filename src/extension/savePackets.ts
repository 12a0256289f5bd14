import * as vscode from 'vscode';
import { HostConnection } from '../session/client/hostConnection';
import type { OpenCaptures } from '../session/client/openCaptures';
import type { CaptureEditorProvider } from './captureEditor';

/** Registers the command that writes the packets of the capture in the active editor to a pcapng file. */
export function registerSavePackets(captures: OpenCaptures, editors: CaptureEditorProvider): vscode.Disposable {
  return vscode.commands.registerCommand('scaplens.savePackets', async () => {
    const address = editors.activeAddress;
    const client = address === undefined ? undefined : captures.all.get(address);
    if (address === undefined || !client) return;
    const capture = vscode.Uri.parse(address);
    const defaultUri = capture.with({ path: `${capture.path.replace(/\.scap(\.gz)?$/, '')}.pcapng`, query: '' });
    const connection = new HostConnection(client, () => undefined);
    try {
      const { bytes, packets } = await connection.request('packetFile', {});
      if (packets === 0) {
        void vscode.window.showInformationMessage('This capture has no event that carries a packet.');
        return;
      }
      const chosen = await vscode.window.showSaveDialog({ defaultUri, filters: { 'Packet capture': ['pcapng'] } });
      if (chosen) await vscode.workspace.fs.writeFile(chosen, bytes);
    } catch (error) {
      void vscode.window.showErrorMessage(
        error instanceof Error ? `The packets were not saved: ${error.message}` : 'The packets were not saved.',
      );
    } finally {
      connection.close();
    }
  });
}
