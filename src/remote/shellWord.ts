/** A text that no shell can be given as an argument. */
export class ShellWordError extends Error {
  readonly reason = 'nul-in-argument';

  constructor() {
    super('An argument for the host holds a NUL character, which no command line can carry.');
    this.name = 'ShellWordError';
  }
}

/** What every shell takes as it stands, wherever a word may stand. */
const PLAIN = /^[A-Za-z0-9_/.:@%+,-][A-Za-z0-9_/.:@%+,=-]*$/;

/**
 * One argument as a word of a POSIX shell: whatever is in it, blanks, quotes, semicolons and newlines included, reaches the
 * program as one argument. Throws a `ShellWordError` for a NUL. Source: POSIX.1-2017, Shell Command Language §2.2.2.
 */
export function shellWord(argument: string): string {
  if (argument.includes('\0')) throw new ShellWordError();
  return PLAIN.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

/** Arguments as one line for a POSIX shell. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
