/** Longest line that is kept; what is longer is cut there, so that a host cannot fill the memory with one. */
const LONGEST_LINE = 64 * 1024;
const NEWLINE = 10;

/**
 * Cuts bytes that come in pieces into lines. Whoever gets a line can end the cutting: the bytes behind it are then given back
 * whole.
 */
export class LineSplitter {
  private kept: Uint8Array[] = [];
  private keptLength = 0;
  private ended = false;

  /** `take` gets each line as text, without its newline, and says whether more lines are wanted. */
  constructor(private readonly take: (line: string) => boolean) {}

  /** Takes a piece; the bytes that are no lines any more, if `take` has ended the cutting. */
  push(piece: Uint8Array): Uint8Array | undefined {
    let start = 0;
    while (!this.ended) {
      const end = piece.indexOf(NEWLINE, start);
      if (end < 0) {
        this.keep(piece.subarray(start));
        return undefined;
      }
      this.keep(piece.subarray(start, end));
      start = end + 1;
      this.ended = !this.take(this.line());
    }
    return piece.subarray(start);
  }

  /** The end has come: what is left without a newline is a line as well. */
  finish(): void {
    if (this.keptLength > 0 && !this.ended) this.take(this.line());
  }

  private keep(bytes: Uint8Array): void {
    const fitting = bytes.slice(0, Math.max(0, LONGEST_LINE - this.keptLength));
    if (fitting.length === 0) return;
    this.kept.push(fitting);
    this.keptLength += fitting.length;
  }

  private line(): string {
    const bytes = new Uint8Array(this.keptLength);
    let at = 0;
    for (const piece of this.kept) {
      bytes.set(piece, at);
      at += piece.length;
    }
    this.kept = [];
    this.keptLength = 0;
    return new TextDecoder().decode(bytes).replace(/\r$/, '');
  }
}
