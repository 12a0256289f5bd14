import { describe, expect, it } from 'vitest';
import type { FdVersion } from '../../../src/engine/base/brands';
import { FdTexts } from '../../../src/engine/fields/fdTexts';
import { fdNotation } from '../../../src/engine/format/fdText';
import type { TextPart } from '../../../src/engine/format/parameterParts';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { openTrace } from '../../support/openedTrace';

function part(text: string): TextPart {
  const isIn = (bytes: Uint8Array, start: number, end: number): boolean =>
    Buffer.from(bytes.subarray(start, end)).includes(text);
  return { text, anyCase: false, isStart: false, isIn, within: part };
}

/** Every piece of a text that has so many letters. */
function pieces(text: string, length: number): readonly string[] {
  return Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length));
}

describe('what no fd shows', () => {
  it.each(['unix-docker-api-classic', 'overlay-collision-paired', 'mixed-syscalls-classic'])(
    'is no part of the text of any fd of %s',
    (capture) => {
      const { trace } = openTrace(loadCapture(OWN_FIXTURES, capture));
      const texts = new FdTexts(trace);
      const shown = new Set<string>();
      for (let version = 1; version < trace.fds.length; version++) {
        shown.add(fdNotation(trace, version as FdVersion));
      }
      const words = [...shown].flatMap((text) => text.split(/[ =()|]+/));
      const missed = words.flatMap((word) => [1, 3, 6, word.length].flatMap((length) => pieces(word, length)));
      expect(missed.filter((piece) => piece !== '' && !texts.mayHold(part(piece)))).toEqual([]);
    },
  );

  it('is known of most other texts', () => {
    const { trace } = openTrace(loadCapture(OWN_FIXTURES, 'mixed-syscalls-classic'));
    expect(new FdTexts(trace).mayHold(part('O_RDONLY'))).toBe(false);
  });
});
