import {
  Z_BLOCK,
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateSetDictionary,
} from 'pako';
import type { ByteSource } from '../../engine/trace/byteSource';
import type { DeflatePlace } from './checkpoint';

/** Compressed bytes that are read at once: from the file's beginning, or far into it for one page. */
const INPUT_PIECE = 64 * 1024;
/** No zlib header and no checksum, with the largest window. */
const RAW_DEFLATE = -15;
/** In `data_type` after a call: it stopped between two blocks; the block before was the last one. */
const BETWEEN_BLOCKS = 128;
const AFTER_LAST_BLOCK = 64;

/** The part of the inflater's state that zlib's own inflatePrime sets; pako does not export that function. */
interface BitBuffer {
  hold: number;
  bits: number;
}

/** Inflates one deflate stream of a file, from its beginning or from between two of its blocks. Source: RFC 1951. */
export class DeflateStream {
  /** How the stream has ended; undefined while it has not. Everything before damage was given. */
  end: 'complete' | 'truncated' | 'damaged' | undefined;
  /** The place where `read` has stopped, where that is between two blocks. */
  place: DeflatePlace | undefined;
  private readonly stream = new ZStream();
  private readonly input = new Uint8Array(INPUT_PIECE);
  /** Position in the file of the next byte to be handed to the inflater. */
  private next: number;

  /** `window` holds what the stream has given before `place`. */
  constructor(
    private readonly file: ByteSource,
    { input, bits }: DeflatePlace,
    window: Uint8Array,
  ) {
    const { stream } = this;
    zlibInflateInit2(stream, RAW_DEFLATE);
    if (window.length > 0) zlibInflateSetDictionary(stream, window);
    stream.input = this.input;
    this.next = input;
    if (bits > 0) this.prime(input - 1, bits);
  }

  /** Position in the file after the last byte that was used. */
  get position(): number {
    return this.next - this.stream.avail_in;
  }

  /**
   * Inflates into `target[from, to)` until it is full or the stream ends, and with `toBlock` only to the end of a block;
   * returns how many bytes there were. Throws what reading the file throws.
   */
  read(target: Uint8Array<ArrayBuffer>, from: number, to: number, toBlock: boolean): number {
    const { stream } = this;
    stream.output = target;
    stream.next_out = from;
    stream.avail_out = to - from;
    this.place = undefined;
    while (stream.avail_out > 0 && this.end === undefined && this.place === undefined) {
      if (stream.avail_in === 0 && !this.load()) this.end = 'truncated';
      else this.step(toBlock);
    }
    return stream.next_out - from;
  }

  private step(toBlock: boolean): void {
    const { stream } = this;
    const status = zlibInflate(stream, toBlock ? Z_BLOCK : Z_NO_FLUSH);
    if (status === Z_STREAM_END) this.end = 'complete';
    else if (status !== Z_OK && status !== Z_BUF_ERROR) this.end = 'damaged';
    else if (toBlock && (stream.data_type & (BETWEEN_BLOCKS | AFTER_LAST_BLOCK)) === BETWEEN_BLOCKS) {
      const { bits }: BitBuffer = stream.state;
      // Whole bytes that the inflater has taken and not used count as not taken.
      this.place = { input: this.position - (bits >> 3), bits: bits & 7 };
    }
  }

  private load(): boolean {
    const count = this.file.read(this.next, this.input);
    this.next += count;
    this.stream.next_in = 0;
    this.stream.avail_in = count;
    return count > 0;
  }

  /** Gives the inflater the highest bits of a byte that another one has begun. */
  private prime(position: number, bits: number): void {
    const begun = new Uint8Array(1);
    this.file.read(position, begun);
    const buffer: BitBuffer = this.stream.state;
    buffer.hold = begun[0] >> (8 - bits);
    buffer.bits = bits;
  }
}
