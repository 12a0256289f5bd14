import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShellWordError, shellLine, shellWord } from '../../../src/remote/shellWord';

describe('shellWord', () => {
  it('leaves what every shell takes as it stands', () => {
    expect(shellWord('/usr/bin/sysdig')).toBe('/usr/bin/sysdig');
    expect(shellWord('--modern-bpf')).toBe('--modern-bpf');
  });

  it('quotes everything else, an empty text and an assignment included', () => {
    expect(shellWord('')).toBe("''");
    expect(shellWord("it's")).toBe("'it'\\''s'");
    expect(shellWord('=ls')).toBe("'=ls'");
    expect(shellWord('~')).toBe("'~'");
  });

  it('refuses a NUL', () => {
    expect(() => shellWord('a\0b')).toThrow(ShellWordError);
  });

  // It starts dozens of shells, which takes as long as the machine is busy.
  it('brings any arguments through a real shell as they are', { timeout: 60_000 }, () => {
    const words = fc.array(fc.string({ unit: 'binary', maxLength: 30 }).filter(isWord), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(words, (given) => {
        const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${shellLine(given)}`], { encoding: 'utf8' });
        expect(printed.split('\0').slice(0, -1)).toEqual(given);
      }),
      { numRuns: 40 },
    );
  });
});

/** What an argument of a program can be: text without a NUL, and without halves of characters. */
function isWord(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}
