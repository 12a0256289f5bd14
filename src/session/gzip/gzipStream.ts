import type { ByteSource } from '../../engine/trace/byteSource';
import type { CaptureNotice } from '../protocol';
import type { Checkpoint, DeflatePlace } from './checkpoint';
import { DeflateStream } from './deflateStream';
import { GZIP_TRAILER, gzipHeaderLength, isGzip } from './gzipHeader';
import type { MemberEnd } from './memberChecksums';

/** A gzip header with its file name and comment is shorter than this; a longer one is taken for damage. */
const LONGEST_HEADER = 64 * 1024;
const NO_WINDOW = new Uint8Array(0);

/** A compressed file: its bytes, and how many there are. */
export interface CompressedFile extends ByteSource {
  readonly size: number;
}

/**
 * Inflates a gzip file of one member or several, from its beginning or from a checkpoint. A cut or damaged file gives
 * everything that lies before the damage, and a notice. What members say of their own content is not checked here. Source:
 * RFC 1952.
 */
export class GzipStream {
  readonly notices: CaptureNotice[] = [];
  /** Position in the uncompressed capture of the next byte. */
  output: number;
  /** Nothing more comes. */
  ended = false;
  /** Bytes that the member has given so far; after a checkpoint, those before it count up to 32 KiB. */
  private memberLength: number;
  private member: DeflateStream | undefined;
  /** Where the next member begins, and up to where the file has been used. */
  private start = 0;

  constructor(
    private readonly file: CompressedFile,
    from?: Checkpoint,
    private readonly memberEnded: (end: MemberEnd) => void = () => {},
  ) {
    this.output = from?.output ?? 0;
    this.memberLength = from?.window.length ?? 0;
    if (from) this.member = new DeflateStream(file, from, from.window);
  }

  /** Position in the file up to which it has been used. */
  get position(): number {
    return Math.min(this.member?.position ?? this.start, this.file.size);
  }

  /** The place where `read` has stopped, where that is between two blocks or at a member's beginning. */
  get place(): DeflatePlace | undefined {
    return this.memberLength === 0 && this.member && !this.ended
      ? { input: this.member.position, bits: 0 }
      : this.member?.place;
  }

  /** Reads on to where a member's content begins, where none has begun. */
  begin(): void {
    if (!this.member && !this.ended) this.nextMember();
  }

  /** Goes on behind a member of which another has inflated the rest: so many bytes, and its trailer is at `position`. */
  leaveMember(length: number, position: number): void {
    this.memberLength += length;
    this.output += length;
    this.endMember({ end: 'complete', position });
    this.begin();
  }

  /**
   * Inflates into `target[from, to)` until it is full or nothing more comes, and with `toBlock` only to the end of a block or
   * of a member; returns how many bytes there were.
   */
  read(target: Uint8Array<ArrayBuffer>, from: number, to: number, toBlock = false): number {
    let at = from;
    while (at < to && !this.ended) {
      this.begin();
      const { member } = this;
      if (!member) break;
      const count = member.read(target, at, to, toBlock);
      this.memberLength += count;
      this.output += count;
      at += count;
      if (member.end) {
        this.endMember(member);
        this.begin();
      }
      if (toBlock && this.place) break;
    }
    return at - from;
  }

  private nextMember(): void {
    const body = this.start < this.file.size ? this.bodyOfMember(this.start) : undefined;
    if (body === undefined) this.ended = true;
    else this.member = new DeflateStream(this.file, { input: body, bits: 0 }, NO_WINDOW);
    this.memberLength = 0;
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
    if (length === 'incomplete' && header.length < LONGEST_HEADER) this.truncated();
    else this.damaged(start, 'the header there is not one of gzip');
    return undefined;
  }

  private endMember({ end, position }: Pick<DeflateStream, 'end' | 'position'>): void {
    this.member = undefined;
    this.start = position;
    if (end === 'complete' && this.readTrailer(position)) {
      this.start = position + GZIP_TRAILER;
      return;
    }
    this.ended = true;
    if (end === 'damaged') this.damaged(position, 'the compressed data are damaged there');
    else this.truncated();
  }

  /** Hands on what a member says of its own content; false where the file ends before that. */
  private readTrailer(position: number): boolean {
    const trailer = new Uint8Array(GZIP_TRAILER);
    if (this.file.read(position, trailer) < GZIP_TRAILER) return false;
    const view = new DataView(trailer.buffer);
    this.memberEnded({
      output: this.output,
      position,
      checksum: view.getUint32(0, true),
      length: view.getUint32(4, true),
    });
    return true;
  }

  private truncated(): void {
    const { size } = this.file;
    this.start = size;
    this.note(
      'error',
      'truncated-gzip',
      `The compressed file is cut off at byte ${size}. All events before it are shown.`,
    );
  }

  private damaged(at: number, what: string): void {
    const message = `The compressed file cannot be read beyond byte ${at}: ${what}. All events before it are shown.`;
    this.note('error', 'damaged-gzip', message);
  }

  private trailingBytes(at: number): void {
    const count = this.file.size - at;
    this.start = this.file.size;
    const message = `The file has ${count} more ${count === 1 ? 'byte' : 'bytes'} after the end of the compressed data, at byte ${at}; they were skipped.`;
    this.note('warning', 'trailing-bytes', message);
  }

  private note(severity: CaptureNotice['severity'], reason: string, message: string): void {
    this.notices.push({ severity, reason, message, offset: this.output });
  }
}
