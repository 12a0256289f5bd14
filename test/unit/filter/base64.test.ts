import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from '../../../src/engine/base/text';
import { decodeBase64 } from '../../../src/engine/filter/base64';
import { findOptions } from '../../../src/engine/filter/getopt';

describe('Base64', () => {
  it('reads what others write, with padding or without', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64');
        expect(decodeBase64(encodeText(text))).toEqual(Uint8Array.from(bytes));
        expect(decodeBase64(encodeText(text.replace(/=+$/, '')))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it.each(['a', 'abc=d', 'a b=', 'ab-_', 'abcde', 'cat', 'ab==='])('%s is none', (text) => {
    expect(decodeBase64(encodeText(text))).toBeUndefined();
  });

  it('nothing stands for nothing', () => expect(decodeText(decodeBase64(encodeText('')) ?? encodeText('?'))).toBe(''));
});

describe('the options of a command', () => {
  it.each([
    ['-a -b', 'ab', 'a b', 'single letters'],
    ['-ab', 'ab', 'a b', 'in one word'],
    ['-o x -v', 'o:v', 'o=x v', 'with an argument in the next word'],
    ['-ox', 'o:v', 'o=x', 'or in the same'],
    ['-o', 'o:', '?', 'which may be missing'],
    ['-z', 'a', '?', 'unknown ones'],
    ['-a file -b', 'ab', 'a', 'up to the first word that is none'],
    ['-a -- -b', 'ab', 'a', 'up to --'],
    ['-a - -b', 'ab', 'a', 'up to a lone -'],
    ['-a --long -b', 'ab', 'a b', 'long ones are skipped'],
    ['-:', 'a:', '?', 'a colon is no option'],
  ])('%s with %s: %s (%s)', (words, options, expected) => {
    const found = findOptions(words.split(' '), options);
    expect(
      found.map(({ letter, argument }) => (argument === undefined ? letter : `${letter}=${argument}`)).join(' '),
    ).toBe(expected);
  });
});
