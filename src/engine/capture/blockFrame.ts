/** Bytes before a block's body, with its type and its length, and behind it, with its length again. */
export const FRAME_HEADER = 8;
export const FRAME_TRAILER = 4;
const SMALLEST_BLOCK = FRAME_HEADER + FRAME_TRAILER;

/** A block longer than this is taken for damage: lists of processes reach some MB, one event at most its snaplen. */
export const MAX_BLOCK_LENGTH = 256 * 1024 * 1024;

/** Whether a block, frame and all, can be so long. */
export function isBlockLength(length: number): boolean {
  return length >= SMALLEST_BLOCK && length <= MAX_BLOCK_LENGTH && (length & 3) === 0;
}
