/** Nanoseconds from which a gap between two events stands out by itself. */
export const NOTABLE_GAP = 1_000_000_000;

/**
 * A span of time in the unit in which it reads best: `850ns`, `4.7µs`, `1.23ms`, `4.00 s`; a negative one, where the
 * capture's clock ran back, has a sign. Nanoseconds in; a rounded value never shows as 1000 of its unit.
 */
export function formatDuration(nanoseconds: number): string {
  const sign = nanoseconds < 0 ? '-' : '';
  const size = Math.abs(nanoseconds);
  if (size < 1000) return `${sign}${Math.round(size)}ns`;
  if (size < 999_950) return `${sign}${(size / 1e3).toFixed(1)}µs`;
  if (size < 999_995_000) return `${sign}${(size / 1e6).toFixed(2)}ms`;
  return `${sign}${(size / 1e9).toFixed(2)} s`;
}

/** Whether a gap between two lines is to be framed: 1 s and more, as it is shown. */
export function isNotableGap(delta: number | null): boolean {
  return delta !== null && delta >= NOTABLE_GAP - 5000;
}
