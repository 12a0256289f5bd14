/** How far `a` is ahead of `b`, modulo 2^32, as a signed number. */
function distance(a: number, b: number): number {
  return (a - b) | 0;
}

export function isBefore(a: number, b: number): boolean {
  return distance(a, b) < 0;
}

export function isBehind(a: number, b: number): boolean {
  return distance(a, b) > 0;
}

/** The number so far ahead, modulo 2^32. */
export function advanced(number: number, by: number): number {
  return (number + by) >>> 0;
}
