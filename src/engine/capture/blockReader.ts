import { FRAME_HEADER, FRAME_TRAILER, isBlockLength } from './blockFrame';
import { type BlockType, blockType, SECTION_BLOCK } from './blockTypes';
import type { DamageReport } from './damage';

/** Receives each whole block. */
export interface BlockSink {
  /**
   * A block of an event begins at `from`, and at `offset` of the capture; it has this type and lies whole before `end`.
   * Others may follow it there. Returns where the first block begins that was not taken.
   */
  run(type: BlockType, bytes: Uint8Array, view: DataView, from: number, end: number, offset: number): number;
  /** Any other block: its body is `bytes[start, end)`, its frame begins at `offset` of the capture. */
  block(type: BlockType, bytes: Uint8Array, view: DataView, start: number, end: number, offset: number): void;
}

/**
 * Cuts a capture, given in pieces of any size, into its blocks (facts/scap-format.md §2). Blocks that lie whole in a piece
 * are handed on where they stand; only one that spans pieces is copied. After damage to the frame nothing more is read:
 * `ended` says so.
 */
export class BlockReader {
  /** Bytes consumed as whole blocks. */
  private offset = 0;
  private carry = new Uint8Array(0);
  private carried = 0;
  private first = true;
  private lastCode = 0;
  private lastType: BlockType | undefined;
  /** The frame is damaged; further pieces are ignored. */
  ended = false;

  constructor(
    private readonly sink: BlockSink,
    private readonly damage: DamageReport,
  ) {}

  /** Reads on. `piece` may be reused by the caller afterwards. */
  feed(piece: Uint8Array): void {
    let at = 0;
    if (this.carried > 0) at = this.completeCarried(piece);
    if (this.ended || this.carried > 0) return;
    const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
    while (piece.length - at >= FRAME_HEADER) {
      const length = this.checkedLength(view, at);
      if (length === 0) return;
      if (piece.length - at < length) break;
      at = this.deliver(piece, view, at, length, piece.length);
      if (this.ended) return;
    }
    this.keep(piece, at);
  }

  /** Tells the reader that no more bytes come: a block that was begun is reported as cut off. */
  finish(): void {
    if (this.ended) return;
    this.ended = true;
    if (this.offset + this.carried === 0) {
      this.damage.add('empty-file', 0, 'The file is empty.', '', true);
    } else if (this.first && !this.beginsWithSection()) {
      this.notACapture();
    } else if (this.carried > 0) {
      const message =
        `The capture is cut off at byte ${this.offset + this.carried}, inside the block that begins at byte ` +
        `${this.offset}. All events before it are shown.`;
      this.damage.add('truncated-block', this.offset, message, '', true);
    }
  }

  /** Whether what was carried over begins like a section header, as far as it goes. */
  private beginsWithSection(): boolean {
    return this.carried >= 4 && new DataView(this.carry.buffer).getUint32(0, true) === SECTION_BLOCK;
  }

  /** Where the next block begins. */
  get position(): number {
    return this.offset;
  }

  /** Completes the block in `carry` from the piece's beginning; returns how many bytes of the piece that took. */
  private completeCarried(piece: Uint8Array): number {
    let taken = 0;
    if (this.carried < FRAME_HEADER) {
      taken = this.carryOn(piece, 0, FRAME_HEADER - this.carried);
      if (this.carried < FRAME_HEADER) return taken;
    }
    const view = new DataView(this.carry.buffer);
    const length = this.checkedLength(view, 0);
    if (length === 0) return taken;
    taken += this.carryOn(piece, taken, length - this.carried);
    if (this.carried < length) return taken;
    this.carried = 0;
    this.deliver(this.carry, new DataView(this.carry.buffer), 0, length, length);
    return taken;
  }

  private keep(piece: Uint8Array, at: number): void {
    this.carryOn(piece, at, piece.length - at);
  }

  /** Appends up to `count` bytes of the piece to `carry`, which grows with what is really there, never to a promise. */
  private carryOn(piece: Uint8Array, at: number, count: number): number {
    const taken = Math.min(count, piece.length - at);
    const needed = this.carried + taken;
    if (needed > this.carry.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.carry.length, 64 * 1024));
      larger.set(this.carry.subarray(0, this.carried));
      this.carry = larger;
    }
    this.carry.set(piece.subarray(at, at + taken), this.carried);
    this.carried = needed;
    return taken;
  }

  /** The block's length, or 0 after reporting that it cannot be one. */
  private checkedLength(view: DataView, at: number): number {
    if (this.first && view.getUint32(at, true) !== SECTION_BLOCK) {
      this.notACapture();
      return 0;
    }
    const length = view.getUint32(at + 4, true);
    if (isBlockLength(length)) return length;
    if (this.first && isBlockLength(view.getUint32(at + 4, false))) {
      this.stop('big-endian', 'The capture was written on a big-endian machine, which is not supported.');
      return 0;
    }
    this.stop(
      'bad-block-length',
      `The block at byte ${this.offset} gives its length as ${length} bytes, which cannot be. ` +
        'The file is damaged from there on; all events before it are shown.',
    );
    return 0;
  }

  /** Hands on the block at `at`, which is so long, and events that follow it before `end`; returns where that stopped. */
  private deliver(bytes: Uint8Array, view: DataView, at: number, length: number, end: number): number {
    const type = this.typeOf(view.getUint32(at, true));
    this.first = false;
    if (type?.kind !== 'event') {
      this.deliverOther(type, bytes, view, at, length);
      return at + length;
    }
    const next = this.sink.run(type, bytes, view, at, end, this.offset);
    this.offset += next - at;
    return next;
  }

  private deliverOther(
    type: BlockType | undefined,
    bytes: Uint8Array,
    view: DataView,
    at: number,
    length: number,
  ): void {
    const { offset } = this;
    if (view.getUint32(at + length - FRAME_TRAILER, true) !== length) {
      this.stop(
        'bad-block-trailer',
        `The block at byte ${offset} does not end with its own length. ` +
          'The file is damaged from there on; all events before it are shown.',
      );
      return;
    }
    this.offset += length;
    if (type) {
      this.sink.block(type, bytes, view, at + FRAME_HEADER, at + length - FRAME_TRAILER, offset);
    } else {
      const name = `0x${view.getUint32(at, true).toString(16)}`;
      const message = `Blocks of the unknown type ${name} were skipped, the first at byte ${offset}.`;
      this.damage.add('unknown-block', offset, message, name);
    }
  }

  /** Nearly all blocks have the type of the one before. */
  private typeOf(code: number): BlockType | undefined {
    if (code !== this.lastCode) {
      this.lastCode = code;
      this.lastType = blockType(code);
    }
    return this.lastType;
  }

  private notACapture(): void {
    this.stop('not-a-capture', 'This is not a capture: it does not begin with a section header.');
  }

  private stop(
    reason: 'not-a-capture' | 'big-endian' | 'bad-block-length' | 'bad-block-trailer',
    message: string,
  ): void {
    this.ended = true;
    this.damage.add(reason, this.offset, message, '', true);
  }
}
