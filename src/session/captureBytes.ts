import { MemorySource } from '../engine/trace/byteSource';
import type { CaptureInput } from './captureInput';
import type { GzipCodec } from './gzip/codec';
import { isGzip } from './gzip/gzipHeader';
import { GzipInput } from './gzip/gzipInput';
import type { InflateLimits } from './gzip/inflateLimits';
import { InflateHere } from './gzip/inflateRun';
import type { CaptureNotice } from './protocol';

/** What is taken in at once: other requests are answered between two pieces. */
const PIECE = 1024 * 1024;

/** A capture file that lies whole in memory. */
class MemoryFile extends MemorySource {
  readonly size: number;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.size = bytes.length;
  }

  close(): void {}
}

/** An uncompressed capture in memory. */
class MemoryInput implements CaptureInput {
  readonly compressed = false;
  readonly notices: readonly CaptureNotice[] = [];
  readonly source: MemorySource;
  bytesRead = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.source = new MemorySource(bytes);
  }

  get bytesTotal(): number {
    return this.bytes.length;
  }

  get bytesGiven(): number {
    return this.bytesRead;
  }

  async next(): Promise<Uint8Array | undefined> {
    const piece = this.bytes.subarray(this.bytesRead, this.bytesRead + PIECE);
    this.bytesRead += piece.length;
    return piece.length > 0 ? piece : undefined;
  }

  close(): void {}
}

/** Opens a capture whose file lies whole in memory; whether it is compressed is decided by its content. */
export function openCaptureBytes(bytes: Uint8Array, limits: InflateLimits, codec: GzipCodec): CaptureInput {
  if (!isGzip(bytes)) return new MemoryInput(bytes);
  const file = new MemoryFile(bytes);
  return new GzipInput(file, new InflateHere(file, limits), codec);
}
