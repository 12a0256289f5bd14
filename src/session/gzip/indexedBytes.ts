import type { ByteSource } from '../../engine/trace/byteSource';
import type { InflateBetween } from './codec';
import type { CompressedFile } from './gzipStream';
import { PAGE_SIZE, PageCache } from './pageCache';
import type { SeekIndex } from './seekIndex';
import { SpanStream } from './spanStream';

/**
 * Random access to the uncompressed bytes of a gzip file. A page that is not kept is inflated from the checkpoint before it,
 * with all pages on the way; reading goes on from where it stopped where that is nearer, so that a scan in file order inflates
 * every byte once.
 */
export class IndexedBytes implements ByteSource {
  /** How many bytes there are so far. */
  length = 0;
  private readonly pages = new PageCache();
  private stream: SpanStream;

  constructor(
    private readonly file: CompressedFile,
    private readonly index: SeekIndex,
    private readonly inflateBetween?: InflateBetween,
  ) {
    this.stream = this.makeStream();
  }

  read(offset: number, target: Uint8Array): number {
    const end = Math.min(offset + target.length, this.length);
    for (let at = offset; at < end; ) {
      const page = Math.floor(at / PAGE_SIZE);
      const start = page * PAGE_SIZE;
      const bytes = this.pages.get(page) ?? this.inflate(page);
      const part = bytes.subarray(at - start, end - start);
      // The file has changed on disk since: it was longer.
      if (part.length === 0) return at - offset;
      target.set(part, at - offset);
      at += part.length;
    }
    return Math.max(0, end - offset);
  }

  close(): void {
    this.length = 0;
    this.stream = this.makeStream();
    this.pages.clear();
  }

  /** Inflates up to the end of a page, and returns it: cut short where the capture ends, empty where it ends before. */
  private inflate(page: number): Uint8Array {
    const { stream } = this;
    this.goBefore(page * PAGE_SIZE);
    for (;;) {
      const number = Math.floor(stream.output / PAGE_SIZE);
      // A checkpoint may lie in the middle of a page before the one that is wanted: that page is not seen whole.
      const skipped = stream.output % PAGE_SIZE;
      const target = this.pages.take();
      const count = stream.read(target, skipped, PAGE_SIZE);
      const bytes = target.subarray(0, skipped + count);
      if (skipped === 0 && count > 0) this.pages.set(number, bytes);
      if (number === page) return bytes;
      if (count === 0) return bytes.subarray(0, 0);
    }
  }

  /** Has the stream stand at `start` or before, as near as it can. */
  private goBefore(start: number): void {
    const { stream, index } = this;
    if (stream.ended || stream.output > start || stream.output < index.startFor(start)) stream.seek(start);
  }

  private makeStream(): SpanStream {
    return new SpanStream(this.file, this.index, this.inflateBetween);
  }
}
