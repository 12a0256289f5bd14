import { type ParsedFilter, type ParsedList, parseFilter, parseList } from '../../filter/parser';
import type { TextRange } from '../../filter/syntaxTree';
import type { Definition } from '../environment';
import type { FileEntry, FilterFile } from './filterFile';

/** The body of an entry as it was read. Places count in `bodyText`, those of a list from one character before it. */
export type ReadBody =
  | { readonly kind: 'condition'; readonly parsed: ParsedFilter; readonly offset: number }
  | { readonly kind: 'items'; readonly parsed: ParsedList; readonly offset: number };

const read = new WeakMap<FileEntry, ReadBody>();

/** Reads a body; once for each entry. Adding `offset` to one of its places gives the place in the file. */
export function readBody(entry: FileEntry): ReadBody {
  const before = read.get(entry);
  if (before) return before;
  const { start } = entry.body;
  const body: ReadBody =
    entry.kind === 'list'
      ? // A list is written in brackets elsewhere: the place of the first one is before the body.
        { kind: 'items', parsed: parseList(`(${entry.bodyText})`), offset: start - 1 }
      : { kind: 'condition', parsed: parseFilter(entry.bodyText), offset: start };
  read.set(entry, body);
  return body;
}

const defined = new WeakMap<FilterFile, readonly Definition[]>();

/** The macros and lists of a file; always the same array for the same file. */
export function definitionsIn(file: FilterFile): readonly Definition[] {
  const before = defined.get(file);
  if (before) return before;
  const definitions = file.entries.flatMap<Definition>(({ kind, name, bodyText, documentation }) => {
    if (kind === 'macro') return [{ kind, name, text: bodyText.trim(), documentation }];
    return kind === 'list' ? [{ kind, name, text: `(${bodyText.trim()})`, documentation }] : [];
  });
  defined.set(file, definitions);
  return definitions;
}

/** The entry whose body an offset is in. An offset at the beginning of a later line is outside: a new entry begins there. */
export function entryWithBodyAt({ text, entries }: FilterFile, offset: number): FileEntry | undefined {
  const entry = entryAt(entries, offset);
  if (!entry || offset < entry.body.start || offset > entry.body.end) return undefined;
  const hasColon = text.charAt(entry.body.start - 1) === ':';
  const beginsLine = offset > 0 && text.charAt(offset - 1) === '\n';
  return !hasColon || (beginsLine && !/[ \t]/.test(text.charAt(offset))) ? undefined : entry;
}

/** The last entry that begins at the offset or before it. */
export function entryAt(entries: readonly FileEntry[], offset: number): FileEntry | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1];
}

/** Whether an offset is inside of a comment, or at its end. */
export function isInComment({ comments }: FilterFile, offset: number): boolean {
  return comments.some(({ start, end }) => start < offset && offset <= end);
}

/** A place of a body as a place of the file, inside of the body. */
export function placeInFile({ body }: FileEntry, { start, end }: TextRange, offset: number): TextRange {
  const within = (place: number): number => Math.min(Math.max(place + offset, body.start), body.end);
  return { start: within(start), end: within(end) };
}
