import * as vscode from 'vscode';
import type { PcapngChoice } from '../../webview/capture/editorProtocol';
import type { CaptureClient } from '../session/client/captureClient';
import { HostConnection } from '../session/client/hostConnection';
import type { PcapngFile } from '../session/packetProtocol';

/** What is said where there is nothing to write. */
const NOTHING: Readonly<Record<PcapngChoice['what'], string>> = {
  packets: 'None of the listed events carries a packet.',
  conversations: 'None of the listed events is about a connection, or a datagram, of a socket of IPv4 or IPv6.',
  conversation: 'The selected event is about no connection, and no datagram, of a socket of IPv4 or IPv6.',
};

/** Writes packets of a capture to a pcapng file that the person chooses; `choice` is what a page says, and not to be trusted. */
export async function savePcapng(client: CaptureClient, capture: vscode.Uri, choice: unknown): Promise<void> {
  const read = choiceOf(choice);
  if (!read) return;
  const connection = new HostConnection(client, () => undefined);
  try {
    const { bytes, packets } = await ask(connection, read);
    if (packets === 0) {
      void vscode.window.showInformationMessage(NOTHING[read.what]);
      return;
    }
    const defaultUri = capture.with({ path: `${capture.path.replace(/\.scap(\.gz)?$/, '')}.pcapng`, query: '' });
    const chosen = await vscode.window.showSaveDialog({ defaultUri, filters: { 'Packet capture': ['pcapng'] } });
    if (chosen) await vscode.workspace.fs.writeFile(chosen, bytes);
  } catch (error) {
    void vscode.window.showErrorMessage(
      error instanceof Error ? `The packets were not saved: ${error.message}` : 'The packets were not saved.',
    );
  } finally {
    connection.close();
  }
}

function ask(connection: HostConnection, choice: PcapngChoice): Promise<PcapngFile> {
  if (choice.what === 'conversation') return connection.request('streamFile', { number: choice.number });
  const { selection } = choice;
  return connection.request(choice.what === 'packets' ? 'packetFile' : 'conversationFile', { selection });
}

/** Numbers are checked by the session, as in every request of a page. */
function choiceOf(choice: unknown): PcapngChoice | undefined {
  if (typeof choice !== 'object' || choice === null || !('what' in choice)) return undefined;
  const { what } = choice;
  if (what === 'conversation' && 'number' in choice && typeof choice.number === 'number') {
    return { what, number: choice.number };
  }
  const isOfSelection = what === 'packets' || what === 'conversations';
  if (!isOfSelection || !('selection' in choice) || typeof choice.selection !== 'number') return undefined;
  return { what, selection: choice.selection };
}
