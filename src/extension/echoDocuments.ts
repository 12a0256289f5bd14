import * as vscode from 'vscode';
import type { EchoWish } from '../../webview/capture/editorProtocol';
import type { HostConnection } from '../session/client/hostConnection';
import type { OpenCaptures } from '../session/client/openCaptures';
import type { SelectionProgress, SessionNotification } from '../session/protocol';
import { askCapture } from './captureQuestion';
import type { WritePieces } from './writePieces';

/** The scheme of documents that show what `echo_fds` prints. */
const SCHEME = 'scaplens-echo';
/** Longest document, in characters: what is longer no editor shows. */
const LONGEST_DOCUMENT = 32 * 1024 * 1024;

const CLOSED = 'The capture that this is from is not open. Open it, then close this document and open it again.\n';

/**
 * What `echo_fds` prints of a filter, as documents that cannot be changed and as files. A document's address holds no content, only
 * what to ask for.
 */
export class EchoDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(
    private readonly captures: OpenCaptures,
    private readonly write: WritePieces,
  ) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  dispose(): void {
    this.registration.dispose();
  }

  async provideTextDocumentContent(uri: vscode.Uri, cancellation: vscode.CancellationToken): Promise<string> {
    const { address, wish } = readAddress(uri);
    let text = '';
    const isOpen = await this.each(address, wish, cancellation, (piece) => {
      text += piece;
      return text.length < LONGEST_DOCUMENT;
    });
    if (!isOpen) return CLOSED;
    return text.length < LONGEST_DOCUMENT
      ? text
      : `${text.slice(0, LONGEST_DOCUMENT)}\n⟨the rest is too long to be shown; it can be saved as a file⟩\n`;
  }

  /** Does what a page asks for; what it sends is not taken on trust. */
  async fulfil(capture: vscode.Uri, wish: EchoWish): Promise<void> {
    const { action, filter, mode, order } = wish;
    if (typeof filter !== 'string' || typeof mode !== 'string' || typeof order !== 'string') return;
    try {
      if (action === 'open') await this.open(capture, wish);
      else if (action === 'save') await this.save(capture, wish);
    } catch (error) {
      void vscode.window.showErrorMessage(`The echo was not saved: ${error instanceof Error ? error.message : error}`);
    }
  }

  private async open(capture: vscode.Uri, { filter, mode, order }: EchoWish): Promise<void> {
    const query = JSON.stringify([capture.toString(), filter, mode, order]);
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${nameFor(capture)}`, query });
    await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside });
  }

  private async save(capture: vscode.Uri, wish: EchoWish): Promise<void> {
    const chosen = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(capture, '..', nameFor(capture)).with({ query: '' }),
    });
    if (!chosen) return;
    const location = vscode.ProgressLocation.Notification;
    await vscode.window.withProgress(
      { location, title: 'Saving the echo', cancellable: true },
      (progress, cancellation) => this.saveTo(chosen, capture.toString(), wish, progress, cancellation),
    );
  }

  private async saveTo(
    target: vscode.Uri,
    address: string,
    wish: EchoWish,
    progress: vscode.Progress<{ increment?: number }>,
    cancellation: vscode.CancellationToken,
  ): Promise<void> {
    const question = (connection: HostConnection, complete: Completion): Promise<void> =>
      this.write(target, encoded(pieces(connection, wish, complete, progress)));
    try {
      await this.ask(address, question, cancellation);
    } catch (error) {
      if (!cancellation.isCancellationRequested) throw error;
    }
  }

  /** Hands the text over piece by piece as long as more is wanted; false where the capture is not open. */
  private async each(
    address: string,
    wish: EchoWish,
    cancellation: vscode.CancellationToken,
    take: (piece: string) => boolean,
  ): Promise<boolean> {
    const answer = await this.ask(
      address,
      async (connection, complete) => {
        for await (const piece of pieces(connection, wish, complete)) if (!take(piece)) break;
        return true;
      },
      cancellation,
    );
    return answer === true;
  }

  private ask<T>(
    address: string,
    question: (connection: HostConnection, complete: Completion) => Promise<T>,
    cancellation: vscode.CancellationToken,
  ): Promise<T | undefined> {
    const completion = new Completion();
    const onEvent = (notification: SessionNotification): void => completion.hear(notification);
    return askCapture(this.captures, address, (connection) => question(connection, completion), onEvent, cancellation);
  }
}

/** Waits for selections to be worked out. */
class Completion {
  private readonly complete = new Set<number>();
  private waiting: { readonly selection: number; readonly resolve: () => void } | undefined;

  hear(notification: SessionNotification): void {
    if (notification.event === 'selection') this.note(notification.payload);
  }

  /** Resolves when a selection is complete. */
  async of(progress: SelectionProgress): Promise<void> {
    this.note(progress);
    const { selection } = progress;
    if (this.complete.has(selection)) return;
    await new Promise<void>((resolve) => {
      this.waiting = { selection, resolve };
    });
  }

  private note({ selection, complete }: SelectionProgress): void {
    if (!complete) return;
    this.complete.add(selection);
    if (this.waiting?.selection === selection) this.waiting.resolve();
  }
}

/** The echo of a filter, in pieces. Of a capture that is still being read it is what there is by now. */
async function* pieces(
  connection: HostConnection,
  { filter, mode, order }: EchoWish,
  completion: Completion,
  progress?: vscode.Progress<{ increment?: number }>,
): AsyncGenerator<string> {
  const outcome = await connection.request('select', { filter });
  if (!outcome.accepted) throw new Error(outcome.diagnostics[0]?.message ?? 'The filter was refused.');
  const { state } = await connection.request('progress', {});
  if (state !== 'reading') await completion.of(outcome.progress);
  const { selection } = outcome.progress;
  for (let from = 0; ; ) {
    const { text, next, count, complete } = await connection.request('echoText', { selection, mode, order, from });
    yield text;
    progress?.report({ increment: count === 0 ? 100 : (100 * (next - from)) / count });
    if (complete) return;
    from = next;
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

function nameFor({ path }: vscode.Uri): string {
  return `${path.slice(path.lastIndexOf('/') + 1)}.echo.txt`;
}

function readAddress({ query }: vscode.Uri): { readonly address: string; readonly wish: EchoWish } {
  const parts: unknown = JSON.parse(query);
  const [address, filter, mode, order] = Array.isArray(parts) ? parts.map(String) : [];
  // The session checks mode and order itself, and refuses what is none.
  return {
    address,
    wish: { action: 'open', filter, mode: mode as EchoWish['mode'], order: order as EchoWish['order'] },
  };
}
