import type { Diagnostic } from '../../filter/diagnostic';
import type { TextRange } from '../../filter/syntaxTree';

/** What a file can define. */
export type EntryKind = 'filter' | 'macro' | 'list';

/** `filter name: …`, `macro name: …` or `list name: …` with all its lines. */
export interface FileEntry extends TextRange {
  readonly kind: EntryKind;
  readonly keyword: TextRange;
  readonly name: string;
  readonly nameRange: TextRange;
  /** From behind the colon to where the next entry, or what belongs to it, begins. */
  readonly body: TextRange;
  /** The text of `body` with its comments as blanks, so that places stay the same: a filter, or the items of a list. */
  readonly bodyText: string;
  /** The comment right above it, without `#`; empty without one. */
  readonly documentation: string;
}

/** A `.scapfilter` file as its lines say. Whatever stands in it, `text` is all of it, and every place counts in it. */
export interface FilterFile {
  readonly text: string;
  readonly entries: readonly FileEntry[];
  /** Lines whose first character that is no blank is `#`. */
  readonly comments: readonly TextRange[];
  /** What is wrong with the lines; what is wrong inside of entries is found when they are read as filters. */
  readonly diagnostics: readonly Diagnostic[];
}

const HEAD = /^(filter|macro|list)(?=[ \t:]|$)[ \t]*([^:\n]*)(:?)/;
const LINE = /[^\n]*(?:\n|$)/y;
/** Names of macros and lists, as a filter can name them. */
const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_]*$/;

interface Line extends TextRange {
  readonly text: string;
}

/** Reads a file. Never fails, and takes time in proportion to the text. */
export function readFilterFile(text: string): FilterFile {
  return new FileReader(text).read();
}

/** Goes over the lines once; an entry is closed when the next one begins. */
class FileReader {
  private readonly entries: FileEntry[] = [];
  private readonly comments: TextRange[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private open: { readonly head: RegExpExecArray; readonly line: Line; readonly documentation: string } | undefined;
  /** The comment lines that end just before the current line. */
  private above: Line[] = [];

  constructor(private readonly text: string) {}

  read(): FilterFile {
    const { text, entries, comments, diagnostics } = this;
    LINE.lastIndex = 0;
    for (let start = 0; start < text.length; ) {
      LINE.lastIndex = start;
      LINE.test(text);
      const end = LINE.lastIndex;
      this.line({ start, end, text: text.slice(start, end) });
      start = end;
    }
    this.close(text.length);
    return { text, entries, comments, diagnostics };
  }

  private line(line: Line): void {
    const written = line.text.trim();
    if (written.startsWith('#')) {
      this.comments.push({ start: line.start, end: line.start + line.text.replace(/\r?\n$/, '').length });
      this.above.push(line);
      return;
    }
    const head = HEAD.exec(line.text);
    if (head) {
      this.close(this.above[0]?.start ?? line.start);
      this.open = {
        head,
        line,
        documentation: this.above.map(({ text }) => text.replace(/^\s*# ?/, '').trimEnd()).join('\n'),
      };
    } else if (written !== '' && !/^[ \t]/.test(line.text)) {
      this.strayLine(line, written);
    }
    this.above = [];
  }

  /** A line that begins no entry, and is not indented as one that continues the entry above. It is read as if it were. */
  private strayLine({ start }: Line, written: string): void {
    const fixes = this.open ? [{ title: 'Indent the line', edits: [{ start, end: start, text: '  ' }] }] : [];
    const message = this.open
      ? `A line that continues '${this.open.head[1]} ${this.open.head[2].trim()}' has to be indented; others begin with filter, macro, list or #.`
      : "A definition has to begin with 'filter', 'macro' or 'list', a name and a colon.";
    this.diagnostics.push({ code: 'file-line', severity: 'error', message, start, end: start + written.length, fixes });
  }

  private close(end: number): void {
    if (!this.open) return;
    const { head, line, documentation } = this.open;
    this.open = undefined;
    const [whole, kind, writtenName, colon] = head;
    const name = writtenName.trimEnd();
    const nameStart = line.start + whole.length - colon.length - writtenName.length;
    const body = { start: Math.min(line.start + whole.length, end), end };
    const entry: FileEntry = {
      kind: kind as EntryKind,
      keyword: { start: line.start, end: line.start + kind.length },
      name,
      nameRange: { start: nameStart, end: nameStart + name.length },
      body,
      bodyText: this.withoutComments(body),
      documentation,
      start: line.start,
      end: line.start + this.text.slice(line.start, end).trimEnd().length,
    };
    this.checkHead(entry, colon);
    this.entries.push(entry);
  }

  private checkHead({ kind, name, nameRange, keyword }: FileEntry, colon: string): void {
    const report = (message: string, place: TextRange, insert?: string): void => {
      const fixes =
        insert === undefined
          ? []
          : [{ title: `Insert '${insert}'`, edits: [{ start: place.end, end: place.end, text: insert }] }];
      this.diagnostics.push({
        code: 'file-head',
        severity: 'error',
        message,
        start: place.start,
        end: place.end,
        fixes,
      });
    };
    if (name === '') report(`A name has to follow '${kind}'.`, keyword);
    else if (kind !== 'filter' && !IDENTIFIER.test(name)) {
      report(`The name of a ${kind} is made of letters, digits and '_', and begins with a letter.`, nameRange);
    }
    if (name !== '' && colon === '') report(`A colon has to follow the name of a ${kind}.`, nameRange, ':');
  }

  /** A body with its comment lines as blanks. */
  private withoutComments(body: TextRange): string {
    const pieces: string[] = [];
    let from = body.start;
    for (let index = this.firstComment(body.start); index < this.comments.length; index++) {
      const { start, end } = this.comments[index];
      if (start >= body.end) break;
      pieces.push(this.text.slice(from, start), ' '.repeat(end - start));
      from = end;
    }
    pieces.push(this.text.slice(from, body.end));
    return pieces.join('');
  }

  /** The index of the first comment that begins at `from` or later; they are in order, and those of this body are last. */
  private firstComment(from: number): number {
    let index = this.comments.length;
    while (index > 0 && this.comments[index - 1].start >= from) index--;
    return index;
  }
}
