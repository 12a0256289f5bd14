import { FD_KIND_TEXTS, type FdKindText } from '../format/tables/fdKinds';
import { type Word, word } from './value';

/** Kinds are bytes. */
const KINDS = 256;

/** By kind. */
const CHARACTERS = wordsOf(([character]) => character, '?');
const WORDS = wordsOf(([, word]) => word, '<NA>');

/** Everything that `fd.type` can say. */
export const FD_WORDS: readonly string[] = distinct([...FD_KIND_TEXTS.values()].map(([, word]) => word));

/** Everything that `fd.typechar` can say. */
export const FD_CHARACTERS: readonly string[] = distinct([
  ...[...FD_KIND_TEXTS.values()].map(([character]) => character),
  '?',
]);

/** What `fd.typechar` says of a kind (`FdKind`). */
export function fdCharacter(kind: number): Word {
  return CHARACTERS[kind];
}

/** What `fd.type` says of a kind. */
export function fdWord(kind: number): Word {
  return WORDS[kind];
}

function wordsOf(textOf: (texts: FdKindText) => string, other: string): readonly Word[] {
  const known = new Map([...FD_KIND_TEXTS].map(([kind, texts]) => [kind, word(textOf(texts))]));
  const unknown = word(other);
  return Array.from({ length: KINDS }, (_, kind) => known.get(kind) ?? unknown);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
