import { blockType } from '../../engine/capture/blockTypes';

/** Type and length of a block. Source: facts/capture-format.md. */
const HEADER = 8;
/** Shortest block: its header and its length again. */
const SHORTEST = 12;

/**
 * Follows the blocks of a capture that comes in pieces and knows how far it is whole: a capture that was cut in the middle
 * of a block is made valid by cutting the rest of that block off. Only types and lengths are looked at.
 */
export class BlockBoundary {
  /** Bytes up to the end of the last whole block. */
  whole = 0;
  /** Whole blocks that hold an event. */
  events = 0;
  /** Lengths made no sense from `whole` on: nothing behind it can be relied on. */
  damaged = false;
  private readonly header = new Uint8Array(HEADER);
  private headerLength = 0;
  /** Bytes of the open block that are still to come, its header not counted. */
  private missing = 0;
  private blockLength = 0;
  private isEvent = false;

  /** Looks at the next bytes. */
  push(piece: Uint8Array): void {
    let at = 0;
    while (at < piece.length && !this.damaged) {
      if (this.headerLength < HEADER) {
        const taken = Math.min(HEADER - this.headerLength, piece.length - at);
        this.header.set(piece.subarray(at, at + taken), this.headerLength);
        this.headerLength += taken;
        at += taken;
        if (this.headerLength < HEADER) return;
        this.begin();
        continue;
      }
      const taken = Math.min(this.missing, piece.length - at);
      this.missing -= taken;
      at += taken;
      if (this.missing === 0) this.end();
    }
  }

  private begin(): void {
    const header = new DataView(this.header.buffer);
    this.isEvent = blockType(header.getUint32(0, true))?.kind === 'event';
    this.blockLength = header.getUint32(4, true);
    if (this.blockLength < SHORTEST) this.damaged = true;
    else this.missing = this.blockLength - HEADER;
  }

  private end(): void {
    this.whole += this.blockLength;
    if (this.isEvent) this.events++;
    this.headerLength = 0;
  }
}
