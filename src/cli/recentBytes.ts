import type { InflatedBytes } from '../session/node/inflatedBytes';

/** Keeps only the latest inflated bytes, in memory: a line is printed soon after its event was read, and never again. */
export class RecentBytes implements InflatedBytes {
  private pieces: Uint8Array[] = [];
  /** Position of the first byte that is kept. */
  private start = 0;

  append(piece: Uint8Array): void {
    this.pieces.push(piece);
  }

  /** Drops pieces that lie whole before `position`. */
  forget(position: number): void {
    while (this.pieces.length > 0 && this.start + this.pieces[0].length <= position) {
      this.start += this.pieces[0].length;
      this.pieces.shift();
    }
  }

  read(offset: number, target: Uint8Array): number {
    let count = 0;
    let from = this.start;
    for (const piece of this.pieces) {
      const at = offset + count - from;
      if (at >= 0 && at < piece.length && count < target.length) {
        const part = piece.subarray(at, at + target.length - count);
        target.set(part, count);
        count += part.length;
      }
      from += piece.length;
    }
    return count;
  }

  close(): void {
    this.pieces = [];
  }
}
