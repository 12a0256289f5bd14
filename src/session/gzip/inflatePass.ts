import type { CaptureNotice } from '../protocol';
import { type DeflatePlace, WINDOW_SIZE } from './checkpoint';
import { type CompressedFile, GzipStream } from './gzipStream';
import { exceedsLimit, type InflateLimits, limitText } from './inflateLimits';
import type { MemberEnd } from './memberChecksums';

/** Least distance of two checkpoints, in inflated bytes: what has to be inflated at most, and a block more, for any byte. */
export const CHECKPOINT_DISTANCE = 1024 * 1024;
/** Room for the pieces of a pass: from one checkpoint to the next, with the rest of a block of the usual size. */
export const PIECE_SIZE = CHECKPOINT_DISTANCE + 128 * 1024;
/** The first piece is small, so that rows are on screen at once; each next one is twice as large. */
const FIRST_PIECE = 128 * 1024;

/** Some inflated bytes of a pass. Plain data, as it comes from another thread. */
export interface InflatedPiece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The place after the piece, where that is a checkpoint, with the length of its window: the bytes right before it. */
  readonly checkpoint: (DeflatePlace & { readonly windowLength: number }) | undefined;
  /** The members that end in the piece or right after it. */
  readonly memberEnds: readonly MemberEnd[];
  /** Position in the file up to which it has been used. */
  readonly bytesRead: number;
  /** What went wrong so far. */
  readonly notices: readonly CaptureNotice[];
  /** Nothing more comes. */
  readonly last: boolean;
}

/** The one pass over a gzip file from its beginning to its end, damage or the limit, which makes checkpoints on its way. */
export class InflatePass {
  private readonly stream: GzipStream;
  private memberEnds: MemberEnd[] = [];
  private sinceCheckpoint = 0;
  private pieceSize = FIRST_PIECE;

  constructor(
    file: CompressedFile,
    private readonly limits: InflateLimits,
  ) {
    this.stream = new GzipStream(file, undefined, (end) => this.memberEnds.push(end));
  }

  /** Nothing more comes. */
  get ended(): boolean {
    return this.stream.ended;
  }

  /** Inflates on into `buffer`, which has room for `PIECE_SIZE` bytes and becomes the piece's. Throws what reading throws. */
  next(buffer: ArrayBuffer): InflatedPiece {
    const { stream } = this;
    const target = new Uint8Array(buffer);
    const before = stream.output;
    this.memberEnds = [];
    let length = this.fill(target);
    if (exceedsLimit(this.limits, stream.output, stream.position)) {
      length = 0;
      this.memberEnds = [];
      this.tooLarge(before);
    }
    const checkpoint = length > 0 ? this.checkpoint() : undefined;
    const { position: bytesRead, notices, ended: last } = stream;
    const { memberEnds } = this;
    return { bytes: target.subarray(0, length), checkpoint, memberEnds, bytesRead, notices: [...notices], last };
  }

  /** Up to where the next checkpoint is due at full speed, then on to the end of a block. */
  private fill(target: Uint8Array<ArrayBuffer>): number {
    const { stream } = this;
    const wanted = Math.max(0, Math.min(this.pieceSize, CHECKPOINT_DISTANCE - this.sinceCheckpoint));
    this.pieceSize = Math.min(CHECKPOINT_DISTANCE, this.pieceSize * 2);
    let length = stream.read(target, 0, wanted);
    this.sinceCheckpoint += length;
    if (this.sinceCheckpoint < CHECKPOINT_DISTANCE) return length;
    const rest = stream.read(target, length, target.length, true);
    this.sinceCheckpoint += rest;
    length += rest;
    return length;
  }

  private checkpoint(): InflatedPiece['checkpoint'] {
    const { place, memberLength, ended } = this.stream;
    if (this.sinceCheckpoint < CHECKPOINT_DISTANCE || !place || ended) return undefined;
    this.sinceCheckpoint = 0;
    return { ...place, windowLength: Math.min(WINDOW_SIZE, memberLength) };
  }

  private tooLarge(given: number): void {
    const { stream } = this;
    const message =
      `Reading was stopped after ${given} inflated bytes, at byte ${stream.position} of the file: a compressed ` +
      `capture may inflate to ${limitText(this.limits)}. All events before it are shown. A larger limit can be set: ` +
      'scaplens.reading.inflateLimit in the settings, --inflate-limit on the command line.';
    stream.notices.push({ severity: 'error', reason: 'too-large', message, offset: given });
    stream.ended = true;
  }
}
