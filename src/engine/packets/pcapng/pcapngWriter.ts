import { BlockCode, BlockWriter, OptionCode } from './blocks';

const BYTE_ORDER = 0x1a2b3c4d;
const NANOSECONDS = new Uint8Array([9]);
const TWO_TO_32 = 1n << 32n;

/** Where packets were seen: what a capture file calls an interface. */
export interface PcapngInterface {
  /** A registered link type. */
  readonly linkType: number;
  readonly name: string;
  readonly description: string;
}

/** A packet to write. */
export interface PcapngPacket {
  /** As `addInterface` numbered it. */
  readonly interfaceId: number;
  /** In ns since the epoch. */
  readonly time: bigint;
  /** The bytes of the packet, in pieces that follow one another. */
  readonly pieces: readonly Uint8Array[];
  /** Bytes that the packet had before it was cut. */
  readonly originalLength: number;
  /** Which way it went, seen from the machine; undefined where that means nothing. */
  readonly direction?: 'in' | 'out';
  /** Free text; empty for none. */
  readonly comment: string;
}

/**
 * Makes the blocks of a pcapng file, to be written one behind the other: the section, then interfaces and packets, each
 * interface before its first packet. Bytes are valid until the next block is made. Times have nanoseconds.
 * Source: the pcapng specification (draft-ietf-opsawg-pcapng).
 */
export class PcapngWriter {
  private readonly block = new BlockWriter();
  private interfaces = 0;

  /** The first block. */
  section({ system, application }: { readonly system: string; readonly application: string }): Uint8Array {
    this.block.uint32(BYTE_ORDER).uint16(1).uint16(0).uint32(0xffffffff).uint32(0xffffffff);
    this.block.text(OptionCode.SYSTEM, system).text(OptionCode.APPLICATION, application);
    return this.block.option(OptionCode.END, NOTHING).finish(BlockCode.SECTION);
  }

  /** The block of an interface, and the number that packets name it by. */
  addInterface({ linkType, name, description }: PcapngInterface): { readonly id: number; readonly bytes: Uint8Array } {
    // No limit is stated: packets may have been cut at different lengths.
    this.block.uint16(linkType).uint16(0).uint32(0);
    this.block.text(OptionCode.INTERFACE_NAME, name).text(OptionCode.INTERFACE_DESCRIPTION, description);
    this.block.option(OptionCode.TIME_RESOLUTION, NANOSECONDS).option(OptionCode.END, NOTHING);
    return { id: this.interfaces++, bytes: this.block.finish(BlockCode.INTERFACE) };
  }

  packet({ interfaceId, time, pieces, originalLength, direction, comment }: PcapngPacket): Uint8Array {
    const captured = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const since = time < 0n ? 0n : time;
    this.block
      .uint32(interfaceId)
      .uint32(Number(since / TWO_TO_32))
      .uint32(Number(since % TWO_TO_32));
    this.block
      .uint32(captured)
      .uint32(Math.max(captured, originalLength))
      .padded(...pieces);
    this.block.text(OptionCode.COMMENT, comment);
    if (direction) this.block.option(OptionCode.PACKET_FLAGS, new Uint8Array([direction === 'in' ? 1 : 2, 0, 0, 0]));
    return this.block.option(OptionCode.END, NOTHING).finish(BlockCode.PACKET);
  }
}

const NOTHING = new Uint8Array(0);
