import type { CaptureNotice } from '../protocol';
import { type Checkpoint, type DeflatePlace, WINDOW_SIZE } from './checkpoint';
import { FastSpans, type InflateFast } from './fastSpans';
import { type CompressedFile, GzipStream } from './gzipStream';
import { type InflateLimits, limitText, mostInflated } from './inflateLimits';
import type { MemberEnd } from './memberChecksums';
import { TrailingWindow } from './trailingWindow';

/** Distance of two checkpoints, in inflated bytes: what has to be inflated for any byte, and a block more at most. */
export const CHECKPOINT_DISTANCE = 1024 * 1024;
/** After so many bytes a checkpoint is made where there may be one, because the next place for one may be much farther. */
const LEAST_DISTANCE = 0.75 * CHECKPOINT_DISTANCE;
/** Room for the pieces of a pass: from one checkpoint to the next, with the rest of a block of the usual size. */
export const PIECE_SIZE = 1.5 * CHECKPOINT_DISTANCE;
/** The first piece is small, so that rows are on screen at once; each next one is twice as large. */
const FIRST_PIECE = 128 * 1024;
/** Bytes of the file that a byte takes, as long as nothing has been inflated: captures take a third to a tenth. */
const USUAL_DENSITY = 0.25;

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

/**
 * The one pass over a gzip file from its beginning to its end, damage or the limit, which makes checkpoints on its way. From one
 * checkpoint to the next the platform's inflater does it, where there is one and as far as it can; pako does the rest.
 */
export class InflatePass {
  /** Nothing more comes. */
  ended = false;
  /** Position in the uncompressed capture of the next byte. */
  private output = 0;
  /** Position in the file up to which it has been used. */
  private position = 0;
  /** Where the pass stands, if that is between two blocks or at a member's beginning. */
  private place: DeflatePlace | undefined;
  private readonly window = new TrailingWindow();
  private notices: readonly CaptureNotice[] = [];
  private memberEnds: MemberEnd[] = [];
  private memberStart = 0;
  /** Where the span begins that the pass is in: at the last checkpoint, or at the beginning. */
  private spanStart = 0;
  /** How many bytes of the file each byte of the last piece took. */
  private density = USUAL_DENSITY;
  private pieceSize = FIRST_PIECE;
  private readonly fast: FastSpans;
  /** pako, if it stands where the pass does. */
  private slow: GzipStream | undefined;

  constructor(
    private readonly file: CompressedFile,
    private readonly limits: InflateLimits,
    inflateFast?: InflateFast,
  ) {
    this.fast = new FastSpans(inflateFast);
  }

  /** Inflates on into `buffer`, which has room for `PIECE_SIZE` bytes and becomes the piece's. Rejects with what reading throws. */
  async next(buffer: ArrayBuffer): Promise<InflatedPiece> {
    const target = new Uint8Array(buffer);
    this.memberEnds = [];
    if (!this.slow && !this.place) this.begin();
    const { position: before } = this;
    const due = Math.max(0, CHECKPOINT_DISTANCE - (this.output - this.spanStart));
    const wanted = Math.min(this.pieceSize, due);
    const length = (await this.inflateFast(target, wanted)) ?? this.inflate(target, wanted, due);
    this.pieceSize = Math.min(CHECKPOINT_DISTANCE, this.pieceSize * 2);
    if (length > 0) this.density = (this.position - before) / length;
    const room = mostInflated(this.limits, this.position) - this.output;
    if (length > room) return this.tooLarge(target.subarray(0, Math.max(0, room)));
    const bytes = target.subarray(0, length);
    this.output += length;
    this.window.push(bytes);
    const checkpoint = length > 0 ? this.checkpoint() : undefined;
    const { memberEnds, position: bytesRead, notices, ended: last } = this;
    return { bytes, checkpoint, memberEnds, bytesRead, notices, last };
  }

  /** Finds where the first member's content begins. */
  private begin(): void {
    const slow = this.inflater();
    slow.begin();
    this.follow(slow);
  }

  /** By the platform's inflater, from between two blocks; undefined where that cannot be. */
  private async inflateFast(target: Uint8Array, wanted: number): Promise<number | undefined> {
    const { place, output } = this;
    if (!place || wanted === 0) return undefined;
    const from = { ...place, window: this.window.last(this.windowLength), memberLength: output - this.memberStart };
    const inflated = await this.fast.inflate(this.file, from, Math.ceil(wanted * this.density), target);
    if (!inflated) return undefined;
    const { length, end, endsMember } = inflated;
    if (endsMember) {
      const behind = this.inflater();
      behind.leaveMember(length, end.input);
      this.follow(behind);
    } else {
      this.slow = undefined;
      this.place = end;
      this.position = end.input;
    }
    return length;
  }

  /** By pako: as many bytes as are wanted at full speed, and where a checkpoint is due then, on to the end of a block. */
  private inflate(target: Uint8Array<ArrayBuffer>, wanted: number, due: number): number {
    const slow = this.slow ?? this.inflater();
    let length = slow.read(target, 0, wanted);
    if (length >= due) length += slow.read(target, length, target.length, true);
    this.follow(slow);
    return length;
  }

  /** The pass goes on where pako stands. */
  private follow(slow: GzipStream): void {
    this.slow = slow;
    this.place = slow.place;
    this.position = slow.position;
    this.notices = [...slow.notices];
    this.ended = slow.ended;
  }

  /** pako, where the pass stands. */
  private inflater(): GzipStream {
    return new GzipStream(this.file, this.here, (end) => {
      this.memberEnds.push(end);
      this.memberStart = end.output;
    });
  }

  private checkpoint(): InflatedPiece['checkpoint'] {
    const { place, output, windowLength } = this;
    if (output - this.spanStart < LEAST_DISTANCE || !place || this.ended) return undefined;
    this.spanStart = output;
    return { ...place, windowLength };
  }

  /** How far back the next byte can refer. */
  private get windowLength(): number {
    return Math.min(WINDOW_SIZE, this.output - this.memberStart);
  }

  private get here(): Checkpoint | undefined {
    const { place, output } = this;
    return place && { ...place, output, window: this.window.last(this.windowLength) };
  }

  /** The last piece, of which as much is given as the limit has room for. */
  private tooLarge(bytes: Uint8Array<ArrayBuffer>): InflatedPiece {
    this.output += bytes.length;
    const { output, position } = this;
    const message =
      `Reading was stopped after ${output} inflated bytes, at byte ${position} of the file: a compressed ` +
      `capture may inflate to ${limitText(this.limits)}. All events before it are shown. A larger limit can be set: ` +
      'scaplens.reading.inflateLimit in the settings, --inflate-limit on the command line.';
    this.ended = true;
    this.notices = [...this.notices, { severity: 'error', reason: 'too-large', message, offset: output }];
    return { bytes, checkpoint: undefined, memberEnds: [], bytesRead: position, notices: this.notices, last: true };
  }
}
