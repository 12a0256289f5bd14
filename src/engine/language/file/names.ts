import { decodeText } from '../../base/text';
import type { TextEdit } from '../../filter/diagnostic';
import type { TextRange } from '../../filter/syntaxTree';
import { usesIn } from '../treeSearch';
import { readBody } from './entries';
import type { FileEntry, FilterFile } from './filterFile';

/** A macro or list by name. */
export interface NamedThing {
  readonly kind: 'macro' | 'list';
  readonly name: string;
}

/** One place where a name stands. */
export interface NameUse extends NamedThing, TextRange {
  /** It is where the name is defined. */
  readonly defines: boolean;
}

const found = new WeakMap<FilterFile, readonly NameUse[]>();

/** Every name of a macro, and every bare value that could be the name of a list, in a file. */
export function namesIn(file: FilterFile): readonly NameUse[] {
  const before = found.get(file);
  if (before) return before;
  const names = file.entries.flatMap(namesOf).sort((a, b) => a.start - b.start);
  found.set(file, names);
  return names;
}

function namesOf(entry: FileEntry): NameUse[] {
  const { kind, name, nameRange } = entry;
  const own = kind === 'filter' || name === '' ? [] : [{ kind, name, ...nameRange, defines: true }];
  const { offset, ...body } = readBody(entry);
  const use = (of: NamedThing, { start, end }: TextRange): NameUse => {
    return { ...of, start: start + offset, end: end + offset, defines: false };
  };
  const bare = (literal: TextRange & { readonly bytes: Uint8Array }): NameUse => {
    return use({ kind: 'list', name: decodeText(literal.bytes) }, literal);
  };
  if (body.kind === 'items') return [...own, ...body.parsed.items.filter(({ quoted }) => !quoted).map(bare)];
  const { macros, lists } = usesIn(body.parsed.root);
  return [
    ...own,
    ...macros.map((macro) => use({ kind: 'macro', name: macro.name }, macro)),
    ...lists.map(({ literal }) => bare(literal)),
  ];
}

/** The name at an offset, or that ends there, if one of the files defines it. */
export function nameAt(files: readonly FilterFile[], file: FilterFile, offset: number): NameUse | undefined {
  const use = namesIn(file).find(({ start, end }) => start <= offset && offset <= end);
  return use && files.some((each) => definitionIn(each, use)) ? use : undefined;
}

/** The entry that defines a name: the first one of a file. */
export function definitionIn({ entries }: FilterFile, { kind, name }: NamedThing): FileEntry | undefined {
  return entries.find((entry) => entry.kind === kind && entry.name === name);
}

/** Every place of a file where a name stands. */
export function usesOf(file: FilterFile, { kind, name }: NamedThing): NameUse[] {
  return namesIn(file).filter((use) => use.kind === kind && use.name === name);
}

/** Why a name cannot be given to a macro or list; undefined where it can. */
export function unfitName(files: readonly FilterFile[], { kind, name }: NamedThing): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) {
    return `The name of a ${kind} is made of letters, digits and '_', and begins with a letter.`;
  }
  if (['and', 'or', 'not', 'exists'].includes(name)) return `'${name}' is a word of the language.`;
  return files.some((file) => definitionIn(file, { kind, name })) ? `There is a ${kind} named '${name}'.` : undefined;
}

/** The edits that give a macro or list another name in one file. */
export function renameIn(file: FilterFile, thing: NamedThing, name: string): TextEdit[] {
  return usesOf(file, thing).map(({ start, end }) => ({ start, end, text: name }));
}
