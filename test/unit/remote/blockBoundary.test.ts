import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockBoundary } from '../../../src/remote/spool/blockBoundary';

/** A block of a type and so many bytes of content, as in the format: type, length, content, length. */
function block(content: number): Uint8Array {
  const length = 12 + content;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x216, true);
  view.setUint32(4, length, true);
  view.setUint32(length - 4, length, true);
  return bytes;
}

describe('BlockBoundary', () => {
  it('knows the end of the last whole block, however the bytes are cut into pieces', () => {
    const contents = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 8 });
    fc.assert(
      fc.property(
        contents,
        fc.nat(60),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (sizes, cut, steps) => {
          const blocks = sizes.map(block);
          const bytes = Uint8Array.from(blocks.flatMap((each) => [...each]));
          const given = bytes.subarray(0, Math.max(0, bytes.length - cut));
          const boundary = new BlockBoundary();
          for (let at = 0, step = 0; at < given.length; step++) {
            const piece = given.subarray(at, at + steps[step % steps.length]);
            boundary.push(piece);
            at += piece.length;
          }
          let whole = 0;
          let events = 0;
          for (const { length } of blocks) {
            if (whole + length > given.length) break;
            whole += length;
            events++;
          }
          expect(boundary).toMatchObject({ whole, events });
          expect(boundary.damaged).toBe(false);
        },
      ),
    );
  });

  it('gives up at a length that no block can have, and keeps what was whole before', () => {
    const boundary = new BlockBoundary();
    boundary.push(block(4));
    boundary.push(new Uint8Array(8));
    boundary.push(block(4));
    expect(boundary).toMatchObject({ whole: 16, damaged: true });
  });
});
