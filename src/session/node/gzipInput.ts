import { crc32 } from 'node:zlib';
import type { ByteSource } from '../../engine/trace/byteSource';
import type { CaptureInput } from '../captureInput';
import type { CaptureNotice } from '../protocol';
import { inflate } from './deflateRun';
import { GZIP_TRAILER, gzipHeaderLength, isGzip } from './gzipHeader';
import type { InflatedBytes } from './inflatedBytes';
import { exceedsLimit, type InflateLimits, limitText } from './inflateLimits';
import { type PositionedFile, reasonOf } from './positionedFile';

/** A gzip header with its file name and comment is shorter than this; a longer one is taken for damage. */
const LONGEST_HEADER = 64 * 1024;

/**
 * A capture compressed with gzip, of one member or several. What is inflated is kept in `kept` for reading it again. A cut
 * or damaged file gives everything that lies before the damage, and a notice.
 */
export class GzipInput implements CaptureInput {
  readonly compressed = true;
  readonly notices: CaptureNotice[] = [];
  bytesRead = 0;
  bytesGiven = 0;
  private keeping = true;
  private readonly pieces: AsyncGenerator<Uint8Array, void, undefined>;

  constructor(
    private readonly file: PositionedFile,
    private readonly kept: InflatedBytes,
    private readonly limits: InflateLimits,
  ) {
    this.pieces = this.members();
  }

  get bytesTotal(): number {
    return this.file.size;
  }

  get source(): ByteSource {
    return this.kept;
  }

  async next(): Promise<Uint8Array | undefined> {
    const { value, done } = await this.pieces.next();
    if (done) return undefined;
    this.keep(value);
    return value;
  }

  close(): void {
    void this.pieces.return();
    this.file.close();
    this.kept.close();
  }

  private keep(piece: Uint8Array): void {
    const before = this.bytesGiven;
    this.bytesGiven += piece.length;
    if (!this.keeping) return;
    try {
      this.kept.append(piece);
    } catch (error) {
      this.keeping = false;
      const message =
        `The inflated capture cannot be kept on disk beyond byte ${before}: ${reasonOf(error)}. ` +
        'Events after it are listed and can be filtered by fields, but without their parameters and data.';
      this.notices.push({ severity: 'warning', reason: 'spool-full', message, offset: before });
    }
  }

  /** Inflates member after member, until the end of the file, damage or the limit. */
  private async *members(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let start = 0; start < this.file.size; ) {
      const body = this.bodyOfMember(start);
      if (body === undefined) return;
      const pieces = inflate(this.file, body, (position) => this.setProgress(position));
      let checksum = 0;
      let length = 0;
      let next = await pieces.next();
      for (; !next.done; next = await pieces.next()) {
        const piece = next.value;
        if (exceedsLimit(this.limits, this.bytesGiven + piece.length, this.bytesRead)) {
          await pieces.return({ kind: 'truncated', position: this.bytesRead });
          this.tooLarge();
          return;
        }
        checksum = crc32(piece, checksum);
        length += piece.length;
        yield piece;
      }
      const { kind, position } = next.value;
      this.setProgress(position);
      if (kind !== 'complete') {
        if (kind === 'truncated') this.truncated(this.file.size);
        else this.damaged(position, 'the compressed data are damaged there');
        return;
      }
      if (!this.checkTrailer(position, checksum, length)) return;
      start = position + GZIP_TRAILER;
      this.setProgress(start);
    }
  }

  /** Where the deflate stream of the member at `start` begins; undefined after a notice that there is none. */
  private bodyOfMember(start: number): number | undefined {
    const buffer = new Uint8Array(Math.min(LONGEST_HEADER, this.file.size - start));
    const header = buffer.subarray(0, this.file.read(start, buffer));
    if (start > 0 && !isGzip(header)) {
      this.trailingBytes(start);
      return undefined;
    }
    const length = gzipHeaderLength(header);
    if (typeof length === 'number') return start + length;
    if (length === 'incomplete' && header.length < LONGEST_HEADER) this.truncated(this.file.size);
    else this.damaged(start, 'the header there is not one of gzip');
    return undefined;
  }

  /** Compares the member's own checksum and length with what was inflated; false where the file ends before them. */
  private checkTrailer(position: number, checksum: number, length: number): boolean {
    const trailer = new Uint8Array(GZIP_TRAILER);
    if (this.file.read(position, trailer) < GZIP_TRAILER) {
      this.truncated(this.file.size);
      return false;
    }
    const view = new DataView(trailer.buffer);
    if (view.getUint32(0, true) !== checksum || view.getUint32(4, true) !== length % 2 ** 32) {
      this.notices.push({
        severity: 'warning',
        reason: 'damaged-gzip',
        message: `The checksum at byte ${position} of the file does not match: some of the bytes before it are damaged.`,
        offset: this.bytesGiven,
      });
    }
    return true;
  }

  private setProgress(position: number): void {
    this.bytesRead = Math.min(position, this.file.size);
  }

  private truncated(at: number): void {
    const message = `The compressed file is cut off at byte ${at}. All events before it are shown.`;
    this.notices.push({ severity: 'error', reason: 'truncated-gzip', message, offset: this.bytesGiven });
  }

  private damaged(at: number, what: string): void {
    const message = `The compressed file cannot be read beyond byte ${at}: ${what}. All events before it are shown.`;
    this.notices.push({ severity: 'error', reason: 'damaged-gzip', message, offset: this.bytesGiven });
  }

  private trailingBytes(at: number): void {
    const count = this.file.size - at;
    this.setProgress(this.file.size);
    const message = `The file has ${count} more ${count === 1 ? 'byte' : 'bytes'} after the end of the compressed data, at byte ${at}; they were skipped.`;
    this.notices.push({ severity: 'warning', reason: 'trailing-bytes', message, offset: this.bytesGiven });
  }

  private tooLarge(): void {
    const message =
      `Reading was stopped after ${this.bytesGiven} inflated bytes, at byte ${this.bytesRead} of the file: a compressed ` +
      `capture may inflate to ${limitText(this.limits)}. All events before it are shown. A larger limit can be set: ` +
      'scaplens.reading.inflateLimit in the settings, --inflate-limit on the command line.';
    this.notices.push({ severity: 'error', reason: 'too-large', message, offset: this.bytesGiven });
  }
}
