import { type BlockType, blockType, SECTION_BLOCK } from './blockTypes';
import type { DamageReport } from './damage';

/** Receives each whole block: its body is `bytes[start, end)`, its frame begins at `offset` of the capture. */
export interface BlockSink {
  /** Said before `event`, once for all the blocks of events of a run: their type, and the memory that they lie in. */
  run(type: BlockType, bytes: Uint8Array, view: DataView): void;
  event(start: number, end: number, offset: number): void;
  /** Any other block. */
  block(type: BlockType, bytes: Uint8Array, view: DataView, start: number, end: number, offset: number): void;
}

/** A block longer than this is taken for damage: lists of processes reach some MB, one event at most its snaplen. */
export const MAX_BLOCK_LENGTH = 256 * 1024 * 1024;

/** Bytes that are read in one go, as long as all their blocks are events. */
const RUN = 16 * 1024;

const FRAME_HEADER = 8;
const FRAME_TRAILER = 4;
const SMALLEST_BLOCK = FRAME_HEADER + FRAME_TRAILER;

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
      const next = this.deliverEvents(piece, view, at);
      if (this.ended) return;
      if (next > at) {
        at = next;
        continue;
      }
      const length = this.checkedLength(view, at);
      if (length === 0) return;
      if (piece.length - at < length) break;
      this.deliver(piece, view, at, length);
      if (this.ended) return;
      at += length;
    }
    this.keep(piece, at);
  }

  /**
   * Hands on whole blocks of events from `from` on, as long as each has the type of the one before: nearly all of a capture
   * is one such run, so this loop asks of a block only what can go wrong with it. Returns where it stopped, after `RUN` bytes
   * at the latest: JavaScript engines compile a function for how it was called, so this one must return now and then.
   */
  private deliverEvents(piece: Uint8Array, view: DataView, from: number): number {
    const { sink, lastCode, lastType } = this;
    if (lastType?.kind !== 'event') return from;
    sink.run(lastType, piece, view);
    const before = this.offset - from;
    const last = Math.min(from + RUN, piece.length - FRAME_HEADER);
    let at = from;
    while (at <= last && !this.ended && view.getUint32(at, true) === lastCode) {
      const length = view.getUint32(at + 4, true);
      if (length > piece.length - at || !isBlockLength(length)) break;
      sink.event(at + FRAME_HEADER, at + length - FRAME_TRAILER, before + at);
      at += length;
    }
    this.offset = before + at;
    return at;
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
    this.deliver(this.carry, new DataView(this.carry.buffer), 0, length);
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

  private deliver(bytes: Uint8Array, view: DataView, at: number, length: number): void {
    const code = view.getUint32(at, true);
    const type = this.typeOf(code);
    const offset = this.offset;
    this.first = false;
    if (type?.kind !== 'event' && view.getUint32(at + length - FRAME_TRAILER, true) !== length) {
      this.stop(
        'bad-block-trailer',
        `The block at byte ${offset} does not end with its own length. ` +
          'The file is damaged from there on; all events before it are shown.',
      );
      return;
    }
    this.offset += length;
    if (type?.kind === 'event') {
      this.sink.run(type, bytes, view);
      this.sink.event(at + FRAME_HEADER, at + length - FRAME_TRAILER, offset);
    } else if (type) {
      this.sink.block(type, bytes, view, at + FRAME_HEADER, at + length - FRAME_TRAILER, offset);
    } else {
      const name = `0x${code.toString(16)}`;
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

function isBlockLength(length: number): boolean {
  return length >= SMALLEST_BLOCK && length <= MAX_BLOCK_LENGTH && (length & 3) === 0;
}
