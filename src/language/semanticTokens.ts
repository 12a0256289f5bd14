import { type SemanticTokens, SemanticTokensBuilder } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { SemanticToken, SemanticTokenType } from '../engine/language/answers';

/** What editors call our kinds of tokens; themes know these names. */
const NAMES: Readonly<Record<SemanticTokenType, string>> = {
  field: 'property',
  argument: 'parameter',
  operator: 'operator',
  keyword: 'keyword',
  text: 'string',
  number: 'number',
  transformer: 'function',
  macro: 'macro',
  list: 'enum',
};

/** The names of token types, as the numbers of tokens mean them. */
export const TOKEN_LEGEND = { tokenTypes: Object.values(NAMES), tokenModifiers: [] };

/** Tokens as the protocol has them: each within one line. */
export function encodedTokens(document: TextDocument, tokens: readonly SemanticToken[]): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { start, end, type } of tokens) {
    const number = TOKEN_LEGEND.tokenTypes.indexOf(NAMES[type]);
    let at = start;
    for (const piece of document.getText().slice(start, end).split('\n')) {
      const { line, character } = document.positionAt(at);
      if (piece.length > 0) builder.push(line, character, piece.length, number, 0);
      at += piece.length + 1;
    }
  }
  return builder.build();
}
