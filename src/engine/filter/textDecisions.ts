import type { ByteDictionary } from '../base/byteDictionary';
import type { FieldValue, Word } from '../fields/value';
import { Decision } from './decision';
import type { ValueTest } from './valueTest';

/** Of so many strings, and words, the decisions are remembered; then it is begun anew. */
const MOST_STRINGS = 1 << 14;

/** A test that looks at each text of a dictionary once, and at each string: thousands of versions share a name. */
export class TextDecisions {
  /** By dictionary, and then by entry. Few fields have texts of more than one. */
  private readonly byDictionary = new Map<ByteDictionary, Uint8Array<ArrayBuffer>>();
  private dictionary: ByteDictionary | undefined;
  /** The decisions on the entries of `dictionary`. */
  private known = new Uint8Array(0);
  private readonly words = new Map<Word, boolean>();
  private readonly strings = new Map<string, boolean>();
  private lastString: string | undefined;
  private lastDecision = false;

  constructor(private readonly test: ValueTest) {}

  satisfies(value: FieldValue): boolean {
    const string = value.givenString;
    if (string !== undefined) return this.satisfiesString(string, value);
    const word = value.givenWord;
    if (word !== undefined) return this.satisfiesWord(word, value);
    const dictionary = value.givenDictionary;
    return dictionary === undefined ? this.test(value) : this.satisfiesEntry(dictionary, value);
  }

  private satisfiesEntry(dictionary: ByteDictionary, value: FieldValue): boolean {
    const entry = value.entryOf(dictionary);
    if (dictionary !== this.dictionary || entry >= this.known.length) this.turnTo(dictionary);
    if (this.known[entry] === Decision.OPEN) this.known[entry] = this.test(value) ? Decision.YES : Decision.NO;
    return this.known[entry] === Decision.YES;
  }

  private satisfiesWord(word: Word, value: FieldValue): boolean {
    let decision = this.words.get(word);
    if (decision === undefined) {
      decision = this.test(value);
      if (this.words.size === MOST_STRINGS) this.words.clear();
      this.words.set(word, decision);
    }
    return decision;
  }

  private satisfiesString(string: string, value: FieldValue): boolean {
    if (string === this.lastString) return this.lastDecision;
    let decision = this.strings.get(string);
    if (decision === undefined) {
      decision = this.test(value);
      if (this.strings.size === MOST_STRINGS) this.strings.clear();
      this.strings.set(string, decision);
    }
    this.lastString = string;
    this.lastDecision = decision;
    return decision;
  }

  /** Has room for all entries of a dictionary. */
  private turnTo(dictionary: ByteDictionary): void {
    const before = this.byDictionary.get(dictionary) ?? new Uint8Array(0);
    this.dictionary = dictionary;
    this.known = before;
    if (dictionary.size <= before.length) return;
    this.known = new Uint8Array(Math.max(dictionary.size, 2 * before.length)).fill(Decision.OPEN);
    this.known.set(before);
    this.byDictionary.set(dictionary, this.known);
  }
}
