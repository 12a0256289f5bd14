import type { ByteSource } from '../../engine/trace/byteSource';
import type { CaptureInput } from '../captureInput';
import type { CaptureNotice } from '../protocol';
import type { GzipCodec } from './codec';
import type { CompressedFile } from './gzipStream';
import { IndexedBytes } from './indexedBytes';
import type { InflatedPiece } from './inflatePass';
import type { InflateRun } from './inflateRun';
import { MemberChecksums } from './memberChecksums';
import { RecentPieces } from './recentPieces';
import { SeekIndex } from './seekIndex';

/** A compressed file that is open, until it is closed. */
export interface OpenCompressedFile extends CompressedFile {
  close(): void;
}

/** What is known of a file's checkpoints. */
export interface KnownIndex {
  /** All of them, from an earlier pass; it is the run that goes by them. */
  readonly known?: SeekIndex;
  /** Is given those that this pass has made, once it has come to the end of an undamaged file. */
  readonly made?: (index: SeekIndex) => void;
}

/**
 * A capture compressed with gzip. The pass over it makes a seek index on its way, so that every byte that was given can be
 * read again at once: from the latest pieces, or inflated from the checkpoint before it.
 */
export class GzipInput implements CaptureInput {
  readonly compressed = true;
  bytesRead = 0;
  bytesGiven = 0;
  readonly source: ByteSource = { read: (offset, target) => this.read(offset, target) };
  private ofFile: readonly CaptureNotice[] = [];
  private readonly ofMembers: CaptureNotice[] = [];
  private readonly checksums: MemberChecksums;
  private readonly index: SeekIndex;
  private readonly made: KnownIndex['made'];
  private readonly inflated: IndexedBytes;
  private readonly recent = new RecentPieces();
  private ended = false;

  constructor(
    private readonly file: OpenCompressedFile,
    private readonly run: InflateRun,
    codec: GzipCodec,
    { known, made }: KnownIndex = {},
  ) {
    this.checksums = new MemberChecksums(codec.crc32);
    this.index = known ?? new SeekIndex(codec);
    this.made = made;
    this.inflated = new IndexedBytes(file, this.index, codec.inflateBetween);
  }

  get bytesTotal(): number {
    return this.file.size;
  }

  get notices(): readonly CaptureNotice[] {
    return [...this.ofMembers, ...this.ofFile];
  }

  async next(): Promise<Uint8Array | undefined> {
    while (!this.ended) {
      const piece = await this.run.next();
      this.bytesRead = piece.bytesRead;
      this.ofFile = piece.notices;
      this.ofMembers.push(...this.checksums.check(piece.bytes, piece.memberEnds));
      this.take(piece);
      if (piece.last) this.finish();
      if (piece.bytes.length > 0) return piece.bytes;
    }
    return undefined;
  }

  close(): void {
    this.ended = true;
    this.recent.clear();
    this.inflated.close();
    void this.run.close().then(() => this.file.close());
  }

  /** All was inflated that can be. An index of less than the whole file is not worth keeping: it is read in a moment. */
  private finish(): void {
    this.ended = true;
    void this.run.close();
    const isWhole = this.notices.every(({ severity }) => severity !== 'error');
    this.index.length = this.bytesGiven;
    if (isWhole && this.index.checkpoints.length > 0) this.made?.(this.index);
  }

  private take({ bytes, checkpoint }: InflatedPiece): void {
    if (bytes.length === 0) return;
    this.bytesGiven += bytes.length;
    this.inflated.length = this.bytesGiven;
    const unused = this.recent.add(bytes);
    if (unused) this.run.recycle(unused.buffer);
    if (!checkpoint) return;
    const { input, bits, windowLength } = checkpoint;
    this.index.add({ output: this.bytesGiven, input, bits, window: this.recent.last(windowLength) });
  }

  private read(offset: number, target: Uint8Array): number {
    return this.recent.read(offset, target) ?? this.inflated.read(offset, target);
  }
}
