import { expandFilter } from '../engine/language/expand';
import { definitionsIn } from '../engine/language/file/entries';
import { readFilterFile } from '../engine/language/file/filterFile';
import type { FilterFileText, SavedFilter } from './protocol';

/** The named filters of files, in their order; macros and lists of all files are written out, a file's own first. */
export function savedFilters(files: readonly FilterFileText[]): SavedFilter[] {
  const read = files.map(({ path, text }) => ({ path, file: readFilterFile(text) }));
  const everywhere = read.map(({ file }) => definitionsIn(file));
  return read.flatMap(({ path, file }, index) => {
    const definitions = [everywhere[index], ...everywhere.filter((_, other) => other !== index)].flat();
    return file.entries.flatMap<SavedFilter>(({ kind, name, bodyText, documentation }) => {
      if (kind !== 'filter' || name === '') return [];
      const filter = onOneLine(expandFilter(bodyText, definitions) ?? '');
      return filter === '' ? [] : [{ path, name, documentation, filter }];
    });
  });
}

/** Blanks and line breaks between words become one blank; those inside quotes stay. */
function onOneLine(filter: string): string {
  return filter
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\s+/gs, (piece) => (/^\s/.test(piece) ? ' ' : piece))
    .trim();
}
