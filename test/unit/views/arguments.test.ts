import { describe, expect, it } from 'vitest';
import { findView, VIEWS } from '../../../src/engine/views/catalogue';
import { cell, fitted } from '../../../src/engine/views/support/cells';
import { sizeText } from '../../../src/engine/views/support/sizeText';
import type { View } from '../../../src/engine/views/view';
import { argumentWord, splitArguments } from '../../../src/engine/views/viewArguments';

function view(name: string): View {
  const found = findView(name);
  if (!found) throw new Error(name);
  return found;
}

describe('the views', () => {
  it('have a name each, and are found by it', () => {
    expect(new Set(VIEWS.map(({ name }) => name)).size).toBe(VIEWS.length);
    expect(VIEWS.every((each) => findView(each.name) === each)).toBe(true);
    expect(findView('nope')).toBeUndefined();
  });

  it('are described in a few words', () => {
    for (const { description } of VIEWS) expect(description).toMatch(/^[A-Z].{8,70}[^.]$/);
  });

  it('have what they need before what they can do without', () => {
    for (const { parameters } of VIEWS) {
      const required = parameters.map((parameter) => parameter.required);
      expect(required.lastIndexOf(true)).toBeLessThanOrEqual(required.filter(Boolean).length - 1);
    }
  });
});

describe('the word after the name of a view', () => {
  it.each([
    ['topscalls', 'none'],
    ['fileslower', 'required'],
    ['spy_users', 'optional'],
    ['lsof', 'required'],
  ])('%s: %s', (name, word) => expect(argumentWord(view(name))).toBe(word));

  it.each([
    ['fileslower', '5', ['5']],
    ['fileslower', '5  disable_color', ['5', 'disable_color']],
    ['spy_file', "R '/a b'", ['R', '/a b']],
    ['spy_file', '"R" "/a"', ['R', '/a']],
    ['lsof', 'fd.num=1 and proc.name=sh', ['fd.num=1 and proc.name=sh']],
    ['lsof', "'fd.num=1 and proc.name=sh'", ['fd.num=1 and proc.name=sh']],
    ['lsof', '', []],
  ])('%s %j has the arguments %j', (name, word, args) => expect(splitArguments(view(name), word)).toEqual(args));

  it.each([
    ['fileslower', '', /min_ms is missing/],
    ['fileslower', '1 2 3', /takes at most 2 arguments, but was given 3/],
    ['topscalls', 'x', /takes at most 0 arguments/],
  ])('%s %j is refused', (name, word, message) => expect(() => splitArguments(view(name), word)).toThrow(message));
});

describe('a size', () => {
  it.each([
    [0, '0B'],
    [1024, '1024B'],
    [1025, '1.00KB'],
    [6042, '5.90KB'],
    [1024 ** 2, '1024.00KB'],
    [1.5 * 1024 ** 2, '1.50M'],
    [1.5 * 1024 ** 3, '1.50G'],
    [2 * 1024 ** 4 + 1, '2.00T'],
    [2 * 1024 ** 6, '2048.00P'],
  ])('of %d bytes is %s', (bytes, text) => expect(sizeText(bytes)).toBe(text));
});

describe('text in columns', () => {
  it('is cut so that a blank is left', () => {
    expect([cell('abc', 5), cell('abcd', 5), cell('abcde', 5), cell('abcdef', 5)]).toEqual([
      'abc  ',
      'abcd ',
      'abcd ',
      'abcd ',
    ]);
  });

  it('can take all of the width', () => {
    expect([fitted('abc', 5), fitted('abcdef', 5)]).toEqual(['abc  ', 'abcde']);
  });
});
