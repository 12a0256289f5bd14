/** How far back a deflate stream can refer, in bytes. Source: RFC 1951 §2. */
export const WINDOW_SIZE = 32 * 1024;

/** A place between two blocks of a deflate stream, from which it can be inflated on. */
export interface DeflatePlace {
  /** Position in the file of the first byte that has not been used at all. */
  readonly input: number;
  /** How many bits of the byte before that are still to be used, 0 to 7: its highest ones. */
  readonly bits: number;
}

/** A place in a gzip file, with all that is needed to inflate on from there. */
export interface Checkpoint extends DeflatePlace {
  /** Position in the uncompressed capture of the first byte that comes from there. */
  readonly output: number;
  /** The last bytes that its member gave before, at most 32 KiB; none at a member's beginning. */
  readonly window: Uint8Array;
}
