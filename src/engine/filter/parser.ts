import { encodeText } from '../base/text';
import type { Diagnostic, DiagnosticCode } from './diagnostic';
import { Lexer } from './lexer';
import { findOperator, OPERATORS } from './operators';
import { unquote } from './quoting';
import type { CheckNode, ErrorNode, FieldReference, Literal, RightSide, SyntaxNode, TextRange } from './syntaxTree';
import type { Token } from './token';

/** Deepest nesting of brackets. Source: facts/filter-language.md §1. */
export const DEEPEST_NESTING = 100;

/** A filter read as far as possible. */
export interface ParsedFilter {
  readonly text: string;
  /** The whole text in pieces. */
  readonly tokens: readonly Token[];
  readonly root: SyntaxNode;
  /** Empty when the syntax is right. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a filter. Never fails: what is wrong is in the diagnostics, and in the tree as error nodes. */
export function parseFilter(text: string): ParsedFilter {
  return new Parser(text).parse();
}

const OPERATOR_NAMES = OPERATORS.map((operator) => operator.name).join(' ');

/**
 * Recursive descent, one method for each rule of the grammar. It recurses only at brackets, whose depth is limited. The
 * first error ends it: `failed` makes every loop stop, and the rest of the text becomes one unread token.
 */
class Parser {
  private readonly lexer: Lexer;
  private readonly diagnostics: Diagnostic[] = [];
  private failed = false;
  private depth = 0;

  constructor(private readonly text: string) {
    this.lexer = new Lexer(text);
  }

  parse(): ParsedFilter {
    const { lexer, text, diagnostics } = this;
    lexer.blank();
    const root = lexer.atEnd ? this.fail('The filter is empty.', 0, text.length) : this.chain('or');
    if (!this.failed && !lexer.atEnd) this.unexpected();
    lexer.rest();
    return { text, tokens: lexer.tokens, root, diagnostics };
  }

  private chain(word: 'and' | 'or'): SyntaxNode {
    const operands = [this.operand(word)];
    while (!this.failed) {
      this.lexer.blank();
      const start = this.lexer.at;
      if (this.lexer.keyword(word)) {
        operands.push(this.operand(word));
      } else if (this.lexer.startsWithWord(word)) {
        this.fail(`A blank or a bracket has to follow '${word}'.`, start, start + word.length);
      } else {
        break;
      }
    }
    if (operands.length === 1) return operands[0];
    return { kind: word, operands, start: operands[0].start, end: operands[operands.length - 1].end };
  }

  private operand(of: 'and' | 'or'): SyntaxNode {
    return of === 'or' ? this.chain('and') : this.negation();
  }

  private negation(): SyntaxNode {
    this.lexer.blank();
    const start = this.lexer.at;
    let times = 0;
    while (this.lexer.keyword('not')) {
      times++;
      this.lexer.blank();
    }
    const operand = this.lexer.next === '(' ? this.group() : this.check();
    return times === 0 ? operand : { kind: 'not', times, operand, start, end: operand.end };
  }

  private group(): SyntaxNode {
    const start = this.lexer.at;
    if (this.depth === DEEPEST_NESTING) {
      return this.fail(`Brackets cannot be nested more than ${DEEPEST_NESTING} deep.`, start, start + 1);
    }
    this.lexer.character('open', '(');
    this.depth++;
    const inner = this.chain('or');
    this.depth--;
    if (this.failed) return inner;
    this.lexer.blank();
    if (!this.lexer.character('close', ')')) {
      if (this.lexer.atEnd) this.fail('This bracket is never closed.', start, start + 1);
      else this.unexpected();
    }
    return inner;
  }

  private check(): CheckNode | ErrorNode {
    const { lexer } = this;
    const start = lexer.at;
    if (lexer.atEnd) return this.fail('The filter ends where a field is expected.', start, start);
    const token = lexer.field();
    if (!token) return this.fail(this.noFieldMessage(), start, lexer.endOfPiece());
    const field = this.fieldReference(token);
    if (field.name === 'not') return this.fail("A check is expected after 'not'.", start, token.end);
    if (!field.name.includes('.')) {
      return this.fail(`'${field.name}' is not a field; fields have names like proc.name.`, start, token.end);
    }
    lexer.blank();
    const operator = lexer.operator();
    const definition = operator && findOperator(this.slice(operator));
    if (!operator || !definition) return this.noOperator(field, operator);
    const afterOperator = lexer.at;
    const spaced = lexer.blank();
    let right: RightSide | undefined;
    if (definition.operands === 'list') {
      const from = lexer.at;
      const bracketed = lexer.next === '(';
      const items = this.list(definition.name);
      right = { kind: 'list', bracketed, items, start: from, end: lexer.endOfLast };
    } else if (definition.operands === 'one') {
      if (/^[a-z]/.test(definition.name) && !spaced && !lexer.atEnd) {
        return this.fail(`A blank has to follow '${definition.name}'.`, operator.start, afterOperator);
      }
      [right] = this.oneValue(definition.name);
    }
    const written = { name: definition.name, start: operator.start, end: operator.end };
    return { kind: 'check', left: field, operator: written, modifier: undefined, right, start, end: lexer.endOfLast };
  }

  private fieldReference(token: Token): FieldReference {
    const text = this.slice(token);
    const bracket = text.indexOf('[');
    const { start, end } = token;
    if (bracket < 0) return { kind: 'field', name: text, argument: undefined, start, end };
    const inner = text.slice(bracket + 1, -1);
    return {
      kind: 'field',
      name: text.slice(0, bracket),
      argument: inner.replace(/^(["'])(.*)\1$/s, '$2'),
      start,
      end,
    };
  }

  private noOperator(field: FieldReference, found: Token | undefined): ErrorNode {
    const { lexer } = this;
    const start = found?.start ?? lexer.at;
    const after = `After '${field.name}' there has to be an operator: ${OPERATOR_NAMES}.`;
    if (found) return this.fail(`'${this.slice(found)}' is not an operator. ${after}`, start, found.end);
    return lexer.atEnd ? this.fail(after, field.start, field.end) : this.fail(after, start, lexer.endOfPiece());
  }

  private oneValue(operator: string): Literal[] {
    const value = this.value();
    if (value) return [value];
    if (!this.failed) {
      const start = this.lexer.at;
      if (this.lexer.next === '(') {
        this.fail(`'${operator}' takes one value; write 'in' for a list.`, start, start + 1);
      } else {
        this.fail(`A value has to follow '${operator}'; put one with special characters in quotes.`, ...this.here());
      }
    }
    return [];
  }

  private list(operator: string): Literal[] {
    const { lexer } = this;
    if (!lexer.character('open', '(')) return this.oneValue(operator);
    const opened = lexer.at - 1;
    const values: Literal[] = [];
    lexer.blank();
    if (lexer.character('close', ')')) return values;
    while (!this.failed) {
      const value = this.value();
      if (value) values.push(value);
      else if (!this.failed) this.fail('A value is expected here.', ...this.here());
      lexer.blank();
      if (this.failed || lexer.character('close', ')')) break;
      if (lexer.atEnd) this.fail('This list is never closed.', opened, opened + 1);
      else if (!lexer.character('comma', ',')) this.fail("Values of a list are separated by ','.", ...this.here());
      lexer.blank();
    }
    return values;
  }

  /** One value; undefined where there is none, or none that can be read. */
  private value(): Literal | undefined {
    const { lexer } = this;
    const start = lexer.at;
    if (lexer.next !== '"' && lexer.next !== "'") {
      const token = lexer.bare();
      return token && { kind: 'literal', bytes: encodeText(this.slice(token)), quoted: false, start, end: token.end };
    }
    const token = lexer.quoted();
    if (!token) {
      this.fail('This quote is never closed.', start, start + 1);
      return undefined;
    }
    const read = unquote(this.slice(token));
    if ('bytes' in read) return { kind: 'literal', bytes: read.bytes, quoted: true, start, end: token.end };
    this.fail(read.message, start + read.start, start + read.end);
    return undefined;
  }

  private noFieldMessage(): string {
    const { next } = this.lexer;
    if (next === ')') return "A field is expected before this ')'.";
    if (next === '!') return "A field is expected here; write 'not' instead of '!'.";
    return 'A field is expected here, such as proc.name.';
  }

  /** Something follows a complete check or group that is neither `and` nor `or`. */
  private unexpected(): void {
    const { lexer } = this;
    const [start, end] = this.here();
    const found = this.text.slice(start, end);
    if (lexer.next === ')') this.fail("This ')' closes nothing.", start, start + 1);
    else if (found.startsWith('&&')) this.fail("Write 'and' instead of '&&'.", start, start + 2);
    else if (found.startsWith('||')) this.fail("Write 'or' instead of '||'.", start, start + 2);
    else this.fail(`'and' or 'or' is expected before '${found}'.`, start, end);
  }

  private here(): [start: number, end: number] {
    return [this.lexer.at, this.lexer.endOfPiece()];
  }

  private slice(range: TextRange): string {
    return this.text.slice(range.start, range.end);
  }

  private fail(message: string, start: number, end: number, code: DiagnosticCode = 'check-expected'): ErrorNode {
    if (!this.failed) this.diagnostics.push({ code, severity: 'error', message, start, end, fixes: [] });
    this.failed = true;
    return { kind: 'error', start, end };
  }
}
