import type { ByteSource } from '../../engine/trace/byteSource';

/** Keeps the inflated bytes of a compressed capture so that they can be read again by position. */
export interface InflatedBytes extends ByteSource {
  /**
   * Takes the next bytes; the piece is not used afterwards. Throws the system's error where they cannot be kept: then
   * nothing more is appended, and what was kept before stays readable.
   */
  append(piece: Uint8Array): void;
  close(): void;
}
