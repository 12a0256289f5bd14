import { encodeText } from '../base/text';
import { FD_KIND_TEXTS } from '../format/tables/fdKinds';

const OTHER_CHARACTER = encodeText('?');
const OTHER_WORD = encodeText('<NA>');
const CHARACTERS: ReadonlyMap<number, Uint8Array> = new Map(
  [...FD_KIND_TEXTS].map(([kind, [character]]) => [kind, encodeText(character)]),
);
const WORDS: ReadonlyMap<number, Uint8Array> = new Map(
  [...FD_KIND_TEXTS].map(([kind, [, word]]) => [kind, encodeText(word)]),
);

/** Everything that `fd.type` can say. */
export const FD_WORDS: readonly string[] = distinct([...FD_KIND_TEXTS.values()].map(([, word]) => word));

/** Everything that `fd.typechar` can say. */
export const FD_CHARACTERS: readonly string[] = distinct([
  ...[...FD_KIND_TEXTS.values()].map(([character]) => character),
  '?',
]);

/** What `fd.typechar` says of a kind (`FdKind`), as UTF-8. */
export function fdCharacter(kind: number): Uint8Array {
  return CHARACTERS.get(kind) ?? OTHER_CHARACTER;
}

/** What `fd.type` says of a kind, as UTF-8. */
export function fdWord(kind: number): Uint8Array {
  return WORDS.get(kind) ?? OTHER_WORD;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
