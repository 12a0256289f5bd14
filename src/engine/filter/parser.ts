import { encodeText } from '../base/text';
import { parseCheck } from './checkParser';
import type { Diagnostic } from './diagnostic';
import type { Expectation } from './expectation';
import { LONGEST_FILTER } from './filterLimits';
import { FOREIGN_CONNECTIVES, FOREIGN_NEGATIONS } from './foreignWords';
import { parseListItems } from './listParser';
import { insertion, mistake, replacement } from './mistake';
import { ParseState } from './parseState';
import { quoteValue } from './quoting';
import type { Literal, SyntaxNode } from './syntaxTree';
import type { Token } from './token';

/** A filter read as far as possible. */
export interface ParsedFilter {
  readonly text: string;
  /** The whole text in pieces. */
  readonly tokens: readonly Token[];
  readonly root: SyntaxNode;
  /** What is wrong with the syntax, by place; empty when nothing is. */
  readonly diagnostics: readonly Diagnostic[];
  /** What may be written where, by place: see `expectationAt`. */
  readonly expectations: readonly Expectation[];
}

/** The values of a list that stand alone, as in the definition of a list. */
export interface ParsedList {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly items: readonly Literal[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a filter. Never fails: what is wrong is in the diagnostics, and in the tree as error nodes. After a mistake it goes
 * on at the next `and`, `or` or bracket. Takes a time linear in the length of the text, of which too much is not read at all.
 */
export function parseFilter(text: string): ParsedFilter {
  const tooLong = tooLongText(text);
  if (tooLong) return { text, ...tooLong, root: { kind: 'error', start: 0, end: text.length }, expectations: [] };
  const state = new ParseState(text);
  const { lexer, diagnostics, expectations } = state;
  const root = parseChain(state, 'or');
  while (!state.stopped && !lexer.atEnd) {
    // Only a bracket too many ends a chain.
    const start = lexer.at;
    lexer.unread(start + 1);
    const range = { start, end: start + 1 };
    state.report('unopened-bracket', "This ')' closes nothing.", range, replacement('Remove it', range, ''));
    parseRest(state);
  }
  lexer.unread(text.length);
  if (diagnostics.length === 1 && EMPTY.test(text)) {
    return { text, tokens: lexer.tokens, root, diagnostics: [emptyFilter(text)], expectations };
  }
  return { text, tokens: lexer.tokens, root, diagnostics, expectations };
}

/** Reads `(a, "b c", d)`, all of the text. Never fails, either. */
export function parseList(text: string): ParsedList {
  const tooLong = tooLongText(text);
  if (tooLong) return { text, ...tooLong, items: [] };
  const state = new ParseState(text);
  const { lexer } = state;
  lexer.blank();
  const items = lexer.next === '(' ? parseListItems(state, {}) : [];
  lexer.blank();
  if (!lexer.atEnd || lexer.tokens.length === 0) {
    state.report('list-expected', 'A list is values in brackets, with commas between them.', state.here);
  }
  lexer.unread(text.length);
  return { text, tokens: lexer.tokens, items, diagnostics: state.diagnostics };
}

/** Recursive descent. It recurses only at brackets, whose depth is limited. */
function parseChain(state: ParseState, word: 'and' | 'or'): SyntaxNode {
  const { lexer } = state;
  lexer.blank();
  const start = lexer.at;
  const operands = [parseOperand(state, word)];
  while (!state.stopped && parseConnective(state, word)) operands.push(parseOperand(state, word));
  if (operands.length === 1) return operands[0];
  return { kind: word, bracketed: false, operands, start, end: lexer.endOfLast };
}

function parseOperand(state: ParseState, of: 'and' | 'or'): SyntaxNode {
  return of === 'or' ? parseChain(state, 'and') : parseNegation(state);
}

/** Takes the word between two operands of a chain; false where the chain ends. */
function parseConnective(state: ParseState, word: 'and' | 'or'): boolean {
  const { lexer } = state;
  while (!state.stopped) {
    state.expect('connective');
    if (takeConnective(state, word)) {
      state.settle();
      return true;
    }
    if (word === 'or' || lexer.atEnd || lexer.next === ')' || lexer.atConnective) return false;
    if (FOREIGN_CONNECTIVES.has(foreignConnective(state))) return false;
    if (parseMissingConnective(state)) return true;
  }
  return false;
}

function takeConnective(state: ParseState, word: 'and' | 'or'): boolean {
  const { lexer } = state;
  if (lexer.keyword(word)) return true;
  if (!lexer.startsWithWord(word)) return takeForeignConnective(state, word);
  const range = { start: lexer.at, end: lexer.at + word.length };
  lexer.unread(range.end);
  const fix = insertion('Add the blank', range.end, ' ');
  state.report('blank-expected', `A blank or a bracket has to follow '${word}'.`, range, fix);
  return !lexer.atEnd;
}

function foreignConnective({ lexer, text }: ParseState): string {
  return lexer.peekWord() ?? /^(?:&&?|\|\|?)/.exec(text.slice(lexer.at, lexer.at + 2))?.[0] ?? '';
}

/** Takes `&&` for `and`, and says so. */
function takeForeignConnective(state: ParseState, word: 'and' | 'or'): boolean {
  const { lexer } = state;
  const found = foreignConnective(state);
  if (FOREIGN_CONNECTIVES.get(found) !== word) return false;
  const range = { start: lexer.at, end: lexer.at + found.length };
  lexer.unread(range.end);
  const spaced = /[\s(]/.test(state.text.charAt(range.end)) ? word : `${word} `;
  const fix = replacement(`Write '${word}'`, range, spaced);
  state.report('foreign-operator', `Write '${word}' instead of '${found}'.`, range, fix);
  return true;
}

/** Something follows a complete check that is neither `and` nor `or`. Whether it can be read as the next check. */
function parseMissingConnective(state: ParseState): boolean {
  const { lexer, text } = state;
  const range = state.here;
  const previous = lexer.tokens.findLast(({ kind }) => kind !== 'blank');
  const found = text.slice(range.start, Math.min(range.end, range.start + 60));
  const glued = previous?.kind === 'bare' ? /&&|\|\|/.exec(state.slice(previous)) : null;
  if (previous && glued) {
    const word = glued[0] === '&&' ? 'and' : 'or';
    const start = previous.start + glued.index;
    const fix = replacement(`Write '${word}'`, { start, end: start + 2 }, ` ${word} `);
    state.report('foreign-operator', `Write '${word}' instead of '${glued[0]}'.`, { start, end: start + 2 }, fix);
  } else if (LOOKS_LIKE_CHECK.test(text.slice(range.start, range.start + LONGEST_LOOK))) {
    const fixes = [insertion("Insert 'and'", range.start, 'and '), insertion("Insert 'or'", range.start, 'or ')];
    state.report('connective-expected', `'and' or 'or' is expected before '${found}'.`, range, ...fixes);
    return true;
  } else if (previous?.kind === 'bare' && MORE_VALUES.test(found) && !isThousands(state.slice(previous), found)) {
    const operator = lexer.tokens.findLast(({ kind }) => kind === 'operator');
    const isEqual = operator !== undefined && /^==?$/.test(state.slice(operator));
    const blank = operator && text.charAt(operator.start - 1) !== ' ' ? ' ' : '';
    const list = `${blank}in (${state.slice({ start: previous.start, end: range.end })})`;
    const fixes = isEqual
      ? [replacement("Write 'in' and a list", { start: operator.start, end: range.end }, list)]
      : [];
    state.report('connective-expected', "Several values stand in a list: 'in (…, …)'.", range, ...fixes);
  } else {
    const isValue = previous?.kind === 'bare' && lexer.next !== '(';
    const isSpaced = text.charAt(range.start - 1) === ' ';
    const isEquals = lexer.next === '=' && previous?.end === range.start;
    const end = isSpaced ? endOfWords(text, range.start) : range.end;
    const quoted = isValue && (isSpaced || isEquals) && { start: previous.start, end };
    const message = quoted
      ? `'and' or 'or' is expected before '${found}'; a value with blanks or '=' needs quotes.`
      : `'and' or 'or' is expected before '${found}'.`;
    const fixes = quoted
      ? [replacement('Put the value in quotes', quoted, quoteValue(encodeText(state.slice(quoted))))]
      : [];
    state.report('connective-expected', message, range, ...fixes);
  }
  lexer.unread(range.end);
  state.settle();
  lexer.blank();
  state.skipToConnective();
  return false;
}

/** What follows the first value of `evt.type=open,close`. */
const MORE_VALUES = /^(?:,[^\s,()"']+)+$/;

/** Whether the comma of `1,000` is one of a number. */
function isThousands(value: string, rest: string): boolean {
  return /^[0-9]{1,3}$/.test(value) && /^(?:,[0-9]{3})+$/.test(rest);
}

const EMPTY = /^[ \t\b\r\n]*$/;
const LONGEST_LOOK = 200;
const LOOKS_LIKE_CHECK =
  /^(?:not[\s(]|\(|!|[A-Za-z]\w*\(|[A-Za-z]\w*\.[\w./-]+(?:\[[^\]\s]*\])?\s*(?:[<>=!]|(?:exists|i?contains|in|i?glob|regex|startswith|endswith|pmatch|intersects|bcontains|bstartswith)\b))/;

/** Where the words end that seem to belong to the value before them. */
function endOfWords(text: string, start: number): number {
  const words = /^[^ ()=,"']+(?: (?!(?:and|or)\b)[^ ()=,"']+)*/.exec(text.slice(start, start + LONGEST_LOOK));
  return start + (words?.[0].length ?? 0);
}

function parseNegation(state: ParseState): SyntaxNode {
  const { lexer } = state;
  lexer.blank();
  const start = lexer.at;
  let times = 0;
  let operand = parseNegated(state);
  while (operand === 'not') {
    times++;
    operand = parseNegated(state);
  }
  return times === 0 ? operand : { kind: 'not', times, operand, start, end: Math.max(lexer.endOfLast, operand.end) };
}

/** One `not`, or what it negates. */
function parseNegated(state: ParseState): SyntaxNode | 'not' {
  const { lexer } = state;
  state.expect('check');
  if (lexer.keyword('not')) return 'not';
  if (lexer.next === '(') return parseGroup(state);
  const foreign = lexer.next === '!' ? '!' : (lexer.peekWord() ?? '');
  if (!FOREIGN_NEGATIONS.includes(foreign)) return parseCheck(state);
  const range = { start: lexer.at, end: lexer.at + foreign.length };
  const after = state.text.charAt(range.end);
  if (foreign !== '!' && after !== ' ' && after !== '(') return parseCheck(state);
  lexer.unread(range.end);
  const fix = replacement("Write 'not'", range, after === ' ' ? 'not' : 'not ');
  state.report('foreign-operator', `Write 'not' instead of '${foreign}'.`, range, fix);
  return 'not';
}

function parseGroup(state: ParseState): SyntaxNode {
  const { lexer } = state;
  const opened = lexer.at;
  const inner = state.nested(() => {
    lexer.character('open', '(');
    state.settle();
    const chain = parseChain(state, 'or');
    state.close(opened);
    return chain;
  });
  if (!inner) return { kind: 'error', start: opened, end: opened + 1 };
  return inner.kind === 'and' || inner.kind === 'or' ? { ...inner, bracketed: true } : inner;
}

/** After a bracket too many: reads on, to find other mistakes. */
function parseRest(state: ParseState): void {
  const { lexer } = state;
  lexer.blank();
  if (lexer.atEnd) return;
  if (lexer.keyword('and') || lexer.keyword('or')) parseChain(state, 'or');
  else if (lexer.next !== ')') parseChain(state, 'or');
}

/** What is said of a text that is too long to be read. */
function tooLongText(text: string): Pick<ParsedFilter, 'tokens' | 'diagnostics'> | undefined {
  if (text.length <= LONGEST_FILTER) return undefined;
  const all = { start: 0, end: text.length };
  const message = `This is too long: ${text.length} characters, of ${LONGEST_FILTER} at most.`;
  return { tokens: [{ kind: 'unread', ...all }], diagnostics: [mistake('too-long', message, all)] };
}

function emptyFilter(text: string): Diagnostic {
  const message = 'The filter is empty.';
  return { code: 'empty-filter', severity: 'error', message, start: 0, end: text.length, fixes: [] };
}
