import type { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Definition } from '../engine/language/environment';
import { definitionsIn } from '../engine/language/file/entries';
import { type FilterFile, readFilterFile } from '../engine/language/file/filterFile';
import { FILTER_LANGUAGE, type OtherFile } from './protocol';

/** A file as text with lines, and as what it defines. */
export interface ReadDocument {
  readonly document: TextDocument;
  readonly file: FilterFile;
}

/** Every file with filters: those that are open as they stand in their editors, the others as they were sent. */
export class FilterFiles {
  private readonly open = new Map<string, ReadDocument>();
  private others: ReadonlyMap<string, ReadDocument> = new Map();
  private readonly foreign = new Map<string, readonly Definition[]>();

  constructor(documents: TextDocuments<TextDocument>) {
    documents.onDidChangeContent(({ document }) => {
      this.open.set(document.uri, read(document));
      this.foreign.clear();
    });
    documents.onDidClose(({ document }) => {
      this.open.delete(document.uri);
      this.foreign.clear();
    });
  }

  setOthers(files: readonly OtherFile[]): void {
    this.others = new Map(
      files.map(({ uri, text }) => [uri, read(TextDocument.create(uri, FILTER_LANGUAGE, 0, text))] as const),
    );
    this.foreign.clear();
  }

  get(uri: string): ReadDocument | undefined {
    return this.open.get(uri) ?? this.others.get(uri);
  }

  /** All files, the given one first: its names go before those of others. */
  all(first: string): ReadDocument[] {
    const uris = new Set([first, ...this.open.keys(), ...this.others.keys()]);
    return [...uris].flatMap((uri) => this.get(uri) ?? []);
  }

  /** What all files but this one define; the same array until one of them changes. */
  definitionsBeside(uri: string): readonly Definition[] {
    const known = this.foreign.get(uri);
    if (known) return known;
    const definitions = this.all(uri)
      .filter(({ document }) => document.uri !== uri)
      .flatMap(({ file }) => definitionsIn(file));
    this.foreign.set(uri, definitions);
    return definitions;
  }
}

function read(document: TextDocument): ReadDocument {
  return { document, file: readFilterFile(document.getText()) };
}
