import type { DeflatePlace } from './checkpoint';
import type { CompressedFile } from './gzipStream';

/** A place inside a gzip member, with what inflating on from there needs. */
export interface MemberPlace extends DeflatePlace {
  /** The last bytes that the member has given, at most 32 KiB. */
  readonly window: Uint8Array;
  /** How many bytes it has given in all. */
  readonly memberLength: number;
}

/** Bytes of one member that end between two of its blocks, or with it. */
export interface InflatedSpan {
  readonly length: number;
  /** Where they end; at the member's end its trailer begins there. */
  readonly end: DeflatePlace;
  readonly endsMember: boolean;
}

/**
 * Inflates with what the platform has of its own: from a place in a member, about `wanted` bytes of the file to the end of a
 * block, fewer near the file's end, to the beginning of `target`. Undefined where that cannot be done for certain: near the end of
 * a member that another follows, at damage, or where `target` is too small. Rejects with what reading the file throws.
 */
export type InflateFast = (
  file: CompressedFile,
  from: MemberPlace,
  wanted: number,
  target: Uint8Array,
) => Promise<InflatedSpan | undefined>;

/** Most spans in a row that the platform's inflater is not asked for: in vain it was as much work as inflating them. */
const LONGEST_PAUSE = 64;

/** Asks the platform's inflater for spans, and more and more rarely as long as it cannot do them. */
export class FastSpans {
  private leftOut = 0;
  private pause = 1;

  constructor(private readonly inflateFast: InflateFast | undefined) {}

  /** Undefined where pako has to inflate the span. */
  async inflate(...request: Parameters<InflateFast>): Promise<InflatedSpan | undefined> {
    if (this.leftOut > 0) {
      this.leftOut--;
      return undefined;
    }
    const span = await this.inflateFast?.(...request);
    this.leftOut = span ? 0 : this.pause;
    this.pause = span ? 1 : Math.min(LONGEST_PAUSE, this.pause * 2);
    return span;
  }
}
