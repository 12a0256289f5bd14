import type { TextEdit } from '../filter/diagnostic';
import type { Token, TokenKind } from '../filter/token';

/** What a line of a filter that is not its first begins with. */
const INDENT = '  ';

/**
 * The edits that space tokens well: one blank around operators and words and after commas, none inside of brackets. Line
 * breaks stay, and the lines they begin are indented. For texts without mistakes in their syntax.
 */
export function spacingEdits(text: string, tokens: readonly Token[]): TextEdit[] {
  const edits: TextEdit[] = [];
  const change = (start: number, end: number, wanted: string): void => {
    if (text.slice(start, end) !== wanted) edits.push({ start, end, text: wanted });
  };
  let before: Token | undefined;
  let blank: Token | undefined;
  for (const token of tokens) {
    if (token.kind === 'blank') {
      blank = token;
      continue;
    }
    const start = before?.end ?? 0;
    if (!before) change(0, token.start, '');
    else change(start, token.start, gap(text.slice(start, token.start), before.kind, token.kind));
    before = token;
    blank = undefined;
  }
  if (before && blank) change(blank.start, blank.end, '');
  return edits;
}

function gap(written: string, before: TokenKind, after: TokenKind): string {
  if (after === 'argument' || before === 'transformer') return '';
  if (written.includes('\n')) return `\n${INDENT}`;
  if (before === 'open' || after === 'close' || after === 'comma') return '';
  return ' ';
}
