import type { TextId } from '../base/brands';
import type { ByteDictionary } from '../base/byteDictionary';
import { decodeText, encodeText, isAscii } from '../base/text';

const NO_BYTES = new Uint8Array(0);

/** A text that is a value again and again, in both forms. */
export interface Word {
  readonly text: string;
  readonly bytes: Uint8Array;
}

export function word(text: string): Word {
  return { text, bytes: encodeText(text) };
}

/** Strings up to this long are encoded into the same memory. */
const SHORT = 64;

/** In which form the text of a value was given. */
const Form = { BYTES: 0, STRING: 1, ENTRY: 2, WORD: 3 } as const;

/**
 * One value on its way from a field's reader to whoever asked. It is reused, so reading allocates nothing: what `bytes`
 * points at is valid only until the next read. Which half is meaningful follows from the field's type. A text is kept in
 * the form that the reader had, and becomes the other one when that is asked for.
 */
export class FieldValue {
  /** Numbers; truth values as 0 and 1. Exact to 2^53. */
  number = 0;
  /** The number as it is, of readers that say `isExact`: times since the epoch exceed 2^53. */
  exact = 0n;
  private form: number = Form.BYTES;
  private held: Uint8Array = NO_BYTES;
  private from = 0;
  private to = 0;
  private string = '';
  /** The string that was encoded last, and its bytes: versions that follow each other often have the same. */
  private encodedString = '';
  private encoded: Uint8Array = NO_BYTES;
  private encodedLength = 0;
  private dictionary: ByteDictionary | undefined;
  private entry = 0 as TextId;
  private word: Word | undefined;

  /** Texts as UTF-8, buffers, and addresses in network order: `bytes[start, end)`. */
  get bytes(): Uint8Array {
    if (this.form !== Form.BYTES) this.makeBytes();
    return this.held;
  }

  get start(): number {
    if (this.form !== Form.BYTES) this.makeBytes();
    return this.from;
  }

  get end(): number {
    if (this.form !== Form.BYTES) this.makeBytes();
    return this.to;
  }

  /** The id of the text, where it was given as an entry of this dictionary; else -1. */
  entryOf(dictionary: ByteDictionary): number {
    return this.form === Form.ENTRY && this.dictionary === dictionary ? this.entry : -1;
  }

  /** The dictionary that the text was given as an entry of; undefined where it was given otherwise. */
  get givenDictionary(): ByteDictionary | undefined {
    return this.form === Form.ENTRY ? this.dictionary : undefined;
  }

  /** The text, where it was given as a string; else undefined. */
  get givenString(): string | undefined {
    return this.form === Form.STRING ? this.string : undefined;
  }

  /** The word that the text was given as; else undefined. */
  get givenWord(): Word | undefined {
    return this.form === Form.WORD ? this.word : undefined;
  }

  /** The text; invalid UTF-8 becomes U+FFFD. */
  get text(): string {
    if (this.form === Form.STRING) return this.string;
    if (this.form === Form.WORD && this.word) return this.word.text;
    if (this.form === Form.ENTRY && this.dictionary) return this.dictionary.text(this.entry);
    return decodeText(this.held.subarray(this.from, this.to));
  }

  setBytes(bytes: Uint8Array, start: number, end: number): void {
    this.form = Form.BYTES;
    this.held = bytes;
    this.from = start;
    this.to = end;
  }

  setText(text: Uint8Array): void {
    this.setBytes(text, 0, text.length);
  }

  setString(text: string): void {
    this.form = Form.STRING;
    this.string = text;
  }

  setEntry(dictionary: ByteDictionary, entry: TextId): void {
    this.form = Form.ENTRY;
    this.dictionary = dictionary;
    this.entry = entry;
  }

  setWord(word: Word): void {
    this.form = Form.WORD;
    this.word = word;
  }

  /** Leaves only text: what is no UTF-8 is replaced. */
  makeText(): void {
    if (this.form === Form.ENTRY && this.dictionary?.isAscii(this.entry)) return;
    if (this.form === Form.BYTES && isAscii(this.held, this.from, this.to)) return;
    this.setString(this.text);
  }

  private makeBytes(): void {
    if (this.form === Form.STRING) this.encode();
    else if (this.form === Form.WORD && this.word) this.setText(this.word.bytes);
    else if (this.dictionary) this.setText(this.dictionary.bytes(this.entry));
  }

  private encode(): void {
    const { string } = this;
    if (string !== this.encodedString) {
      if (!this.encodeShort(string)) {
        this.encoded = encodeText(string);
        this.encodedLength = this.encoded.length;
      }
      this.encodedString = string;
    }
    this.setBytes(this.encoded, 0, this.encodedLength);
  }

  /** Most strings are short, and each character of them a byte: that is done sooner than the platform's encoder is called. */
  private encodeShort(string: string): boolean {
    const { length } = string;
    if (length > SHORT) return false;
    if (this.encoded.length < SHORT) this.encoded = new Uint8Array(SHORT);
    const { encoded } = this;
    let seen = 0;
    for (let at = 0; at < length; at++) {
      const code = string.charCodeAt(at);
      encoded[at] = code;
      seen |= code;
    }
    this.encodedLength = length;
    return seen < 0x80;
  }
}
