/** The options of a command, as getopt(3) finds them: letters, each followed by its argument where it takes one. */
export interface FoundOption {
  readonly letter: string;
  readonly argument: string | undefined;
}

/**
 * Finds the options of a command: it stops at `--`, at a lone `-` and at the first word that is no option; long options are
 * skipped; one that `options` does not have is `?`. Source: facts/filter-language.md §6, POSIX getopt.
 */
export function findOptions(words: readonly string[], options: string): FoundOption[] {
  const found: FoundOption[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === '--' || word === '-' || !word.startsWith('-')) break;
    if (word.startsWith('--')) continue;
    for (let place = 1; place < word.length; place++) {
      const letter = word[place];
      const known = letter === ':' ? -1 : options.indexOf(letter);
      if (known < 0) {
        found.push({ letter: '?', argument: undefined });
      } else if (options[known + 1] !== ':') {
        found.push({ letter, argument: undefined });
      } else {
        const rest = word.slice(place + 1);
        const argument = rest === '' ? words[++at] : rest;
        found.push(argument === undefined ? { letter: '?', argument } : { letter, argument });
        break;
      }
    }
  }
  return found;
}
