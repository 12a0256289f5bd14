import { insertion, replacement } from './mistake';
import { parseLiteral } from './operandParser';
import type { ExpectationContext, ParseState } from './parseState';
import type { Literal } from './syntaxTree';

/** Reads `(a, "b c", d)`; the bracket is the next character. */
export function parseListItems(state: ParseState, context: ExpectationContext): Literal[] {
  const { lexer } = state;
  const opened = lexer.at;
  const items: Literal[] = [];
  lexer.character('open', '(');
  state.expect('list-item', context);
  if (lexer.next === ')') {
    state.settle();
    lexer.character('close', ')');
    return items;
  }
  while (!state.stopped) {
    const item = parseLiteral(state);
    state.countValue();
    // Each is a check of its own.
    if (context.modifier) state.countCheck();
    if (item) items.push(item);
    state.settle();
    if (!item && lexer.atEnd) {
      closeList(state, opened);
      return items;
    }
    if (!item) reportMissingItem(state);
    lexer.blank();
    if (lexer.character('close', ')')) return items;
    if (lexer.atEnd || (item && lexer.atConnective)) {
      closeList(state, opened);
      return items;
    }
    if (!lexer.character('comma', ',')) parseMissingComma(state, item);
    state.expect('list-item', context);
  }
  return items;
}

/** Says what is missing before a comma or bracket, and takes what cannot be an item. */
function reportMissingItem(state: ParseState): void {
  const { lexer } = state;
  const comma = lexer.tokens.findLast(({ kind }) => kind !== 'blank');
  const here = state.here;
  const isSeparator = lexer.next === ',' || lexer.next === ')';
  const fixes = isSeparator && comma?.kind === 'comma' ? [replacement("Remove the ','", comma, '')] : [];
  state.report(
    'value-expected',
    'A value is expected here.',
    isSeparator ? { ...here, end: here.start + 1 } : here,
    ...fixes,
  );
  if (!isSeparator) lexer.unread(here.start + 1);
}

function parseMissingComma(state: ParseState, item: Literal | undefined): void {
  const { lexer } = state;
  const here = state.here;
  // What follows an unreadable item has been complained about.
  if (item) {
    const end = item.end;
    state.report('comma-expected', "Values of a list are separated by ','.", here, insertion("Add a ','", end, ','));
  }
  if (!/[^()=]/.test(lexer.next)) lexer.unread(lexer.at + 1);
}

/** The list is not closed where a condition goes on, or at the end. */
function closeList(state: ParseState, opened: number): void {
  const { lexer } = state;
  if (state.hasUnclosed) return;
  const fix = insertion("Add the missing ')'", lexer.endOfLast, ')');
  state.report('unclosed-bracket', 'This list is never closed.', { start: opened, end: opened + 1 }, fix);
}
