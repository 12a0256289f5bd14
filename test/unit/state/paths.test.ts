import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText } from '../../../src/engine/base/text';
import { isSettled, PathJoiner } from '../../../src/engine/state/paths';

function settled(path: string): boolean {
  const bytes = encodeText(path);
  return isSettled(bytes, 0, bytes.length);
}

function joined(directory: string, path: string): string {
  const joiner = new PathJoiner();
  const bytes = encodeText(path);
  joiner.join(encodeText(directory), bytes, 0, bytes.length);
  return decodeText(joiner.result.subarray(0, joiner.length));
}

describe('a path that is settled', () => {
  it.each(['/etc/hosts', '/a', '/usr/lib/x86_64-linux-gnu/libc.so.6', '/etc/a..b'])('%s is one', (path) => {
    expect(settled(path)).toBe(true);
  });

  it.each(['', '/', 'etc/hosts', '/etc/', '/etc//hosts', '/etc/./hosts', '/etc/../hosts', `/${'a'.repeat(1024)}`])(
    '%s is none',
    (path) => {
      expect(settled(path)).toBe(false);
    },
  );

  it('stays as it is, whatever directory it is seen from', () => {
    const part = fc.constantFrom('/', '.', '..', 'a', 'etc', '//', '/b');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.constantFrom('', '/root/', '/'), (parts, directory) => {
        const path = parts.join('');
        if (settled(path)) expect(joined(directory, path)).toBe(path);
      }),
      { numRuns: 2000 },
    );
  });
});
