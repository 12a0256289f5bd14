/** A command that a page shows, with what the page says it prints. */
export interface DocumentedCommand {
  /** Words after the program's name, as a shell would take them. */
  readonly args: readonly string[];
  /** Lines of its output; `…` stands for any number of others. */
  readonly lines: readonly string[];
}

/** The `console` blocks of a page in Markdown: `$ scaplens …`, and the lines that it prints. */
export function documentedCommands(page: string): DocumentedCommand[] {
  return [...page.matchAll(/^```console\n\$ scaplens (.*)\n([\s\S]*?)^```$/gm)].map(([, words, output]) => ({
    args: [...words.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", '')),
    lines: output.split('\n').slice(0, -1),
  }));
}

/** Whether an output is what the lines say, `…` standing for any number of lines; spaces at the end of a line do not count. */
export function isPrinted(output: string, lines: readonly string[]): boolean {
  const escaped = lines.map((line) => (line === '…' ? '(?:.*\\n)*?' : `${asPattern(line.trimEnd())} *\\n`));
  return new RegExp(`^${escaped.join('')}$`).test(output);
}

function asPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
