const NEWLINE = 0x0a;
/** Longest line with the size of a chunk, extensions included. */
const LONGEST_LINE = 4096;

/** Finds the end of a chunked body as its bytes come. Source: RFC 9112 §7.1. */
export class ChunkReader {
  isDone = false;
  private part: 'size' | 'data' | 'trailer' = 'size';
  private line = '';
  /** Bytes that the chunk still has, its line end included. */
  private left = 0;

  begin(): void {
    this.isDone = false;
    this.part = 'size';
    this.line = '';
  }

  /** Reads `bytes` from `at` on, up to the end of the body or of the bytes; returns how far. A size that is none ends the body. */
  take(bytes: Uint8Array, at: number): number {
    let next = at;
    while (next < bytes.length && !this.isDone) {
      if (this.part === 'data') {
        const taken = Math.min(this.left, bytes.length - next);
        this.left -= taken;
        next += taken;
        if (this.left === 0) this.part = 'size';
      } else {
        const byte = bytes[next++];
        if (byte === NEWLINE) this.endLine();
        else if (this.line.length < LONGEST_LINE) this.line += String.fromCharCode(byte);
      }
    }
    return next;
  }

  private endLine(): void {
    const line = this.line.trim();
    this.line = '';
    if (this.part === 'trailer') {
      this.isDone = line === '';
      return;
    }
    const size = /^([0-9a-f]{1,12})\b/i.exec(line);
    if (!size) {
      this.isDone = true;
      return;
    }
    this.left = Number.parseInt(size[1], 16) + 2;
    this.part = this.left === 2 ? 'trailer' : 'data';
  }
}
