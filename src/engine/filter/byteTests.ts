import { ByteSearch } from './byteSearch';
import { ByteSet } from './byteSet';
import { compareBytes, endsWith, equalBytes, lowerCase, startsWith } from './bytes';
import { globTest } from './glob';
import type { Comparison } from './operators';
import { pathTest } from './pathTest';
import { regexTest } from './regexTest';

/** Whether `bytes[start, end)` satisfies a comparison. */
export type ByteTest = (bytes: Uint8Array, start: number, end: number) => boolean;

/** The test of a comparison with texts, buffers or addresses. Everything compares byte by byte. */
export function byteTest(comparison: Comparison, operands: readonly Uint8Array[]): ByteTest {
  const first = operands[0] ?? new Uint8Array(0);
  switch (comparison) {
    case 'equal':
      return (bytes, start, end) => equalBytes(first, bytes, start, end);
    case 'unequal':
      return (bytes, start, end) => !equalBytes(first, bytes, start, end);
    case 'less':
      return (bytes, start, end) => compareBytes(bytes, start, end, first) < 0;
    case 'less-or-equal':
      return (bytes, start, end) => compareBytes(bytes, start, end, first) <= 0;
    case 'greater':
      return (bytes, start, end) => compareBytes(bytes, start, end, first) > 0;
    case 'greater-or-equal':
      return (bytes, start, end) => compareBytes(bytes, start, end, first) >= 0;
    case 'in':
    case 'intersects': {
      const set = new ByteSet(operands);
      return (bytes, start, end) => set.has(bytes, start, end);
    }
    case 'contains': {
      const search = new ByteSearch(first, false);
      return (bytes, start, end) => search.isIn(bytes, start, end);
    }
    case 'contains-any-case': {
      const search = new ByteSearch(first, true);
      return (bytes, start, end) => search.isIn(bytes, start, end);
    }
    case 'starts-with':
      return (bytes, start, end) => startsWith(first, bytes, start, end);
    case 'ends-with':
      return (bytes, start, end) => endsWith(first, bytes, start, end);
    case 'under-path':
      return pathTest(operands);
    case 'glob':
      return globTest(first, false);
    case 'glob-any-case':
      return globTest(first.map(lowerCase), true);
    case 'regex':
      return regexTest(first);
    case 'exists':
      return () => true;
  }
}
