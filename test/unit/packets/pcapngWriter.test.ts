import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/engine/base/text';
import { PcapngWriter } from '../../../src/engine/packets/pcapng/pcapngWriter';

/** The 32-bit little-endian words of a block. */
function words(block: Uint8Array): number[] {
  const view = new DataView(block.buffer, block.byteOffset, block.length);
  return Array.from({ length: block.length / 4 }, (_, index) => view.getUint32(4 * index, true));
}

describe('the blocks of a pcapng file', () => {
  it('begin with a section of unknown length', () => {
    const block = new PcapngWriter().section({ system: '', application: '' });
    expect(words(block)).toEqual([0x0a0d0d0a, 32, 0x1a2b3c4d, 1, 0xffffffff, 0xffffffff, 0, 32]);
  });

  it('state at both ends how long they are', () => {
    const writer = new PcapngWriter();
    const section = words(writer.section({ system: 'Linux', application: 'Scaplens 1' }));
    expect(section[1]).toBe(section.length * 4);
    expect(section.at(-1)).toBe(section.length * 4);
  });

  it('number interfaces from 0, with their link type and times in nanoseconds', () => {
    const writer = new PcapngWriter();
    const { id, bytes } = writer.addInterface({ linkType: 101, name: 'tun', description: '' });
    expect(id).toBe(0);
    expect(words(bytes).slice(0, 4)).toEqual([1, 40, 101, 0]);
    // if_name, then if_tsresol with 10^-9.
    expect(words(bytes).slice(4, 8)).toEqual([2 | (3 << 16), 0x006e7574, 9 | (1 << 16), 9]);
    expect(writer.addInterface({ linkType: 1, name: '', description: '' }).id).toBe(1);
  });

  it('keep time, both lengths, the bytes of all pieces and the comment of a packet', () => {
    const block = new PcapngWriter().packet({
      interfaceId: 3,
      time: 0x1122334455667788n,
      pieces: [Uint8Array.of(1, 2), Uint8Array.of(3)],
      originalLength: 100,
      direction: 'out',
      comment: 'event 7',
    });
    const read = words(block);
    expect(read.slice(0, 8)).toEqual([6, 60, 3, 0x11223344, 0x55667788, 3, 100, 0x00030201]);
    expect(read[8]).toBe(1 | (7 << 16));
    expect(decodeText(block.subarray(36, 43))).toBe('event 7');
    expect(read.slice(11, 13)).toEqual([2 | (4 << 16), 2]);
  });
});
