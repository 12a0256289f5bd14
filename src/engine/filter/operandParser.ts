import { decodeText, encodeText } from '../base/text';
import { replacement } from './mistake';
import { nearest } from './nearest';
import type { ParseState } from './parseState';
import { unquote } from './quoting';
import type {
  FieldReference,
  FieldValueReference,
  Literal,
  TextRange,
  TransformerCall,
  TransformerInput,
  TransformerList,
} from './syntaxTree';
import type { Token } from './token';
import { findTransformer, TRANSFORMERS, VAL } from './transformers';

/** Reads the rest of a field of which the name has been taken: its argument. */
export function parseFieldAfter(state: ParseState, token: Token): FieldReference {
  const name = state.slice(token);
  const argument = parseArgument(state, { name, start: token.start, end: token.end });
  return { kind: 'field', name, argument, start: token.start, end: state.lexer.endOfLast };
}

/** The text in square brackets, where they follow at once. */
function parseArgument(state: ParseState, of: FieldReference | (TextRange & { name: string })): string | undefined {
  const { lexer } = state;
  if (lexer.next !== '[') return undefined;
  const from = lexer.at + 1;
  state.settle();
  const token = lexer.argument();
  if (!token) return undefined;
  const { name, start, end } = of;
  const written = { start: from, end: token.closed ? token.end - 1 : token.end };
  state.expectations.push({
    expected: 'argument',
    argumentOf: { name, start, end },
    start: from,
    end: written.end,
    written: written.end > from ? written : undefined,
  });
  const text = state.slice(written);
  if (!token.closed) {
    const message =
      text === '' ? `The argument of '${name}' is missing.` : `The argument of '${name}' has to end with ']'.`;
    state.report('field-argument', message, { start: token.start, end: token.end });
  }
  if (!/^(["']).*\1$/s.test(text)) return text;
  const read = unquote(text);
  return 'bytes' in read ? decodeText(read.bytes) : text.slice(1, -1);
}

/** Reads `name(…)[…]`; what stands to the left of `(` has not been taken. Undefined where there is none. */
export function parseTransformer(state: ParseState): TransformerCall | undefined {
  const { lexer } = state;
  const token = lexer.transformer();
  if (!token) return undefined;
  const name = { name: state.slice(token), start: token.start, end: token.end };
  if (!findTransformer(name.name)) reportUnknown(state, name);
  const inputs = parseInputs(state, name);
  const argument = parseArgument(state, name);
  return { kind: 'transformer', name, inputs, argument, start: token.start, end: lexer.endOfLast };
}

/** Reads `val(field)`. Undefined where there is none. */
export function parseValueReference(state: ParseState): FieldValueReference | undefined {
  const { lexer } = state;
  if (!lexer.startsWithWord(VAL)) return undefined;
  const token = lexer.transformer();
  if (!token) return undefined;
  const name = { name: VAL, start: token.start, end: token.end };
  const inputs = parseInputs(state, name);
  const range = { start: token.start, end: lexer.endOfLast };
  const [field] = inputs;
  if (inputs.length === 1 && field.kind === 'field') return { kind: 'val', field, ...range };
  state.report('bad-right-side', "'val' takes one field, such as val(proc.pname).", range);
  return undefined;
}

function reportUnknown(state: ParseState, name: TextRange & { readonly name: string }): void {
  const names = TRANSFORMERS.map((each) => each.name);
  if (name.name === VAL) {
    const message = "'val' can only stand to the right of an operator; to the left a field needs no bracket.";
    state.report('bad-transformer', message, name);
    return;
  }
  const fixes = nearest(name.name, names).map((each) => replacement(`Change to '${each}'`, name, each));
  state.report('bad-transformer', `There is no transformer named '${name.name}': ${names.join(' ')}.`, name, ...fixes);
}

/** Reads what stands in the brackets of a transformer. */
function parseInputs(state: ParseState, name: TextRange & { readonly name: string }): TransformerInput[] {
  const { lexer } = state;
  const opened = lexer.at;
  const inputs: TransformerInput[] = [];
  state.nested(() => {
    lexer.character('open', '(');
    do {
      state.expect('transformer-input', { transformer: { name, input: inputs.length } });
      if (inputs.length === 0 && lexer.next === ')') {
        state.report('value-expected', `'${name.name}' needs something to be applied to.`, state.here);
        break;
      }
      state.countCheck();
      const input = parseInput(state);
      if (!input) break;
      inputs.push(input);
      state.settle();
      lexer.blank();
    } while (!state.stopped && lexer.character('comma', ','));
    state.close(opened);
  });
  return inputs;
}

function parseInput(state: ParseState): TransformerInput | undefined {
  const { lexer } = state;
  if (lexer.next === '(') return parseTransformerList(state);
  if (lexer.next === '"' || lexer.next === "'") return parseLiteral(state);
  const transformer = parseTransformer(state);
  if (transformer) return transformer;
  if (/[0-9+-]/.test(lexer.next)) return parseLiteral(state);
  const field = lexer.field();
  if (field) return parseFieldAfter(state, field);
  state.report('value-expected', 'A field, a value in quotes or a transformer is expected here.', state.here);
  return undefined;
}

function parseTransformerList(state: ParseState): TransformerList {
  const { lexer } = state;
  const start = lexer.at;
  const items: TransformerInput[] = [];
  state.nested(() => {
    lexer.character('open', '(');
    lexer.blank();
    while (!state.stopped && lexer.next !== ')') {
      state.expect('transformer-input');
      state.countCheck();
      const item = lexer.next === '(' ? undefined : parseInput(state);
      if (!item) break;
      items.push(item);
      state.settle();
      lexer.blank();
      if (!lexer.character('comma', ',')) break;
      lexer.blank();
    }
    state.close(start);
  });
  return { kind: 'transformer-list', items, start, end: lexer.endOfLast };
}

/** Reads one value; undefined where there is none, or none that can be read: that has been said. */
export function parseLiteral(state: ParseState): Literal | undefined {
  const { lexer } = state;
  const start = lexer.at;
  if (lexer.next !== '"' && lexer.next !== "'") {
    const token = lexer.bare();
    return token && { kind: 'literal', bytes: encodeText(state.slice(token)), quoted: false, start, end: token.end };
  }
  const quote = lexer.next;
  const token = lexer.quoted();
  if (!token) {
    const { text } = state;
    lexer.unread(text.length);
    state.report(
      'unclosed-quote',
      'This quote is never closed.',
      { start, end: start + 1 },
      { title: 'Add the closing quote', edits: [{ start: text.length, end: text.length, text: quote }] },
    );
    return undefined;
  }
  const read = unquote(state.slice(token));
  if ('bytes' in read) return { kind: 'literal', bytes: read.bytes, quoted: true, start, end: token.end };
  const range = { start: start + read.start, end: start + read.end };
  const fix = replacement("Write '\\\\' for a backslash", { start: range.start, end: range.start + 1 }, '\\\\');
  state.report('bad-escape', read.message, range, fix);
  return { kind: 'literal', bytes: encodeText(state.slice(token).slice(1, -1)), quoted: true, start, end: token.end };
}
