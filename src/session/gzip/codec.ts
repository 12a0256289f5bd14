import type { Checkpoint, DeflatePlace } from './checkpoint';
import type { CompressedFile } from './gzipStream';

/**
 * Inflates all of `target` from a checkpoint on, which is all there is up to another place of the same member; false where it is
 * not, or cannot be done for certain. Throws what reading the file throws.
 */
export type InflateBetween = (file: CompressedFile, from: Checkpoint, to: DeflatePlace, target: Uint8Array) => boolean;

/** What gzip needs of the platform, beside pako's inflater: the fastest that there is. */
export interface GzipCodec {
  /** CRC-32 of bytes, carried on from that of the bytes before them (0 for none). Source: RFC 1952 §8. */
  crc32(bytes: Uint8Array, before: number): number;
  /** Makes a few bytes smaller, to keep many of their kind. */
  pack(bytes: Uint8Array): Uint8Array;
  /** Gives back what was packed. */
  unpack(packed: Uint8Array): Uint8Array;
  /** Absent where pako is the fastest. */
  inflateBetween?: InflateBetween;
}
