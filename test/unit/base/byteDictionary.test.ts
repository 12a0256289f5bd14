import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_TEXT } from '../../../src/engine/base/brands';
import { ByteDictionary } from '../../../src/engine/base/byteDictionary';

const bytesOf = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('a byte dictionary', () => {
  it('gives the empty string the id 0, however often it is asked', () => {
    const dictionary = new ByteDictionary();
    expect(dictionary.intern(bytesOf(1, 2, 3), 1, 1)).toBe(EMPTY_TEXT);
    expect(dictionary.internText('')).toBe(EMPTY_TEXT);
    expect(dictionary.size).toBe(1);
  });

  it('gives equal bytes the same id and different bytes different ids, as a Map of their texts would', () => {
    const entry = fc.uint8Array({ maxLength: 6, max: 3 });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 3000, size: 'max' }), (entries) => {
        const dictionary = new ByteDictionary();
        const model = new Map<string, number>([['', 0]]);
        for (const bytes of entries) {
          const key = bytes.join(' ');
          const id = dictionary.intern(bytes, 0, bytes.length);
          expect(id).toBe(model.get(key) ?? model.size);
          model.set(key, id);
        }
        expect(dictionary.size).toBe(model.size);
        for (const [key, id] of model) expect(dictionary.bytes(id as typeof EMPTY_TEXT).join(' ')).toBe(key);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps every entry when its table grows', () => {
    const dictionary = new ByteDictionary();
    const names = Array.from({ length: 20_000 }, (_, index) => `/usr/lib/file-${index}`);
    const ids = names.map((name) => dictionary.internText(name));
    expect(new Set(ids).size).toBe(names.length);
    expect(names.map((name) => dictionary.internText(name))).toEqual(ids);
    expect(ids.map((id) => dictionary.text(id))).toEqual(names);
  });

  it('copies what it interns: the caller may reuse its buffer', () => {
    const dictionary = new ByteDictionary();
    const buffer = bytesOf(0x61, 0x62);
    const id = dictionary.intern(buffer, 0, 2);
    buffer.fill(0x7a);
    expect(dictionary.text(id)).toBe('ab');
  });

  it('interns only the range that it is given', () => {
    const dictionary = new ByteDictionary();
    const buffer = new TextEncoder().encode('one two');
    expect(dictionary.intern(buffer, 4, 7)).toBe(dictionary.internText('two'));
  });

  it('is not slowed down by names that were made to collide', () => {
    const dictionary = new ByteDictionary();
    const names = collidingNames(15);
    const start = performance.now();
    for (const name of names) dictionary.intern(name, 0, name.length);
    expect(dictionary.size).toBe(names.length + 1);
    // In one chain, the 32,768 names would take half a billion comparisons.
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('replaces what is not UTF-8 in the text, and keeps it in the bytes', () => {
    const dictionary = new ByteDictionary();
    const id = dictionary.intern(bytesOf(0x61, 0xff, 0x62), 0, 3);
    expect(dictionary.text(id)).toBe('a\ufffdb');
    expect([...dictionary.bytes(id)]).toEqual([0x61, 0xff, 0x62]);
  });
});

/**
 * 2^blocks names of one length with the same 32-bit FNV-1a hash, which anybody can make who knows where a hash begins: one
 * pair of blocks that leads from the same state to the same state after the other.
 */
function collidingNames(blocks: number): Uint8Array[] {
  let state = 0x811c9dc5 | 0;
  let names: number[][] = [[]];
  for (let block = 0; block < blocks; block++) {
    const seen = new Map<number, number[]>();
    for (let trial = 1; ; trial++) {
      const [low, high] = [Math.imul(trial, 0x9e3779b1), Math.imul(trial, 0x85ebca77)];
      const bytes = [low, low >> 8, low >> 16, low >> 24, high >> 8, high >> 24].map((part) => part & 0xff);
      const after = fnv(state, bytes);
      const other = seen.get(after);
      seen.set(after, bytes);
      if (!other) continue;
      names = names.flatMap((name) => [
        [...name, ...bytes],
        [...name, ...other],
      ]);
      state = after;
      break;
    }
  }
  return names.map((name) => Uint8Array.from(name));
}

function fnv(start: number, bytes: number[]): number {
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), start);
}
