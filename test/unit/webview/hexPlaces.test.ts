import { describe, expect, it } from 'vitest';
import { hexBlock } from '../../../webview/ui/hexLines';
import { asciiRanges, byteOfAscii, byteOfHex, hexRanges } from '../../../webview/ui/hexPlaces';

const BYTES = Uint8Array.from({ length: 50 }, (_, at) => 0x41 + (at % 26));
const { hex, ascii } = hexBlock(BYTES, 0, 4);

describe('places of bytes in a dump', () => {
  it('are those of their two digits and of their character', () => {
    for (let byte = 0; byte < BYTES.length; byte++) {
      const [digits] = hexRanges(byte, byte + 1);
      const [character] = asciiRanges(byte, byte + 1);
      expect(hex.slice(digits.start, digits.end)).toBe(BYTES[byte].toString(16));
      expect(ascii.slice(character.start, character.end)).toBe(String.fromCharCode(BYTES[byte]));
    }
  });

  it('of a range are one stretch for each line', () => {
    expect(hexRanges(14, 18).map(({ start, end }) => hex.slice(start, end))).toEqual(['4f50', '5152']);
    expect(hexRanges(1, 4).map(({ start, end }) => hex.slice(start, end))).toEqual(['42 4344']);
    expect(asciiRanges(14, 40)).toHaveLength(3);
    expect(hexRanges(7, 7)).toEqual([]);
  });

  it('lead back to their bytes', () => {
    for (let byte = 0; byte < BYTES.length; byte++) {
      const [{ start, end }] = hexRanges(byte, byte + 1);
      expect([byteOfHex(start), byteOfHex(end - 1)]).toEqual([byte, byte]);
      expect(byteOfAscii(asciiRanges(byte, byte + 1)[0].start)).toBe(byte);
    }
  });
});
