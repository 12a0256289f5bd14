const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const LOWER_A = 0x61;
const LOWER_Z = 0x7a;
const CASE_BIT = 0x20;

/** An ASCII capital as its small letter; any other byte as it is. */
export function lowerCase(byte: number): number {
  return byte >= UPPER_A && byte <= UPPER_Z ? byte | CASE_BIT : byte;
}

/** A small ASCII letter as its capital; any other byte as it is. */
export function upperCase(byte: number): number {
  return byte >= LOWER_A && byte <= LOWER_Z ? byte & ~CASE_BIT : byte;
}

/** Whether `bytes[start, end)` is `whole`. */
export function equalBytes(whole: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === whole.length && startsWith(whole, bytes, start, end);
}

/** Whether `bytes[start, end)` begins with `prefix`. */
export function startsWith(prefix: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < prefix.length) return false;
  for (let index = 0; index < prefix.length; index++) {
    if (bytes[start + index] !== prefix[index]) return false;
  }
  return true;
}

/** Whether `bytes[start, end)` ends with `suffix`. */
export function endsWith(suffix: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  return end - start >= suffix.length && startsWith(suffix, bytes, end - suffix.length, end);
}

/** The order of `bytes[start, end)` and `other` as unsigned bytes: negative, 0 or positive. */
export function compareBytes(bytes: Uint8Array, start: number, end: number, other: Uint8Array): number {
  const common = Math.min(end - start, other.length);
  for (let index = 0; index < common; index++) {
    const difference = bytes[start + index] - other[index];
    if (difference !== 0) return difference;
  }
  return end - start - other.length;
}
