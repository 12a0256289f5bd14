/** How much a compressed capture may inflate to, so that a small hostile file cannot fill the disk. */
export interface InflateLimits {
  /** Most inflated bytes. */
  readonly totalBytes: number;
  /** Most inflated bytes per compressed byte, once there are more than `ratioFrom` inflated bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

/** 64 GiB; beyond 1 GiB at most 200 times the compressed size. Captures shrink to between a third and a thirtieth. */
export const USUAL_LIMITS: InflateLimits = { totalBytes: 64 * 2 ** 30, ratio: 200, ratioFrom: 2 ** 30 };

export function exceedsLimit(limits: InflateLimits, inflated: number, compressed: number): boolean {
  return inflated > limits.totalBytes || (inflated > limits.ratioFrom && inflated > compressed * limits.ratio);
}
