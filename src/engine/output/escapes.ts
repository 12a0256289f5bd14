const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['e', '\x1b'],
  ['\\', '\\'],
]);

/** A format as it was written on a command line, with what its escapes mean: `\n`, `\t`, `\e` and `\\`; others stay. */
export function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (written, letter: string) => MEANINGS.get(letter) ?? written);
}
