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
  private readonly inflated: IndexedBytes;
  private readonly recent = new RecentPieces();
  private ended = false;

  constructor(
    private readonly file: OpenCompressedFile,
    private readonly run: InflateRun,
    codec: GzipCodec,
  ) {
    this.checksums = new MemberChecksums(codec.crc32);
    this.index = new SeekIndex(codec);
    this.inflated = new IndexedBytes(file, this.index);
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
      this.ended ||= piece.last;
      if (piece.last) void this.run.close();
      this.bytesRead = piece.bytesRead;
      this.ofFile = piece.notices;
      this.ofMembers.push(...this.checksums.check(piece.bytes, piece.memberEnds));
      if (piece.bytes.length > 0) {
        this.take(piece);
        return piece.bytes;
      }
    }
    return undefined;
  }

  close(): void {
    this.ended = true;
    this.recent.clear();
    this.inflated.close();
    void this.run.close().then(() => this.file.close());
  }

  private take({ bytes, checkpoint }: InflatedPiece): void {
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
