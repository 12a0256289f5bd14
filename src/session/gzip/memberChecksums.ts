import type { CaptureNotice } from '../protocol';
import type { GzipCodec } from './codec';

/** The end of a gzip member, with what it says of its content. Source: RFC 1952 §2.3.1. */
export interface MemberEnd {
  /** Position in the uncompressed capture after the member's last byte. */
  readonly output: number;
  /** Position in the file of what it says. */
  readonly position: number;
  readonly checksum: number;
  /** Length of its content modulo 2^32. */
  readonly length: number;
}

/**
 * Compares what members say of their content with what was inflated. Apart from the inflating, because another thread has
 * the time for it.
 */
export class MemberChecksums {
  private checksum = 0;
  private memberStart = 0;
  /** Position in the uncompressed capture up to which pieces came. */
  private at = 0;

  constructor(private readonly crc32: GzipCodec['crc32']) {}

  /** Takes the next piece with the members that end in it; returns a notice for each one that is damaged. */
  check(piece: Uint8Array, ends: readonly MemberEnd[]): CaptureNotice[] {
    const start = this.at;
    const notices: CaptureNotice[] = [];
    for (const { output, position, checksum, length } of ends) {
      this.take(piece.subarray(this.at - start, output - start), output);
      if (this.checksum !== checksum || (output - this.memberStart) % 2 ** 32 !== length) {
        const message = `The checksum at byte ${position} of the file does not match: some of the bytes before it are damaged.`;
        notices.push({ severity: 'warning', reason: 'damaged-gzip', message, offset: output });
      }
      this.memberStart = output;
      this.checksum = 0;
    }
    this.take(piece.subarray(this.at - start), start + piece.length);
    return notices;
  }

  private take(bytes: Uint8Array, end: number): void {
    this.checksum = this.crc32(bytes, this.checksum);
    this.at = end;
  }
}
