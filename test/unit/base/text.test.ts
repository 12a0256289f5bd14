import { describe, expect, it } from 'vitest';
import { decodeText, encodeText, endOfText } from '../../../src/engine/base/text';

describe('texts in memory', () => {
  it('end at their first NUL, or where their range does', () => {
    const bytes = Uint8Array.from([0x61, 0x62, 0, 0x63]);
    expect(endOfText(bytes, 0, 4)).toBe(2);
    expect(endOfText(bytes, 3, 4)).toBe(4);
    expect(endOfText(bytes, 2, 4)).toBe(2);
  });

  it('are UTF-8 both ways, a byte order mark included', () => {
    for (const text of ['', 'nginx', 'Größe', '\ufeffmark', '💾']) expect(decodeText(encodeText(text))).toBe(text);
  });

  it('show U+FFFD for what is not UTF-8', () => {
    expect(decodeText(Uint8Array.from([0x61, 0xc3, 0x28]))).toBe('a\ufffd(');
  });
});
