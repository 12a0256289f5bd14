import { equalBytes } from './bytes';
import type { ByteTest } from './byteTests';
import { globTest } from './glob';

const SLASH = 0x2f;
const WILDCARDS: ReadonlySet<number> = new Set([0x2a, 0x3f, 0x5b]);

/** One part of a path: text, or a pattern for one part. */
type Part = ByteTest;

/**
 * Whether a path is one of `paths` or lies below one: part by part, so that `/usr/lib` holds `/usr/lib/x` but not
 * `/usr/library`. Empty parts do not count; `/` holds everything. Source: facts/filter-language.md §3.
 */
export function pathTest(paths: readonly Uint8Array[]): ByteTest {
  const prefixes = paths.map(partsOf);
  return (bytes, start, end) => prefixes.some((parts) => isUnder(parts, bytes, start, end));
}

function isUnder(parts: readonly Part[], bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  for (const part of parts) {
    while (at < end && bytes[at] === SLASH) at++;
    const from = at;
    while (at < end && bytes[at] !== SLASH) at++;
    if (from === at || !part(bytes, from, at)) return false;
  }
  return true;
}

function partsOf(path: Uint8Array): Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < path.length; at++) {
    const from = at;
    while (at < path.length && path[at] !== SLASH) at++;
    if (at > from) parts.push(partTest(path.subarray(from, at)));
  }
  return parts;
}

function partTest(part: Uint8Array): Part {
  if (part.some((byte) => WILDCARDS.has(byte))) return globTest(part, false);
  return (bytes, start, end) => equalBytes(part, bytes, start, end);
}
