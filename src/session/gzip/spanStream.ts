import type { InflateBetween } from './codec';
import { type CompressedFile, GzipStream } from './gzipStream';
import { PIECE_SIZE } from './inflatePass';
import type { SeekIndex } from './seekIndex';

/**
 * The uncompressed capture, read on from a checkpoint. From each checkpoint to the next the platform's inflater does it, where there
 * is one and as far as it can; pako does the rest.
 */
export class SpanStream {
  /** Position in the uncompressed capture of the next byte. */
  output = 0;
  /** Nothing more comes. */
  ended = true;
  /** The span that the next byte is in or, at the end of one, right behind; and where it ends. */
  private number = 0;
  private end = 0;
  /** The span, if the platform has inflated it whole; its end is where the span's is. */
  private span: Uint8Array | undefined;
  /** pako, if it is what stands at the next byte. */
  private slow: GzipStream | undefined;
  private room = new Uint8Array(0);

  constructor(
    private readonly file: CompressedFile,
    private readonly index: SeekIndex,
    private readonly inflateBetween: InflateBetween | undefined,
  ) {}

  /** Goes to the last checkpoint at or before an offset. */
  seek(offset: number): void {
    this.begin(this.index.spanAt(offset));
  }

  /** Inflates into `target[from, to)` until it is full or nothing more comes; returns how many bytes there were. */
  read(target: Uint8Array<ArrayBuffer>, from: number, to: number): number {
    let at = from;
    while (at < to && !this.ended) {
      const wanted = Math.min(to - at, this.end - this.output);
      const count = this.span ? this.copy(this.span, target, at, wanted) : this.inflate(target, at, wanted);
      at += count;
      this.output += count;
      if (this.output === this.end) this.begin(this.number + 1);
    }
    return at - from;
  }

  /** Stands at the beginning of a span. */
  private begin(number: number): void {
    const found = this.index.span(number);
    this.ended = found === undefined;
    if (!found) return;
    const { from, to, length } = found;
    this.number = number;
    this.output = from?.output ?? 0;
    this.span = undefined;
    this.slow = undefined;
    // Without the platform's inflater pako goes on to the end.
    this.end = to && this.inflateBetween ? this.output + length : Number.POSITIVE_INFINITY;
    if (from && to && this.inflateBetween && length <= PIECE_SIZE) {
      if (this.room.length < length) this.room = new Uint8Array(PIECE_SIZE);
      const span = this.room.subarray(0, length);
      if (this.inflateBetween(this.file, from, to, span)) this.span = span;
    }
    if (!this.span) this.slow = new GzipStream(this.file, from);
  }

  private copy(span: Uint8Array, target: Uint8Array, at: number, wanted: number): number {
    const begin = span.length - (this.end - this.output);
    target.set(span.subarray(begin, begin + wanted), at);
    return wanted;
  }

  private inflate(target: Uint8Array<ArrayBuffer>, at: number, wanted: number): number {
    const count = this.slow?.read(target, at, at + wanted) ?? 0;
    this.ended = this.slow?.ended !== false;
    return count;
  }
}
