import { WINDOW_SIZE } from './checkpoint';

/** The last bytes of a pass, as far back as a deflate stream can refer. */
export class TrailingWindow {
  private readonly bytes = new Uint8Array(WINDOW_SIZE);

  push(piece: Uint8Array): void {
    const { bytes } = this;
    const last = piece.subarray(Math.max(0, piece.length - WINDOW_SIZE));
    bytes.copyWithin(0, last.length);
    bytes.set(last, WINDOW_SIZE - last.length);
  }

  /** The last `length` bytes, at most 32 KiB, where they lie: they change with the next piece. */
  last(length: number): Uint8Array {
    return this.bytes.subarray(WINDOW_SIZE - length);
  }
}
