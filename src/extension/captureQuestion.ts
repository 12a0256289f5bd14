import type * as vscode from 'vscode';
import { HostConnection } from '../session/client/hostConnection';
import type { OpenCaptures } from '../session/client/openCaptures';
import type { SessionNotification } from '../session/protocol';

/**
 * Asks an open capture, by its address, and closes the connection; undefined where it is not open. A cancelled question rejects as
 * one to a closed capture does.
 */
export async function askCapture<T>(
  captures: OpenCaptures,
  address: string,
  question: (connection: HostConnection) => Promise<T>,
  onEvent: (notification: SessionNotification) => void = () => undefined,
  cancellation?: vscode.CancellationToken,
): Promise<T | undefined> {
  const client = captures.all.get(address);
  if (!client) return undefined;
  const connection = new HostConnection(client, onEvent);
  const listening = cancellation?.onCancellationRequested(() => connection.close());
  try {
    return await question(connection);
  } finally {
    listening?.dispose();
    connection.close();
  }
}
