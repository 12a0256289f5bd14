import { checkFilter } from '../filter/checker';
import type { Diagnostic, TextEdit } from '../filter/diagnostic';
import { type ParsedFilter, parseFilter } from '../filter/parser';
import type { Completions, Hover, SemanticToken, Signature } from './answers';
import { completionsAt } from './completion';
import { definitionsOf } from './definitions';
import type { LanguageEnvironment } from './environment';
import { hoverAt } from './hover';
import { signatureAt } from './signature';
import { spacingEdits } from './spacing';
import { semanticTokensOf } from './tokens';

/*
 * What an editor asks about the text of one filter: the filter box about its whole text, the language server about the
 * conditions of a file. Nothing here throws on account of a text, and none of it takes long, whatever the text's length.
 */

/** The text that was read last: an editor asks several things about the same one. */
let last = parseFilter('');

function read(text: string): ParsedFilter {
  if (last.text !== text) last = parseFilter(text);
  return last;
}

/** What could stand at an offset: fields, operators, values, keywords, transformers, macros and lists. */
export function complete(text: string, offset: number, environment: LanguageEnvironment): Promise<Completions> {
  return completionsAt(read(text), offset, environment);
}

/** Everything that is wrong, or perhaps not as meant, with the ways to put it right. */
export function diagnose(text: string, { definitions, targetVersion }: LanguageEnvironment): readonly Diagnostic[] {
  const parsed = read(text);
  const checked = checkFilter(parsed.root, { definitions: definitionsOf(definitions), targetVersion });
  return [...parsed.diagnostics, ...checked.diagnostics].sort((a, b) => a.start - b.start);
}

/** What the thing under an offset is, with counts of the open captures; undefined where there is nothing to say. */
export function hover(text: string, offset: number, environment: LanguageEnvironment): Promise<Hover | undefined> {
  return hoverAt(read(text), offset, environment);
}

/** The transformer whose arguments an offset is in. */
export function signature(text: string, offset: number): Signature | undefined {
  return signatureAt(read(text), offset);
}

/** What has to be changed for the text to be well spaced: nothing while its syntax is wrong. Values and lines stay. */
export function format(text: string): readonly TextEdit[] {
  const { tokens, diagnostics } = read(text);
  return diagnostics.length > 0 ? [] : spacingEdits(text, tokens);
}

/** What the pieces of the text are, in order and without overlap. */
export function semanticTokens(text: string, { definitions }: LanguageEnvironment): readonly SemanticToken[] {
  return semanticTokensOf(text, read(text).tokens, definitions);
}
