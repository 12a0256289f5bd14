import {
  type CodeAction,
  type Connection,
  type DocumentDiagnosticReport,
  ErrorCodes,
  type FoldingRange,
  type InitializeParams,
  type InitializeResult,
  type Location,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LanguageEnvironment } from '../engine/language/environment';
import {
  completeInFile,
  diagnoseFile,
  fileTokens,
  formatFile,
  hoverInFile,
  signatureInFile,
} from '../engine/language/file/fileService';
import { definitionIn, type NameUse, nameAt, renameIn, unfitName, usesOf } from '../engine/language/file/names';
import {
  actionsOf,
  completionListOf,
  diagnosticOf,
  editOf,
  hoverOf,
  rangeOf,
  signatureHelpOf,
  symbolOf,
} from './conversions';
import { FilterFiles, type ReadDocument } from './filterFiles';
import { FilterLenses } from './filterLenses';
import { type CaptureQuestions, NOTICE, type OtherFiles, QUESTION } from './protocol';
import { encodedTokens, TOKEN_LEGEND } from './semanticTokens';

/** Serves one client until the connection ends. The same in a process of its own, a browser's worker and a test. */
export function serveFilters(connection: Connection): void {
  new FilterServer(connection).listen();
}

type At = { readonly textDocument: { readonly uri: string }; readonly position: { line: number; character: number } };

/** Passes the client's questions to the language service, with places as lines and columns. */
class FilterServer {
  private readonly documents = new TextDocuments(TextDocument);
  private readonly files = new FilterFiles(this.documents);
  private readonly lenses: FilterLenses;
  private readonly questions: CaptureQuestions;
  private targetVersion: string | undefined;

  constructor(private readonly connection: Connection) {
    this.questions = {
      values: (params) => connection.sendRequest(QUESTION.values, params),
      count: (params) => connection.sendRequest(QUESTION.count, params),
      captures: () => connection.sendRequest(QUESTION.captures),
    };
    this.lenses = new FilterLenses(connection, this.questions, this.files);
    connection.onInitialize((params) => this.initialize(params));
    this.answerTyping();
    this.answerReading();
    this.answerNames();
  }

  listen(): void {
    this.documents.listen(this.connection);
    this.connection.listen();
  }

  private initialize({ capabilities }: InitializeParams): InitializeResult {
    if (capabilities.workspace?.codeLens?.refreshSupport) this.lenses.allowRefresh();
    const canAskAgain = capabilities.workspace?.diagnostics?.refreshSupport === true;
    const { connection } = this;
    connection.onNotification(NOTICE.files, ({ files }: OtherFiles) => {
      this.files.setOthers(files);
      if (canAskAgain) connection.languages.diagnostics.refresh();
    });
    connection.onDidChangeConfiguration(({ settings }) => {
      this.targetVersion = targetVersionOf(settings);
      if (canAskAgain) connection.languages.diagnostics.refresh();
    });
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { triggerCharacters: ['.', ' ', '=', '<', '>', '(', '[', ',', '"', '/'] },
        hoverProvider: true,
        signatureHelpProvider: { triggerCharacters: ['(', ','] },
        diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        semanticTokensProvider: { legend: TOKEN_LEGEND, full: true },
        documentFormattingProvider: true,
        documentSymbolProvider: true,
        foldingRangeProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        renameProvider: { prepareProvider: true },
        codeLensProvider: { resolveProvider: true },
      },
    };
  }

  private answerTyping(): void {
    const { connection } = this;
    connection.onCompletion(async (params) => {
      const at = this.at(params);
      if (!at) return undefined;
      return completionListOf(at.document, await completeInFile(at.file, at.offset, this.environment(at)));
    });
    connection.onSignatureHelp((params) => {
      const at = this.at(params);
      const signature = at && signatureInFile(at.file, at.offset);
      return signature && signatureHelpOf(signature);
    });
    connection.onDocumentFormatting(({ textDocument }) => {
      const read = this.files.get(textDocument.uri);
      return read && formatFile(read.file).map((edit) => editOf(read.document, edit));
    });
    connection.languages.diagnostics.on(({ textDocument }): DocumentDiagnosticReport => {
      const read = this.files.get(textDocument.uri);
      const found = read ? diagnoseFile(read.file, this.environment(read)) : [];
      return { kind: 'full', items: read ? found.map((each) => diagnosticOf(read.document, each)) : [] };
    });
    connection.onCodeAction(({ textDocument, range }): CodeAction[] => {
      const read = this.files.get(textDocument.uri);
      if (!read) return [];
      const start = read.document.offsetAt(range.start);
      const end = read.document.offsetAt(range.end);
      return diagnoseFile(read.file, this.environment(read))
        .filter((each) => each.start <= end && start <= each.end)
        .flatMap((each) => actionsOf(read.document, each));
    });
  }

  private answerReading(): void {
    const { connection } = this;
    connection.onHover(async (params) => {
      const at = this.at(params);
      const hover = at && (await hoverInFile(at.file, at.offset, this.environment(at)));
      return hover && hoverOf(at.document, hover);
    });
    connection.languages.semanticTokens.on(({ textDocument }) => {
      const read = this.files.get(textDocument.uri);
      return read ? encodedTokens(read.document, fileTokens(read.file, this.environment(read))) : { data: [] };
    });
    connection.onDocumentSymbol(({ textDocument }) => {
      const read = this.files.get(textDocument.uri);
      return read?.file.entries.map((entry) => symbolOf(read.document, entry));
    });
    connection.onFoldingRanges(({ textDocument }): FoldingRange[] => {
      const read = this.files.get(textDocument.uri);
      if (!read) return [];
      return read.file.entries.flatMap((entry) => {
        const { start, end } = rangeOf(read.document, entry);
        return start.line === end.line ? [] : [{ startLine: start.line, endLine: end.line }];
      });
    });
  }

  private answerNames(): void {
    const { connection } = this;
    connection.onDefinition((params): Location[] => {
      const named = this.named(params);
      return named ? named.all.flatMap((read) => definitionPlace(read, named.use)).slice(0, 1) : [];
    });
    connection.onReferences((params): Location[] => {
      const named = this.named(params);
      if (!named) return [];
      return named.all.flatMap(({ document, file }) =>
        usesOf(file, named.use)
          .filter(({ defines }) => params.context.includeDeclaration || !defines)
          .map((use) => ({ uri: document.uri, range: rangeOf(document, use) })),
      );
    });
    connection.onPrepareRename((params) => {
      const named = this.named(params);
      return named && { range: rangeOf(named.document, named.use), placeholder: named.use.name };
    });
    connection.onRenameRequest((params): WorkspaceEdit | ResponseError<void> | undefined => {
      const named = this.named(params);
      if (!named) return undefined;
      const files = named.all.map(({ file }) => file);
      const reason = unfitName(files, { kind: named.use.kind, name: params.newName });
      if (reason !== undefined) return new ResponseError(ErrorCodes.InvalidParams, reason);
      const changes = named.all.flatMap(({ document, file }) => {
        const edits = renameIn(file, named.use, params.newName).map((edit) => editOf(document, edit));
        return edits.length === 0 ? [] : [[document.uri, edits] as const];
      });
      return { changes: Object.fromEntries(changes) };
    });
  }

  private at({ textDocument, position }: At): (ReadDocument & { readonly offset: number }) | undefined {
    const read = this.files.get(textDocument.uri);
    return read && { ...read, offset: read.document.offsetAt(position) };
  }

  /** The macro or list under a position, and all files in which it could be named. */
  private named(
    params: At,
  ): (ReadDocument & { readonly use: NameUse; readonly all: readonly ReadDocument[] }) | undefined {
    const at = this.at(params);
    if (!at) return undefined;
    const all = this.files.all(at.document.uri);
    const use = nameAt(
      all.map(({ file }) => file),
      at.file,
      at.offset,
    );
    return use && { ...at, use, all };
  }

  private environment({ document }: ReadDocument): LanguageEnvironment {
    const { questions, files, targetVersion } = this;
    return {
      definitions: files.definitionsBeside(document.uri),
      targetVersion,
      values: (request) => questions.values(request),
      count: (filter) => questions.count({ filter }),
    };
  }
}

function definitionPlace({ document, file }: ReadDocument, use: NameUse): Location[] {
  const entry = definitionIn(file, use);
  return entry ? [{ uri: document.uri, range: rangeOf(document, entry.nameRange) }] : [];
}

/** The setting `scaplens.filter.targetVersion`; undefined where it is not set. */
function targetVersionOf(settings: unknown): string | undefined {
  const value = ['scaplens', 'filter', 'targetVersion'].reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined),
    settings,
  );
  return typeof value === 'string' && value !== '' ? value : undefined;
}
