import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteText, type DataMode, writeDots } from '../../../src/engine/format/byteText';
import { TextWriter } from '../../../src/engine/format/textWriter';

const REQUEST = 'GET / HTTP/1.1\r\nHost: www.google.com\r\nUser-Agent: curl/7.47.0\r\nAccept: */*\r\n\r\n';

function text(data: string, mode: DataMode, whole = false): string {
  const bytes = Uint8Array.from(data, (character) => character.charCodeAt(0));
  return byteText(bytes, 0, bytes.length, mode, whole);
}

describe('data as dots', () => {
  it('is the same as bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.boolean(), (bytes, whole) => {
        const out = new TextWriter();
        writeDots(out, bytes, 0, bytes.length, whole);
        expect(out.textFrom(0)).toBe(byteText(bytes, 0, bytes.length, 'dots', whole));
      }),
    );
  });

  it('shows printable ASCII and a dot for every other byte', () => {
    expect(text('\x1f ~\x7f\x80\xff\0\n', 'dots')).toBe('. ~.....');
  });

  it('shows 80 bytes whole and cuts more to 80 characters, the last three of them dots', () => {
    expect(text('x'.repeat(80), 'dots')).toBe('x'.repeat(80));
    expect(text('x'.repeat(81), 'dots')).toBe(`${'x'.repeat(77)}...`);
  });

  it('cuts nothing when whole buffers are asked for', () => {
    expect(text('x'.repeat(81), 'dots', true)).toBe('x'.repeat(81));
  });
});

describe('data as text', () => {
  it('begins with a newline and keeps the line ends of a request', () => {
    expect(text(REQUEST, 'ascii')).toBe(
      '\nGET / HTTP/1.1\nHost: www.google.com\nUser-Agent: curl/7.47.0\nAccept: */*\n\n',
    );
  });

  it.each([
    ['a\rb', '\na\nb', 'CR ends a line'],
    ['a\nb', '\na\nb', 'LF ends a line'],
    ['\nb', '\nb', 'LF in front of all is dropped'],
    ['a\n\nb', '\na\n\nb', 'two LF are two ends'],
    ['a\x01\xe9\tb', '\nab', 'bytes that do not print are dropped'],
  ])('%j becomes %j: %s', (data, expected) => {
    expect(text(data, 'ascii')).toBe(expected);
  });
});

describe('data as hexadecimal rows', () => {
  it('writes sixteen bytes a row in pairs, after their offset', () => {
    expect(text(REQUEST.slice(0, 20), 'hex')).toBe(
      '\n\t0x0000: 4745 5420 2f20 4854 5450 2f31 2e31 0d0a\n\t0x0010: 486f 7374\n',
    );
  });

  it('fills a short row before the column of characters', () => {
    expect(text(REQUEST.slice(64), 'hexAscii')).toBe(
      '\n\t0x0000: 6363 6570 743a 202a 2f2a 0d0a 0d0a       ccept: */*....\n',
    );
  });

  it('starts the characters of an odd row two columns early', () => {
    expect(text('abc', 'hexAscii')).toBe(`\n\t0x0000: 6162 63${'     '.repeat(6)}  abc\n`);
  });

  it('takes more digits for an offset that needs them', () => {
    expect(text('x'.repeat(0x10001), 'hex')).toMatch(/\n\t0xfff0:.*\n\t0x10000: 78\n$/);
  });
});

describe('data as base64', () => {
  it.each([
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['\xfb\xff', '+/8='],
    [
      REQUEST,
      'R0VUIC8gSFRUUC8xLjENCkhvc3Q6IHd3dy5nb29nbGUuY29tDQpVc2VyLUFnZW50OiBjdXJsLzcuNDcuMA0KQWNjZXB0OiAqLyoNCg0K',
    ],
  ])('%j is %s', (data, expected) => {
    expect(text(data, 'base64')).toBe(expected);
  });
});

describe('no data', () => {
  it.each(['dots', 'ascii', 'hex', 'hexAscii', 'base64'] as const)('prints nothing as %s', (mode) => {
    expect(text('', mode)).toBe('');
  });
});
