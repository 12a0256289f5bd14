import { describe, expect, it } from 'vitest';
import { ByteDictionary } from '../../../src/engine/base/byteDictionary';
import { encodeText } from '../../../src/engine/base/text';
import { FieldValue } from '../../../src/engine/fields/value';

const TEXTS: readonly (readonly [bytes: readonly number[], text: string])[] = [
  [[], ''],
  [[0x2f, 0x61], '/a'],
  [[0x2f, 0xc3, 0xa4], '/ä'],
  [[0x2f, 0xff, 0x61], '/\ufffda'],
];

describe('a value of which only text is left', () => {
  it.each(TEXTS)('%j is the text %j and its bytes, however it was given', (bytes, text) => {
    const given = Uint8Array.from(bytes);
    const dictionary = new ByteDictionary();
    const entry = dictionary.intern(given, 0, given.length);
    const value = new FieldValue();
    for (const give of [() => value.setText(given), () => value.setEntry(dictionary, entry)]) {
      for (let again = 0; again < 2; again++) {
        give();
        value.makeText();
        expect(value.text).toBe(text);
        expect(value.bytes.slice(value.start, value.end)).toEqual(encodeText(text));
      }
    }
  });
});

describe('the bytes of a value that was given as a string', () => {
  it('are its UTF-8, whatever strings were given before', () => {
    const value = new FieldValue();
    for (const text of [
      '',
      'short',
      'ä',
      'x'.repeat(64),
      'x'.repeat(65),
      'y',
      `${'z'.repeat(63)}€`,
      '',
      'short',
      'ä',
    ]) {
      value.setString(text);
      expect(value.bytes.slice(value.start, value.end)).toEqual(encodeText(text));
    }
  });
});
