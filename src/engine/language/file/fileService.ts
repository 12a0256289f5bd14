import { checkFilter } from '../../filter/checker';
import type { Diagnostic, QuickFix, TextEdit } from '../../filter/diagnostic';
import type { Completions, Hover, SemanticToken, Signature } from '../answers';
import { completionsAt } from '../completion';
import { definitionCandidates, inOrder } from '../completionItems';
import { definitionsOf } from '../definitions';
import type { LanguageEnvironment } from '../environment';
import { hoverAt } from '../hover';
import { signatureAt } from '../signature';
import { spacingEdits } from '../spacing';
import { semanticTokensOf } from '../tokens';
import { definitionsIn, entryAt, entryWithBodyAt, isInComment, placeInFile, readBody } from './entries';
import { entryCandidates } from './entryCandidates';
import type { FileEntry, FilterFile } from './filterFile';

/*
 * The language service about a file: each question goes to the entry that it is about, and is answered as the filter box
 * would be answered for its text. Places are places of the file.
 */

/** What a file's surroundings have to tell; its own definitions come before the others. */
export function environmentOf(file: FilterFile, environment: LanguageEnvironment): LanguageEnvironment {
  const own = definitionsIn(file);
  const others = environment.definitions;
  return { ...environment, definitions: others.length === 0 ? own : [...own, ...others] };
}

/** What could stand at an offset. Between entries, another one can begin. */
export async function completeInFile(
  file: FilterFile,
  offset: number,
  environment: LanguageEnvironment,
): Promise<Completions> {
  const nothing = { from: offset, to: offset, items: [], incomplete: false };
  if (isInComment(file, offset)) return nothing;
  const entry = entryWithBodyAt(file, offset);
  if (!entry) return completeEntry(file, offset) ?? nothing;
  const surroundings = environmentOf(file, environment);
  const body = readBody(entry);
  if (body.kind === 'condition') {
    const found = await completionsAt(body.parsed, offset - body.offset, surroundings);
    return { ...found, from: found.from + body.offset, to: found.to + body.offset };
  }
  const item = body.parsed.tokens.find(
    ({ kind, start, end }) => kind === 'bare' && start + body.offset <= offset && offset <= end + body.offset,
  );
  const place = item ? placeInFile(entry, item, body.offset) : { start: offset, end: offset };
  const lists = surroundings.definitions.filter(({ name }) => name !== entry.name);
  return { from: place.start, to: place.end, items: inOrder(definitionCandidates(lists, 'list')), incomplete: false };
}

/** Ways to begin an entry, where a line begins. */
function completeEntry({ text }: FilterFile, offset: number): Completions | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  if (!/^[a-z]*$/.test(text.slice(lineStart, offset))) return undefined;
  const rest = /^[a-z]*/.exec(text.slice(offset))?.[0] ?? '';
  return { from: lineStart, to: offset + rest.length, items: inOrder(entryCandidates()), incomplete: false };
}

/** Everything that is wrong in a file, in the order of its places. */
export function diagnoseFile(file: FilterFile, environment: LanguageEnvironment): Diagnostic[] {
  const { definitions, targetVersion } = environmentOf(file, environment);
  const context = { definitions: definitionsOf(definitions), targetVersion };
  const inside = file.entries.flatMap((entry) => {
    const body = readBody(entry);
    const checked = body.kind === 'condition' ? checkFilter(body.parsed.root, context).diagnostics : [];
    return [...body.parsed.diagnostics, ...checked].map((each) => movedToFile(entry, each, body.offset));
  });
  return [...file.diagnostics, ...sameNames(file.entries), ...inside].sort((a, b) => a.start - b.start);
}

function movedToFile(entry: FileEntry, diagnostic: Diagnostic, offset: number): Diagnostic {
  const fixes = diagnostic.fixes.map(({ title, edits }): QuickFix => {
    return { title, edits: edits.map(({ text, ...place }) => ({ text, ...placeInFile(entry, place, offset) })) };
  });
  const place = placeInFile(entry, diagnostic, offset);
  // An empty body has no place of its own: its entry's name is what people see.
  const isEmpty = entry.bodyText.trim() === '';
  return { ...diagnostic, ...(isEmpty ? entry.nameRange : place), fixes };
}

function sameNames(entries: readonly FileEntry[]): Diagnostic[] {
  const seen = new Set<string>();
  return entries.flatMap(({ kind, name, nameRange }) => {
    const key = `${kind} ${name}`;
    if (name === '' || !seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `There is another ${kind} named '${name}' above; that one counts.`;
    return [{ code: 'same-name' as const, severity: 'warning' as const, message, ...nameRange, fixes: [] }];
  });
}

/** What is under an offset. */
export async function hoverInFile(
  file: FilterFile,
  offset: number,
  environment: LanguageEnvironment,
): Promise<Hover | undefined> {
  const entry = entryAt(file.entries, offset);
  const body = entry && readBody(entry);
  if (body?.kind !== 'condition' || offset < body.offset || isInComment(file, offset)) return undefined;
  const found = await hoverAt(body.parsed, offset - body.offset, environmentOf(file, environment));
  return found && { ...found, start: found.start + body.offset, end: found.end + body.offset };
}

/** The transformer whose arguments an offset is in. */
export function signatureInFile(file: FilterFile, offset: number): Signature | undefined {
  const entry = entryWithBodyAt(file, offset);
  const body = entry && readBody(entry);
  return body?.kind === 'condition' ? signatureAt(body.parsed, offset - body.offset) : undefined;
}

/** What has to be changed for all entries without mistakes to be well spaced. Comments, values and lines stay. */
export function formatFile(file: FilterFile): TextEdit[] {
  return file.entries.flatMap((entry) => {
    const { parsed, offset } = readBody(entry);
    if (parsed.diagnostics.length > 0) return [];
    const brackets = entry.kind === 'list' ? 1 : 0;
    const last = parsed.text.length - brackets;
    const tokens = parsed.tokens.filter(({ start, end }) => start >= brackets && end <= last);
    // Where the body begins and ends is a matter of the file's lines.
    const first = tokens.find(({ kind }) => kind !== 'blank');
    if (!first) return [];
    const edits = spacingEdits(parsed.text, tokens).flatMap((edit) => {
      const { start, end } = placeInFile(entry, edit, offset);
      const place = { start, end, text: edit.text };
      if (edit.start < first.start) return beginOfBody(file.text, place);
      return start >= entry.end || hasText(file.text, place) ? [] : [place];
    });
    return first.start + offset === entry.body.start
      ? [{ start: entry.body.start, end: entry.body.start, text: ' ' }, ...edits]
      : edits;
  });
}

/** A body begins one blank behind the colon, or indented on a line of its own. */
function beginOfBody(text: string, { start, end }: TextEdit): TextEdit[] {
  const written = text.slice(start, end);
  if (written.trim() !== '') return [];
  const wanted = written.includes('\n') ? '\n  ' : ' ';
  return written === wanted ? [] : [{ start, end, text: wanted }];
}

/** A comment stands there. */
function hasText(text: string, { start, end }: TextEdit): boolean {
  return text.slice(start, end).trim() !== '';
}

/** What the pieces of a file are, in order. */
export function fileTokens(file: FilterFile, environment: LanguageEnvironment): SemanticToken[] {
  const { definitions } = environmentOf(file, environment);
  return file.entries.flatMap((entry) => {
    const { parsed, offset } = readBody(entry);
    const head: SemanticToken[] = [{ type: 'keyword', ...entry.keyword }];
    if (entry.kind !== 'filter' && entry.name !== '') head.push({ type: entry.kind, ...entry.nameRange });
    const tokens = semanticTokensOf(parsed.text, parsed.tokens, definitions);
    return [...head, ...tokens.map(({ type, start, end }) => ({ type, start: start + offset, end: end + offset }))];
  });
}
