import { ByteSearch } from '../../engine/filter/byteSearch';
import { lowerCase } from '../../engine/filter/bytes';
import type { Stream, StreamPiece } from '../../engine/streams/stream';
import type { StreamBytes } from '../../engine/streams/streamBytes';

/** Calls that are looked at for the rest of a text that one call began. */
const MOST_CALLS = 10_000;

/**
 * Looks for a text in the calls of a stream, in any case (of ASCII letters). A text may begin in one call and go on in the next ones
 * of its direction, where the capture has all of the first; what goes the other way meanwhile does not matter.
 */
export class StreamSearch {
  private readonly search: ByteSearch;

  constructor(
    private readonly stream: Stream,
    private readonly reader: StreamBytes,
    private readonly sought: Uint8Array,
  ) {
    this.search = new ByteSearch(sought, true);
  }

  /** Where among the bytes of a call, from an offset on, the text begins; -1 where it does not. */
  placeIn(index: number, from: number): number {
    const piece = this.stream.piece(index);
    const view = this.reader.viewOf(piece);
    if (view.length === 0 || this.sought.length === 0) return -1;
    const inside = this.search.placeIn(view, from, view.length);
    if (inside >= 0) return inside;
    const length = Math.min(view.length - from, this.sought.length - 1);
    if (length <= 0 || view.length < piece.length || !this.mayBeginIn(view, view.length - length)) return -1;
    return this.placeAcross(index, piece, view.slice(view.length - length));
  }

  /** Whether some end of the bytes is a beginning of the text. */
  private mayBeginIn(bytes: Uint8Array, from: number): boolean {
    const first = lowerCase(this.sought[0]);
    for (let at = from; at < bytes.length; at++) if (lowerCase(bytes[at]) === first) return true;
    return false;
  }

  /** `tail`: the last bytes of a piece; they are followed by those of the next pieces of its direction. */
  private placeAcross(index: number, piece: StreamPiece, tail: Uint8Array): number {
    const most = tail.length + this.sought.length - 1;
    const joined = new Uint8Array(most);
    joined.set(tail);
    let used = tail.length;
    const end = Math.min(this.stream.count, index + MOST_CALLS);
    for (let next = index + 1; next < end && used < most; next++) {
      const other = this.stream.piece(next);
      if (other.direction !== piece.direction || other.length === 0) continue;
      const bytes = this.reader.viewOf(other);
      const part = bytes.subarray(0, most - used);
      joined.set(part, used);
      used += part.length;
      if (bytes.length < other.length) break;
    }
    const place = this.search.placeIn(joined, 0, used);
    return place < 0 || place >= tail.length ? -1 : piece.length - tail.length + place;
  }
}
