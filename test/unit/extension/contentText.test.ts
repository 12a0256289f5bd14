import { describe, expect, it } from 'vitest';
import { contentText, isBinary } from '../../../src/extension/contentText';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a captured content in a document', () => {
  it('is text, with marks for what the capture lacks', () => {
    const content = {
      bytes: bytes('Host: web'),
      gaps: [
        { at: 5, length: 1 },
        { at: 9, length: 20 },
      ],
      isCut: false,
    };
    expect(contentText(content)).toBe('Host:⟨1 byte not in the capture⟩ web⟨20 bytes not in the capture⟩');
  });

  it('is hex where it is no text', () => {
    const content = { bytes: Uint8Array.of(0, 1, 2, 0x41), gaps: [{ at: 2, length: 3 }], isCut: false };
    expect(contentText(content).split('\n')).toEqual([
      `00000000  ${'00 01'.padEnd(48)} ..`,
      '⟨3 bytes not in the capture⟩',
      `00000002  ${'02 41'.padEnd(48)} .A`,
      '',
    ]);
  });

  it('says that it goes on', () => {
    expect(contentText({ bytes: bytes('a'), gaps: [], isCut: true })).toBe('a\n⟨the rest is too long to be shown⟩\n');
  });

  it('is text in other scripts, too, and with colours of a terminal', () => {
    expect(isBinary(bytes('Grüße, 世界\n\u001b[31mred\u001b[0m'))).toBe(false);
    expect(isBinary(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0x10))).toBe(true);
    expect(isBinary(new Uint8Array(0))).toBe(false);
  });
});
