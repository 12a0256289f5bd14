import { encodeText } from '../base/text';
import { FOREIGN_OPERATORS, FOREIGN_SYMBOL } from './foreignWords';
import { parseListItems } from './listParser';
import { insertion, replacement } from './mistake';
import { nearest } from './nearest';
import { parseFieldAfter, parseLiteral, parseTransformer, parseValueReference } from './operandParser';
import { findOperator, OPERATORS, type Operator } from './operators';
import type { ParseState } from './parseState';
import { quoteValue } from './quoting';
import type {
  CheckNode,
  ErrorNode,
  ListNode,
  MacroNode,
  Modifier,
  Operand,
  RightSide,
  SyntaxNode,
  TextRange,
  WrittenName,
} from './syntaxTree';

const OPERATOR_NAMES = OPERATORS.map((operator) => operator.name);
const MODIFIERS = ['oneof', 'anyof', 'allof'] as const;

/** Reads one check or macro, and says what is wrong with it. Stands at the next `and`, `or` or bracket afterwards. */
export function parseCheck(state: ParseState): SyntaxNode {
  const { lexer } = state;
  const start = lexer.at;
  state.countCheck();
  const left = parseLeft(state);
  state.settle();
  if (left.kind === 'macro' || left.kind === 'error') return left;
  if (left.kind === 'field' && left.name.endsWith('.')) {
    state.report('unknown-field', `'${left.name}' is only the beginning of a field's name.`, left);
    return { kind: 'error', left, start, end: lexer.endOfLast };
  }
  state.expect('operator', { left });
  const negated = takeMisplacedNot(state, start);
  const operator = parseOperator(state, left);
  state.settle();
  if (!operator) {
    state.skipToConnective();
    return { kind: 'error', left, start, end: lexer.endOfLast };
  }
  const node = parseAfterOperator(state, left, operator, start);
  return negated ? { kind: 'not', times: 1, operand: node, start, end: node.end } : node;
}

function parseLeft(state: ParseState): Operand | MacroNode | ErrorNode {
  const { lexer } = state;
  const start = lexer.at;
  if (lexer.atEnd) return failed(state, 'The filter ends where a field is expected.', { start, end: start });
  const transformer = lexer.atConnective ? undefined : parseTransformer(state);
  if (transformer) return transformer;
  const word = lexer.peekWord();
  if (word === 'and' || word === 'or') {
    return failed(state, `A check is expected before '${word}'.`, { start, end: start + word.length });
  }
  if (word === 'not' && lexer.startsWithWord('not') && !state.text.startsWith('.', start + word.length)) {
    lexer.unread(start + word.length);
    return failed(state, "A check is expected after 'not'.", { start, end: start + word.length });
  }
  const token = lexer.field();
  if (!token) {
    const range = state.here;
    const node = failed(state, noFieldMessage(lexer.next), lexer.next === ')' ? { start, end: start + 1 } : range);
    if (lexer.next === ')') {
      if (!state.isNested) lexer.unread(start + 1);
    } else {
      lexer.unread(range.end);
      state.skipToConnective();
    }
    return node;
  }
  if (token.kind === 'field' || lexer.next === '[') return parseFieldAfter(state, token);
  return operatorFollows(state)
    ? parseFieldAfter(state, token)
    : { kind: 'macro', name: state.slice(token), start, end: token.end };
}

/** Whether a word without a dot is meant as a field, since an operator follows. */
function operatorFollows({ lexer, text }: ParseState): boolean {
  const next = /^[ \t\b\r\n]*([<>=!]+|[a-z]+)/.exec(text.slice(lexer.at, lexer.at + 40))?.[1];
  return next !== undefined && (/^[<>=!]/.test(next) || findOperator(next) !== undefined);
}

function noFieldMessage(next: string): string {
  if (next === ')') return "A field is expected before this ')'.";
  return 'A field is expected here, such as proc.name.';
}

/** `proc.name not in (…)`: takes the `not`, and says where it belongs. */
function takeMisplacedNot(state: ParseState, checkStart: number): boolean {
  const { lexer } = state;
  if (!lexer.startsWithWord('not')) return false;
  const start = lexer.at;
  lexer.unread(start + 'not'.length);
  lexer.blank();
  state.report(
    'foreign-operator',
    "'not' has to stand before the field.",
    { start, end: start + 'not'.length },
    {
      title: "Move 'not' before the field",
      edits: [
        { start: checkStart, end: checkStart, text: 'not ' },
        { start, end: lexer.at, text: '' },
      ],
    },
  );
  return true;
}

function parseOperator(state: ParseState, left: Operand): WrittenName | undefined {
  const { lexer, text } = state;
  const written = text.slice(left.start, left.end);
  const after = `After '${shortened(written)}' there has to be an operator: ${OPERATOR_NAMES.join(' ')}.`;
  const { at } = lexer;
  const symbol = FOREIGN_SYMBOL.exec(text.slice(at, at + 3))?.[0];
  if (symbol !== undefined) {
    lexer.unread(at + symbol.length);
    return foreign(state, symbol, { start: at, end: at + symbol.length });
  }
  if (lexer.atConnective || lexer.atEnd || lexer.next === ')') {
    state.report('operator-expected', after, lexer.atEnd ? left : state.here);
    return undefined;
  }
  const token = lexer.operator();
  if (!token) {
    state.report('operator-expected', after, state.here);
    return undefined;
  }
  const name = state.slice(token);
  if (findOperator(name)) return { name, start: token.start, end: token.end };
  if (FOREIGN_OPERATORS.has(name)) return foreign(state, name, token);
  const fixes = nearest(name, OPERATOR_NAMES).map((each) => replacement(`Change to '${each}'`, token, each));
  state.report('operator-expected', `'${shortened(name)}' is not an operator. ${after}`, token, ...fixes);
  return undefined;
}

/** An operator of another language: read as the one that it means. */
function foreign(state: ParseState, written: string, { start, end }: TextRange): WrittenName {
  const name = FOREIGN_OPERATORS.get(written) ?? '=';
  const text = /[ (]/.test(state.text.charAt(end)) ? name : `${name} `;
  const fix = replacement(`Write '${name}'`, { start, end }, text);
  state.report('foreign-operator', `'${written}' is not an operator here; '${name}' is.`, { start, end }, fix);
  return { name, start, end };
}

function parseAfterOperator(
  state: ParseState,
  left: Operand,
  operator: WrittenName,
  start: number,
): CheckNode | ErrorNode {
  const { lexer } = state;
  const definition = findOperator(operator.name);
  const error: ErrorNode = { kind: 'error', left, operator, start, end: lexer.endOfLast };
  if (!definition) return error;
  if (definition.operands === 'none') {
    return { kind: 'check', left, operator, modifier: undefined, right: undefined, start, end: lexer.endOfLast };
  }
  const afterOperator = lexer.at;
  state.expect(definition.operands === 'list' ? 'list' : 'value', { left, operator });
  if (definition.operands === 'one' && /[a-z]$/.test(operator.name) && lexer.at === afterOperator && !lexer.atEnd) {
    const fix = insertion('Add the blank', afterOperator, ' ');
    state.report('blank-expected', `A blank has to follow '${operator.name}'.`, operator, fix);
  }
  const modifier = definition.operands === 'one' ? takeModifier(state) : undefined;
  if (modifier) {
    state.settle();
    state.expect('list', { left, operator, modifier });
  }
  const isList = definition.operands === 'list' || modifier !== undefined;
  const right = isList ? parseList(state, { left, operator, modifier }) : parseValue(state, left, definition, operator);
  state.settle();
  if (right) return { kind: 'check', left, operator, modifier, right, start, end: lexer.endOfLast };
  return { ...error, end: lexer.endOfLast };
}

/** Takes `oneof`, `anyof` or `allof` where it is no value: a bracket or a name has to follow. */
function takeModifier(state: ParseState): Modifier | undefined {
  const { lexer, text } = state;
  const name = MODIFIERS.find((each) => lexer.startsWithWord(each));
  if (name === undefined) return undefined;
  const end = lexer.at + name.length;
  const [next] = /^[ \t\b\r\n]*(?:\(|(?!(?:and|or|not)\b)[A-Za-z])/.exec(text.slice(end, end + LONGEST_BLANK)) ?? [];
  if (next === undefined) return undefined;
  const token = lexer.modifier(name);
  if (next === '(') {
    const fix = insertion('Add the blank', end, ' ');
    state.report('blank-expected', `A blank has to follow '${name}'.`, token, fix);
  }
  return { name, start: token.start, end };
}

/** Blanks beyond this are no part of a filter that somebody wrote. */
const LONGEST_BLANK = 1000;

function parseList(
  state: ParseState,
  context: { left: Operand; operator: WrittenName; modifier: Modifier | undefined },
): RightSide | undefined {
  const { lexer } = state;
  const start = lexer.at;
  if (lexer.next === '(') {
    const items = parseListItems(state, context);
    return { kind: 'list', bracketed: true, items, start, end: lexer.endOfLast };
  }
  const right = parseOne(state, context.operator.name, 'A list in brackets has to follow');
  return right?.kind === 'literal' ? listOf(right) : right;
}

function listOf(item: ListNode['items'][number]): ListNode {
  return { kind: 'list', bracketed: false, items: [item], start: item.start, end: item.end };
}

function parseValue(
  state: ParseState,
  left: Operand,
  definition: Operator,
  operator: WrittenName,
): RightSide | undefined {
  const { lexer } = state;
  if (lexer.next !== '(') return parseOne(state, definition.name, 'A value has to follow');
  const { at } = lexer;
  parseListItems(state, { left, operator });
  const brackets = { start: at, end: lexer.endOfLast };
  if (PATTERNS.has(definition.comparison)) {
    const fix = replacement('Put it in quotes', brackets, quoteValue(encodeText(state.slice(brackets))));
    state.report('value-expected', 'A pattern with brackets has to stand in quotes.', brackets, fix);
    return undefined;
  }
  const fix =
    definition.comparison === 'equal'
      ? replacement("Write 'in'", operator, spaced(state.text, operator, 'in'))
      : insertion("Insert 'anyof'", at, state.text.charAt(at - 1) === ' ' ? 'anyof ' : ' anyof ');
  const message = `'${definition.name}' takes one value; write 'in' for a list.`;
  state.report('value-expected', message, { start: at, end: at + 1 }, fix);
  return undefined;
}

/** Comparisons with patterns, in which brackets have a meaning. */
const PATTERNS: ReadonlySet<Operator['comparison']> = new Set(['regex', 'glob', 'glob-any-case']);

/** A word for the place of a symbol, with blanks where there are none. */
function spaced(text: string, { start, end }: TextRange, word: string): string {
  return `${/\s/.test(text.charAt(start - 1)) ? '' : ' '}${word}${/\s/.test(text.charAt(end)) ? '' : ' '}`;
}

/** Reads `val(…)`, a transformer or a value. */
function parseOne(state: ParseState, operator: string, expected: string): RightSide | undefined {
  const { lexer } = state;
  const before = state.diagnostics.length;
  const isEnd = lexer.atEnd || lexer.next === ')';
  const right = isEnd ? undefined : (parseValueReference(state) ?? parseRight(state));
  if (right || state.diagnostics.length > before) return right;
  const message = `${expected} '${operator}'; put one with special characters in quotes.`;
  state.report('value-expected', message, state.here);
  if (!isEnd) {
    lexer.unread(lexer.endOfPiece());
    state.skipToConnective();
  }
  return undefined;
}

function parseRight(state: ParseState): RightSide | undefined {
  return parseTransformer(state) ?? parseLiteral(state);
}

function failed(state: ParseState, message: string, { start, end }: TextRange): ErrorNode {
  state.report('check-expected', message, { start, end });
  return { kind: 'error', start, end };
}

const LONGEST_SHOWN = 60;

function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
