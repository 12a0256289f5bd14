import { PassThrough } from 'node:stream';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { createProtocolConnection, type ProtocolConnection } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { serveFilters } from '../../../src/language/filterServer';
import { type CaptureQuestions, NOTICE, type OtherFile, QUESTION } from '../../../src/language/protocol';
import { marked } from '../language/marked';

type Position = { line: number; character: number };
type Range = { start: Position; end: Position };
export interface Edit {
  readonly range: Range;
  readonly newText: string;
}

const NO_CAPTURES: CaptureQuestions = {
  values: async () => ({ values: [], complete: true }),
  count: async () => [],
  captures: async () => [],
};

/** A client that speaks to a server of its own over streams, as an editor does over pipes. */
export class ConnectedClient {
  private readonly connection: ProtocolConnection;
  private readonly documents = new Map<string, TextDocument>();
  /** How often the server asked to be asked again, by what. */
  readonly refreshes: string[] = [];

  private constructor(questions: CaptureQuestions) {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    serveFilters(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)));
    this.connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.connection.onRequest(QUESTION.values, (params) => questions.values(params));
    this.connection.onRequest(QUESTION.count, (params) => questions.count(params));
    this.connection.onRequest(QUESTION.captures, () => questions.captures());
    for (const method of ['workspace/codeLens/refresh', 'workspace/diagnostic/refresh']) {
      this.connection.onRequest(method, () => {
        this.refreshes.push(method);
        return null;
      });
    }
    this.connection.listen();
  }

  static async start(questions: Partial<CaptureQuestions> = {}): Promise<ConnectedClient> {
    const client = new ConnectedClient({ ...NO_CAPTURES, ...questions });
    const workspace = { codeLens: { refreshSupport: true }, diagnostics: { refreshSupport: true } };
    await client.connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: { workspace } });
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
  }

  /** Opens a file; a `|` in it is where the cursor stands. */
  async open(text: string, uri = 'file:///filters.scapfilter'): Promise<{ uri: string; position: Position }> {
    const place = text.includes('|') ? marked(text) : { text, offset: 0 };
    const document = TextDocument.create(uri, 'scap-filter', 1, place.text);
    this.documents.set(uri, document);
    const item = { uri, languageId: 'scap-filter', version: 1, text: place.text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: item });
    return { uri, position: document.positionAt(place.offset) };
  }

  /** Types text at a position. */
  async type(uri: string, position: Position, text: string): Promise<void> {
    const document = this.document(uri);
    const change = { range: { start: position, end: position }, text };
    const version = document.version + 1;
    this.documents.set(uri, TextDocument.update(document, [change], version));
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [change],
    });
  }

  otherFiles(files: readonly OtherFile[]): Promise<void> {
    return this.connection.sendNotification(NOTICE.files, { files });
  }

  capturesChanged(): Promise<void> {
    return this.connection.sendNotification(NOTICE.capturesChanged);
  }

  configure(targetVersion: string): Promise<void> {
    const settings = { scaplens: { filter: { targetVersion } } };
    return this.connection.sendNotification('workspace/didChangeConfiguration', { settings });
  }

  ask<Result>(method: string, params: object): Promise<Result> {
    return this.connection.sendRequest<Result>(method, params);
  }

  /** The same about the document, or a place in it. */
  askAt<Result>(method: string, { uri, position }: { uri: string; position?: Position }, more = {}): Promise<Result> {
    return this.ask<Result>(method, { textDocument: { uri }, position, ...more });
  }

  text(uri: string, range?: Range): string {
    return this.document(uri).getText(range);
  }

  /** The document after edits. */
  edited(uri: string, edits: readonly Edit[]): string {
    return TextDocument.applyEdits(this.document(uri), [...edits]);
  }

  private document(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }
}
