import { describe, expect, it } from 'vitest';
import { hexBlock, hexLineCount, readableText } from '../../../webview/ui/hexLines';

const text = new TextEncoder().encode('GET / HTTP/1.1\r\nHost: a');

describe('hexBlock', () => {
  it('groups bytes by two and puts a dot for what cannot be printed', () => {
    expect(hexBlock(text, 0, 10)).toEqual({
      offsets: '0000\n0010',
      hex: '4745 5420 2f20 4854 5450 2f31 2e31 0d0a\n486f 7374 3a20 61',
      ascii: 'GET / HTTP/1.1..\nHost: a',
      lines: 2,
    });
  });

  it('starts at any line and ends with the bytes', () => {
    expect(hexBlock(text, 1, 1)).toMatchObject({ offsets: '0010', lines: 1 });
    expect(hexBlock(text, 2, 1).lines).toBe(0);
  });

  it('widens offsets beyond 64 KiB', () => {
    expect(hexBlock(new Uint8Array(0x10001), 0x1000, 1).offsets).toBe('10000');
  });

  it('takes bytes above 0x7e for unprintable', () => {
    expect(hexBlock(Uint8Array.of(0x7e, 0x7f, 0x80, 0xff, 0x1f), 0, 1).ascii).toBe('~....');
  });
});

describe('hexLineCount', () => {
  it('counts a started line', () => {
    expect([0, 1, 16, 17].map(hexLineCount)).toEqual([0, 1, 1, 2]);
  });
});

describe('readableText', () => {
  it('keeps lines and tabs, and shows other control characters as a dot', () => {
    expect(readableText(new TextEncoder().encode('a\r\nb\tc\u0000\u001b[0m é'))).toBe('a\nb\tc··[0m é');
  });

  it('does not fail on bytes that are no UTF-8', () => {
    expect(readableText(Uint8Array.of(0x61, 0xff))).toBe('a\ufffd');
  });
});
