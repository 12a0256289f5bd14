import * as vscode from 'vscode';
import { HostConnection } from '../session/client/hostConnection';
import type { OpenCaptures } from '../session/client/openCaptures';
import type { SessionParams, SessionResult } from '../session/protocol';
import { contentText, isBinary } from './contentText';
import { showCaptured } from './showCaptured';

/** The scheme of documents that show a part of a conversation. */
const SCHEME = 'scaplens-conversation';
/** Most bytes of a document, and of a file that is saved. */
const LONGEST_DOCUMENT = 16 * 1024 * 1024;
const LONGEST_FILE = 256 * 1024 * 1024;
const PARTS = ['both', 'read', 'written', 'body'] as const;

type Part = SessionParams<'streamContent'>['part'];

/**
 * Parts of conversations as documents and as files: both directions of a stream, one of them, or the body of a message. A
 * document's address holds no content, only where to ask for it: the capture, an event and the part.
 */
export class ConversationContents implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(private readonly captures: OpenCaptures) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  dispose(): void {
    this.registration.dispose();
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const [, number, part] = /^\/(\d+)\/(\w+)\//.exec(uri.path) ?? [];
    if (!isPart(part)) return '';
    try {
      return contentText(await this.ask(uri.query, { number: Number(number), part, most: LONGEST_DOCUMENT }));
    } catch (error) {
      return error instanceof Error ? error.message : 'The capture that this is from could not be asked.';
    }
  }

  /** Opens a part as a document in its language. */
  async open(capture: vscode.Uri, number: number, part: string): Promise<void> {
    if (!isPart(part)) return;
    await telling('not opened', async () => {
      const { name, mediaType, bytes } = await this.ask(capture.toString(), { number, part, most: LONGEST_DOCUMENT });
      const path = `/${number}/${part}/${name}${isBinary(bytes) ? '.hex' : ''}`;
      const uri = vscode.Uri.from({ scheme: SCHEME, path, query: capture.toString() });
      await showCaptured(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true }, name, mediaType);
    });
  }

  /** Writes the bytes that the capture has of a part to a file, as they were, and says what it lacks. */
  async save(capture: vscode.Uri, number: number, part: string): Promise<void> {
    if (!isPart(part)) return;
    await telling('not saved', async () => {
      const content = await this.ask(capture.toString(), { number, part, most: LONGEST_FILE });
      if (content.isCut) throw new Error(`It has more than the ${LONGEST_FILE} bytes that can be saved.`);
      const lack = lackOf(content);
      if (content.bytes.length === 0) throw new Error(`The capture has no byte of it. ${lack}`.trimEnd());
      const chosen = await vscode.window.showSaveDialog({
        defaultUri: vscode.Uri.joinPath(capture, '..', `${content.name}.bin`),
      });
      if (!chosen) return;
      await vscode.workspace.fs.writeFile(chosen, content.bytes);
      if (lack !== '') void vscode.window.showWarningMessage(`Saved ${content.bytes.length} bytes. ${lack}`);
    });
  }

  private async ask(address: string, params: SessionParams<'streamContent'>): Promise<SessionResult<'streamContent'>> {
    const client = this.captures.all.get(address);
    if (!client) throw new Error('The capture that this is from is not open. Open it, then open this again.');
    const connection = new HostConnection(client, () => undefined);
    try {
      return await connection.request('streamContent', params);
    } finally {
      connection.close();
    }
  }
}

/** What a file with a content lacks, as sentences; empty where it lacks nothing. */
function lackOf({ missing, gaps, lack }: SessionResult<'streamContent'>): string {
  if (missing === 0) return lack;
  const [first] = gaps;
  const where = first === undefined ? '' : `, the first ${first.length} of them behind byte ${first.at}`;
  return `${missing} bytes are not in the capture${where}: they are left out, and nothing stands in their place. ${lack}`.trimEnd();
}

async function telling(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    void vscode.window.showErrorMessage(
      `The conversation was ${what}: ${error instanceof Error ? error.message : 'the reason is unknown.'}`,
    );
  }
}

function isPart(part: string | undefined): part is Part {
  return PARTS.some((each) => each === part);
}
