/** The sum of 16-bit words of `bytes[start, end)`, added to `sum` and folded; an odd last byte counts as a high one. */
export function wordSum(bytes: Uint8Array, start: number, end: number, sum = 0): number {
  let total = sum;
  let at = start;
  for (; at + 1 < end; at += 2) total += (bytes[at] << 8) | bytes[at + 1];
  if (at < end) total += bytes[at] << 8;
  while (total > 0xffff) total = (total & 0xffff) + Math.floor(total / 0x10000);
  return total;
}

/** What is to be said of a checksum. */
export interface ChecksumVerdict {
  readonly state: 'correct' | 'wrong';
  /** The value that would be right; only where it is wrong. */
  readonly right: number;
}

/**
 * Verifies the internet checksum at `at` of `bytes[start, end)`, to which `sum` of a pseudo header belongs. Source: RFC 1071.
 */
export function verifyChecksum(bytes: Uint8Array, start: number, end: number, at: number, sum = 0): ChecksumVerdict {
  const whole = wordSum(bytes, start, end, sum);
  if (whole === 0xffff) return { state: 'correct', right: 0 };
  const stored = (bytes[at] << 8) | bytes[at + 1];
  // Ones' complement: what is stored leaves the sum by adding its complement.
  let others = whole + (0xffff - stored);
  if (others > 0xffff) others = (others & 0xffff) + 1;
  return { state: 'wrong', right: 0xffff - others };
}
