/** How much a compressed capture may inflate to, so that a small hostile file cannot fill the disk. */
export interface InflateLimits {
  /** Most inflated bytes. */
  readonly totalBytes: number;
  /** Most inflated bytes per compressed byte, once there are more than `ratioFrom` inflated bytes; infinite for no such limit. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

/** 64 GiB; beyond 1 GiB at most 200 times the compressed size. Captures shrink to between a third and a thirtieth. */
export const USUAL_LIMITS: InflateLimits = { totalBytes: 64 * 2 ** 30, ratio: 200, ratioFrom: 2 ** 30 };

/** The limits where somebody has set one, in bytes: that one alone; the usual ones where it is undefined. */
export function inflateLimits(totalBytes: number | undefined): InflateLimits {
  return totalBytes === undefined
    ? USUAL_LIMITS
    : { totalBytes, ratio: Number.POSITIVE_INFINITY, ratioFrom: totalBytes };
}

/** To how many bytes so many compressed ones may inflate. */
export function mostInflated({ totalBytes, ratio, ratioFrom }: InflateLimits, compressed: number): number {
  return Math.min(totalBytes, Math.max(ratioFrom, compressed * ratio));
}

/** What the limits are, as the end of a sentence that begins with "a compressed capture may inflate to". */
export function limitText({ totalBytes, ratio, ratioFrom }: InflateLimits): string {
  const relative = Number.isFinite(ratio) ? `, and beyond ${ratioFrom} bytes to ${ratio} times its size` : '';
  return `${totalBytes} bytes${relative}`;
}
