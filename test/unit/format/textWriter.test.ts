import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeText } from '../../../src/engine/base/text';
import { dottedText, printableText, rawText } from '../../../src/engine/format/plainText';
import { TextWriter } from '../../../src/engine/format/textWriter';

function written(write: (out: TextWriter) => void): string {
  const out = new TextWriter();
  out.text('before');
  const start = out.length;
  write(out);
  return out.textFrom(start);
}

it('writes any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      expect(written((out) => out.text(text))).toBe(text);
    }),
  );
});

it('writes exact integers in decimal', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (number) => {
      expect(written((out) => out.integer(number))).toBe(`${number}`);
    }),
  );
});

it('writes unsigned numbers of 64 bits in hexadecimal', () => {
  const half = fc.integer({ min: 0, max: 0xffffffff });
  fc.assert(
    fc.property(half, half, (high, low) => {
      const expected = ((BigInt(high) << 32n) | BigInt(low)).toString(16).toUpperCase();
      expect(written((out) => out.hexadecimal(high, low))).toBe(expected);
    }),
  );
});

it('writes bytes as strings of them have them: as UTF-8, with dots, and what is printable', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const { length } = bytes;
      expect(written((out) => out.utf8(bytes, 0, length))).toBe(decodeText(bytes));
      expect(written((out) => out.untilNul(bytes, 0, length))).toBe(rawText(bytes, 0, length));
      expect(written((out) => out.dotted(bytes, 0, length))).toBe(dottedText(bytes, 0, length));
      expect(written((out) => out.printable(bytes, 0, length))).toBe(printableText(bytes, 0, length));
    }),
  );
});

it('keeps what it has when it needs more room', () => {
  const long = 'x'.repeat(10_000);
  expect(
    written((out) => {
      out.text('a');
      out.text(long);
      out.text('\u00e4'.repeat(10_000));
    }),
  ).toBe(`a${long}${'\u00e4'.repeat(10_000)}`);
});

it('takes parentheses back in which nothing stands', () => {
  const inside = (text: string): string =>
    written((out) => {
      const start = out.open();
      out.text(text);
      out.close(start);
    });
  expect(inside('')).toBe('');
  expect(inside('<f>/etc')).toBe('(<f>/etc)');
});
