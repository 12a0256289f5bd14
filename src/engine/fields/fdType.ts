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

/** What `fd.typechar` says of a kind (`FdKind`), as UTF-8. */
export function fdCharacter(kind: number): Uint8Array {
  return CHARACTERS.get(kind) ?? OTHER_CHARACTER;
}

/** What `fd.type` says of a kind, as UTF-8. */
export function fdWord(kind: number): Uint8Array {
  return WORDS.get(kind) ?? OTHER_WORD;
}
