import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteSearch } from '../../../src/engine/filter/byteSearch';

/** Few letters, so that patterns nearly match everywhere. */
const letters = fc.array(fc.constantFrom(...'abAB.'), { maxLength: 120 }).map((each) => each.join(''));

function search(pattern: string, text: string, anyCase: boolean, start = 0, end = text.length): boolean {
  return new ByteSearch(Buffer.from(pattern), anyCase).isIn(Buffer.from(text), start, end);
}

describe('a search for bytes', () => {
  it('finds what is there, and nothing else', () => {
    fc.assert(
      fc.property(letters, fc.string({ maxLength: 9, unit: fc.constantFrom(...'abAB.') }), (text, pattern) => {
        expect(search(pattern, text, false)).toBe(text.includes(pattern));
        expect(search(pattern, text, true)).toBe(text.toLowerCase().includes(pattern.toLowerCase()));
      }),
    );
  });

  it('finds every part of a text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.nat(), (bytes, from, length) => {
        const start = from % bytes.length;
        const part = bytes.subarray(start, start + 1 + (length % 20));
        expect(new ByteSearch(part, false).isIn(bytes, 0, bytes.length)).toBe(true);
        expect(new ByteSearch(part, true).isIn(bytes, 0, bytes.length)).toBe(true);
      }),
    );
  });

  it('looks only at the bytes that it is given', () => {
    fc.assert(
      fc.property(letters, fc.nat({ max: 30 }), fc.nat({ max: 30 }), (text, start, length) => {
        const end = Math.min(text.length, start + length);
        const from = Math.min(start, end);
        expect(search('ab', text, false, from, end)).toBe(text.slice(from, end).includes('ab'));
      }),
    );
  });

  it('finds a pattern of any length, wherever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat({ max: 400 }), (pattern, before) => {
        const bytes = new Uint8Array(before + pattern.length + 7).fill(pattern[0]);
        bytes.set(pattern, before);
        expect(new ByteSearch(pattern, false).isIn(bytes, 0, bytes.length)).toBe(true);
      }),
    );
  });

  it('goes on in linear time where pattern and bytes are made to hold it up', () => {
    const bytes = new Uint8Array(400_000).fill(0x61);
    // Every place matches but for the first byte, or but for one in the middle.
    for (const place of [0, 10_000, 19_999]) {
      const pattern = new Uint8Array(20_000).fill(0x61);
      pattern[place] = 0x62;
      expect(new ByteSearch(pattern, false).isIn(bytes, 0, bytes.length)).toBe(false);
    }
    expect(new ByteSearch(new Uint8Array(20_000).fill(0x61), false).isIn(bytes, 5, bytes.length)).toBe(true);
  });
});
