import {
  type CodeAction,
  CodeActionKind,
  CompletionItemKind,
  type CompletionList,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentSymbol,
  type Hover,
  InsertTextFormat,
  MarkupKind,
  type Range,
  type SignatureHelp,
  SymbolKind,
  type TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type * as filter from '../engine/filter/diagnostic';
import type { TextRange } from '../engine/filter/syntaxTree';
import type * as answers from '../engine/language/answers';
import type { EntryKind, FileEntry } from '../engine/language/file/filterFile';
import { countText } from '../engine/language/wording';

/*
 * What the language service answers, as the Language Server Protocol says it.
 */

export function rangeOf(document: TextDocument, { start, end }: TextRange): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function editOf(document: TextDocument, edit: filter.TextEdit): TextEdit {
  return { range: rangeOf(document, edit), newText: edit.text };
}

const COMPLETION_KINDS: Readonly<Record<answers.CompletionKind, CompletionItemKind>> = {
  field: CompletionItemKind.Field,
  operator: CompletionItemKind.Operator,
  value: CompletionItemKind.Value,
  keyword: CompletionItemKind.Keyword,
  transformer: CompletionItemKind.Function,
  macro: CompletionItemKind.Constant,
  list: CompletionItemKind.Enum,
  snippet: CompletionItemKind.Snippet,
};

export function completionListOf(
  document: TextDocument,
  { from, to, items, incomplete }: answers.Completions,
): CompletionList {
  const range = rangeOf(document, { start: from, end: to });
  // Editors replace within a line only.
  if (range.start.line !== range.end.line) return { isIncomplete: false, items: [] };
  return {
    isIncomplete: incomplete,
    items: items.map(({ label, kind, detail, documentation, insert, snippet, order }) => ({
      label,
      kind: COMPLETION_KINDS[kind],
      labelDetails: detail === '' ? undefined : { description: detail },
      documentation: documentation === '' ? undefined : documentation,
      textEdit: { range, newText: insert },
      insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      sortText: order,
    })),
  };
}

const SEVERITIES: Readonly<Record<filter.Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Information,
};

export function diagnosticOf(document: TextDocument, diagnostic: filter.Diagnostic): Diagnostic {
  const { severity, message, code } = diagnostic;
  return { range: rangeOf(document, diagnostic), severity: SEVERITIES[severity], message, code, source: 'Scaplens' };
}

/** The ways out of a diagnostic; the first one is what editors do at once. */
export function actionsOf(document: TextDocument, diagnostic: filter.Diagnostic): CodeAction[] {
  return diagnostic.fixes.map(({ title, edits }, index) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(document, diagnostic)],
    isPreferred: index === 0,
    edit: { changes: { [document.uri]: edits.map((edit) => editOf(document, edit)) } },
  }));
}

export function hoverOf(document: TextDocument, hover: answers.Hover): Hover {
  const { title, detail, paragraphs, examples, counts } = hover;
  const counted = counts.map(
    ({ label, matched, complete }) => `**${countText(matched)}${complete ? '' : ' so far'}** in ${plainText(label)}`,
  );
  const pieces = [
    codeBlock(title),
    plainText(detail),
    ...paragraphs.map(plainText),
    ...examples.map(codeBlock),
    ...(counted.length > 0 ? ['---', counted.join('  \n')] : []),
  ];
  return { contents: { kind: MarkupKind.Markdown, value: pieces.join('\n\n') }, range: rangeOf(document, hover) };
}

/** Text as Markdown that shows it as it is. */
function plainText(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|~&]/g, '\\$&');
}

/** A block of code, whose fence is longer than any in the text. */
function codeBlock(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((fence) => fence.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}scap-filter\n${text}\n${fence}`;
}

export function signatureHelpOf({ label, documentation, parameters, active }: answers.Signature): SignatureHelp {
  const shown = parameters.map((parameter) => ({
    label: [parameter.start, parameter.end] as [number, number],
    documentation: parameter.documentation,
  }));
  return {
    signatures: [{ label, documentation, parameters: shown, activeParameter: active }],
    activeSignature: 0,
    activeParameter: active,
  };
}

const SYMBOL_KINDS: Readonly<Record<EntryKind, SymbolKind>> = {
  filter: SymbolKind.Event,
  macro: SymbolKind.Function,
  list: SymbolKind.Array,
};

/** An entry in the outline. */
export function symbolOf(document: TextDocument, entry: FileEntry): DocumentSymbol {
  const { kind, name, nameRange, keyword, documentation } = entry;
  return {
    name: name === '' ? kind : name,
    detail: documentation.split('\n')[0],
    kind: SYMBOL_KINDS[kind],
    range: rangeOf(document, entry),
    selectionRange: rangeOf(document, name === '' ? keyword : nameRange),
  };
}
