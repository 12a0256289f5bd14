import { FIELDS } from '../fields/catalogue';
import { typeNoun } from '../fields/fieldType';
import { isFieldError, resolveField } from '../fields/resolveField';
import { checkFilter } from '../filter/checker';
import type { Diagnostic, TextEdit } from '../filter/diagnostic';
import { parseFilter } from '../filter/parser';
import type { Completions, Hover, SemanticToken, Signature } from './answers';
import type { LanguageEnvironment } from './environment';

/*
 * What an editor asks about the text of one filter: the filter box about its whole text, the language server about the
 * conditions of a file. Nothing here throws on account of a text, and none of it takes long, whatever the text's length.
 */

/** What could stand at an offset: fields, operators, values, keywords, transformers, macros and lists. */
export async function complete(text: string, offset: number, environment: LanguageEnvironment): Promise<Completions> {
  void environment;
  const from = text.slice(0, offset).search(/[A-Za-z0-9_.]*$/);
  const items = FIELDS.filter(({ only }) => only !== 'formats').map((field, index) => ({
    label: field.name,
    kind: 'field' as const,
    detail: typeNoun(field.type),
    documentation: field.description,
    insert: field.name,
    snippet: false,
    order: `${index}`.padStart(5, '0'),
  }));
  return { from, to: offset, items, incomplete: false };
}

/** Everything that is wrong, or perhaps not as meant, with the ways to put it right. */
export function diagnose(text: string, environment: LanguageEnvironment): readonly Diagnostic[] {
  void environment;
  const parsed = parseFilter(text);
  return parsed.diagnostics.length > 0 ? parsed.diagnostics : checkFilter(parsed.root).diagnostics;
}

/** What the thing under an offset is, with counts of the open captures; undefined where there is nothing to say. */
export async function hover(
  text: string,
  offset: number,
  environment: LanguageEnvironment,
): Promise<Hover | undefined> {
  void environment;
  const token = parseFilter(text).tokens.find(({ start, end }) => start <= offset && offset < end);
  if (token?.kind !== 'field') return undefined;
  const bound = resolveField(text.slice(token.start, token.end));
  if (isFieldError(bound)) return undefined;
  const { field } = bound;
  return {
    start: token.start,
    end: token.end,
    title: field.name,
    detail: typeNoun(bound.type),
    paragraphs: [field.description],
    examples: [field.example],
    counts: [],
    counted: undefined,
  };
}

/** The transformer whose arguments an offset is in. */
export function signature(text: string, offset: number): Signature | undefined {
  void text;
  void offset;
  return undefined;
}

/** What has to be changed for the text to be well spaced. Values, comments and line breaks stay as they are. */
export function format(text: string): readonly TextEdit[] {
  void text;
  return [];
}

/** What the pieces of the text are, in order and without overlap. */
export function semanticTokens(text: string, environment: LanguageEnvironment): readonly SemanticToken[] {
  void environment;
  return parseFilter(text).tokens.flatMap<SemanticToken>(({ kind, start, end }) => {
    if (kind === 'field' || kind === 'keyword' || kind === 'operator') return [{ type: kind, start, end }];
    return kind === 'bare' || kind === 'quoted' ? [{ type: 'text', start, end }] : [];
  });
}
