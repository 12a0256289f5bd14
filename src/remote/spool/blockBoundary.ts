import { blockType } from '../../engine/capture/blockTypes';
import { EventCode } from '../../engine/capture/tables/eventCodes';

/** Type and length of a block. Source: facts/scap-format.md §2. */
const HEADER = 8;
/** Shortest block: its header and its length again. */
const SHORTEST = 12;
/** In an event block, behind its header: CPU, flags where it has them, then time, tid, length and type of the event. */
const CPU = 2;
const FLAGS = 4;
const TYPE = 20;
const EVENT_START = 22;
/** Bytes of a block that are looked at, at most. */
const LOOKED_AT = HEADER + CPU + FLAGS + EVENT_START;

/**
 * Follows the blocks of a capture that comes in pieces and knows how far it is whole: a capture that was cut in the middle
 * of a block is made valid by cutting the rest of that block off. Only the first bytes of each block are looked at.
 */
export class BlockBoundary {
  /** Bytes up to the end of the last whole block. */
  whole = 0;
  /** Whole blocks that hold an event. */
  events = 0;
  /** Times of the first event that has one, and the latest so far, in ms since 1970; 0: none has come. */
  earliest = 0;
  latest = 0;
  /** Events by which the recorder says that it could not keep up. */
  drops = 0;
  /** Lengths made no sense from `whole` on: nothing behind it can be relied on. */
  damaged = false;
  /** The first bytes of the open block, as far as they have come in pieces. */
  private readonly begun = new DataView(new ArrayBuffer(LOOKED_AT));
  private begunLength = 0;
  /** Bytes of the open block that are still to come; below 0: its length is not known yet. */
  private missing = -1;
  private blockLength = 0;
  private isEvent = false;

  /** Looks at the next bytes. */
  push(piece: Uint8Array): void {
    const view = new DataView(piece.buffer, piece.byteOffset, piece.length);
    let at = 0;
    while (at < piece.length && !this.damaged) {
      if (this.missing < 0) {
        if (this.begunLength > 0 || piece.length - at < LOOKED_AT) {
          at += this.gather(piece, at);
          continue;
        }
        this.begin(view, at);
      }
      const taken = Math.min(this.missing, piece.length - at);
      this.missing -= taken;
      at += taken;
      if (this.missing === 0) this.end();
    }
  }

  /** Takes bytes of a block's beginning that comes in pieces; how many. */
  private gather(piece: Uint8Array, at: number): number {
    const { begun, begunLength } = this;
    const wanted = begunLength < HEADER ? HEADER : Math.min(LOOKED_AT, begun.getUint32(4, true));
    const taken = Math.min(wanted - begunLength, piece.length - at);
    for (let index = 0; index < taken; index++) begun.setUint8(begunLength + index, piece[at + index]);
    this.begunLength += taken;
    if (this.begunLength < HEADER) return taken;
    const length = begun.getUint32(4, true);
    if (length < SHORTEST) this.damaged = true;
    else if (this.begunLength === Math.min(LOOKED_AT, length)) {
      this.begin(begun, 0);
      this.missing -= this.begunLength;
      if (this.missing === 0) this.end();
    }
    return taken;
  }

  /** A block begins, of which all that is looked at is there. */
  private begin(view: DataView, at: number): void {
    const type = blockType(view.getUint32(at, true));
    this.isEvent = type?.kind === 'event';
    this.blockLength = view.getUint32(at + 4, true);
    if (this.blockLength < SHORTEST) {
      this.damaged = true;
      return;
    }
    this.missing = this.blockLength;
    if (this.isEvent && this.blockLength >= LOOKED_AT)
      this.event(view, at + HEADER + CPU + (type?.hasFlags ? FLAGS : 0));
  }

  private event(view: DataView, at: number): void {
    const nanoseconds = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
    this.latest = Math.max(this.latest, nanoseconds / 1e6);
    if (this.earliest === 0) this.earliest = this.latest;
    if (view.getUint16(at + TYPE, true) === EventCode.DROP_E) this.drops++;
  }

  private end(): void {
    this.whole += this.blockLength;
    if (this.isEvent) this.events++;
    this.begunLength = 0;
    this.missing = -1;
  }
}
