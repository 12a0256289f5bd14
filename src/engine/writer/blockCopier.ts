import { blockType } from '../capture/blockTypes';
import { STATE_ONLY } from '../capture/eventCursor';
import { ListReader } from '../capture/listReader';
import type { ByteSource } from '../trace/byteSource';
import { RawBlocks, RawBytesError } from '../trace/rawBlocks';
import { endOfList } from './listEnd';
import type { OutputBuffer } from './outputBuffer';

const SECTION_BLOCK = 0x0a0d0d0a;
const SECTION_MAGIC = 0x1a2b3c4d;
/** Position in a section block of the minor version, and how much of the body it takes to have one. */
const MINOR_VERSION = 14;
const VERSIONS_END = 8;

const HEADER = 8;
const TRAILER = 4;
const FRAME = HEADER + TRAILER;
const CPU = 2;
const FLAGS = 4;

/** The block type that holds the same event with flags. Source: facts/scap-format.md §3. */
const WITH_FLAGS: ReadonlyMap<number, number> = new Map([
  [0x204, 0x208],
  [0x8010abcd, 0x208],
  [0x216, 0x217],
  [0x221, 0x222],
]);
/** The block type with flags for events of any size, and that for smaller ones, which it stands in for. */
const LARGE_WITH_FLAGS = 0x222;
const SMALL_WITH_FLAGS = 0x217;
const LARGEST_SMALL_BLOCK = 64 * 1024;

/** Copies blocks of a capture into another one. All methods throw a `RawBytesError` where a block cannot be read again. */
export class BlockCopier {
  private readonly blocks: RawBlocks;

  constructor(
    source: ByteSource,
    private readonly out: OutputBuffer,
  ) {
    this.blocks = new RawBlocks(source);
  }

  /** A section header, of the same version as the one at `offset`, without its options: not every reader takes those. */
  section(offset: number): void {
    const { blocks, out } = this;
    blocks.read(offset, 'section header');
    const minor = blocks.length >= FRAME + VERSIONS_END ? blocks.view.getUint16(blocks.start + MINOR_VERSION, true) : 0;
    const length = FRAME + 16;
    out.uint32(SECTION_BLOCK);
    out.uint32(length);
    out.uint32(SECTION_MAGIC);
    out.uint16(1);
    out.uint16(minor);
    // The section's length is not known.
    out.uint32(0xffffffff);
    out.uint32(0xffffffff);
    out.uint32(length);
  }

  /** The list at `offset`; of a damaged one the entries before the damage. */
  list(offset: number): void {
    const { blocks, out } = this;
    blocks.read(offset, 'list');
    const type = blockType(blocks.code);
    if (type === undefined) throw new RawBytesError(offset, 'list');
    const start = blocks.start + HEADER;
    const whole = blocks.start + blocks.length - TRAILER;
    const end = endOfList(type, new ListReader(blocks.bytes, blocks.view, start, whole), whole);
    if (end < 0) return;
    const padded = (end - start + 3) & ~3;
    out.uint32(blocks.code);
    out.uint32(padded + FRAME);
    const from = out.length;
    out.copy(blocks.bytes, start, end);
    out.padTo(from, padded);
    out.uint32(padded + FRAME);
  }

  /** The list at `offset` if it is of the machine, its interfaces or users: those stay as they are. */
  listOfMachine(offset: number): void {
    this.blocks.read(offset, 'list');
    const kind = blockType(this.blocks.code)?.kind;
    if (kind === 'machine' || kind === 'interfaces' || kind === 'users') this.list(offset);
  }

  /**
   * The event at `offset`; with `stateOnly` it is marked as one that readers follow and do not show. `time`: another
   * time for it, in ns since the epoch.
   */
  event(offset: number, stateOnly: boolean, time?: bigint): void {
    const { blocks, out } = this;
    blocks.read(offset);
    const type = blockType(blocks.code);
    if (type?.kind !== 'event' || blocks.length < FRAME + CPU + FLAGS) throw new RawBytesError(offset);
    const addsFlags = stateOnly && !type.hasFlags;
    const start = blocks.start + HEADER;
    const end = blocks.start + blocks.length - TRAILER;
    const length = blocks.length + (addsFlags ? FLAGS : 0);
    out.uint32(addsFlags ? codeWithFlags(blocks.code, length) : blocks.code);
    out.uint32(length);
    const bodyAt = out.length;
    if (!stateOnly) {
      out.copy(blocks.bytes, start, end);
    } else {
      out.copy(blocks.bytes, start, start + CPU);
      const flags = type.hasFlags ? blocks.view.getUint32(start + CPU, true) : 0;
      out.uint32((flags | STATE_ONLY) >>> 0);
      out.copy(blocks.bytes, start + CPU + (type.hasFlags ? FLAGS : 0), end);
    }
    if (time !== undefined) out.setUint64(bodyAt + CPU + (addsFlags || type.hasFlags ? FLAGS : 0), time);
    out.uint32(length);
  }
}

/** A block that the flags make too long for its type takes the large one: readers refuse more than 64 KiB in others. */
function codeWithFlags(code: number, length: number): number {
  const withFlags = WITH_FLAGS.get(code) ?? code;
  return withFlags === SMALL_WITH_FLAGS && length > LARGEST_SMALL_BLOCK ? LARGE_WITH_FLAGS : withFlags;
}
