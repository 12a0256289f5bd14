/** Pieces that are kept: what is read again at once, such as an event that has just been read, lies in one of them. */
const KEPT = 2;

/** The latest pieces of a pass, where they lie in memory. */
export class RecentPieces {
  private pieces: Uint8Array<ArrayBuffer>[] = [];
  /** Position in the capture of the byte after the last piece. */
  private end = 0;

  /** Adds the next piece; returns the one that is not kept any more. */
  add(piece: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
    this.end += piece.length;
    this.pieces.push(piece);
    return this.pieces.length > KEPT ? this.pieces.shift() : undefined;
  }

  /** A copy of the last `length` bytes, or of as many as are kept. */
  last(length: number): Uint8Array {
    const bytes = new Uint8Array(Math.min(length, this.end - this.start));
    this.read(this.end - bytes.length, bytes);
    return bytes;
  }

  /** Copies bytes from `offset` on into `target`, and returns how many there were; undefined where `offset` is not kept. */
  read(offset: number, target: Uint8Array): number | undefined {
    let from = this.start;
    if (offset < from || offset >= this.end) return undefined;
    let count = 0;
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

  clear(): void {
    this.pieces = [];
  }

  private get start(): number {
    return this.pieces.reduce((start, { length }) => start - length, this.end);
  }
}
