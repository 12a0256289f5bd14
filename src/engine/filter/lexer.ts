import type { Token, TokenKind } from './token';

const BLANK = /[ \t\b\r\n]+/y;
/** Names of labels, which are arguments, may hold dashes and slashes: `k8s.pod.label.app-name`. */
const FIELD_NAME = /[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_/-]+)*/y;
const SYMBOL_OPERATOR = /<=|>=|<|>|==|=|!=/y;
const WORD = /[A-Za-z][A-Za-z0-9_]*/y;
/** A value without quotes. */
const BARE = /[^ \t\b\r\n()=,"']+/y;
/** Anything up to the next blank or bracket, for messages. */
const PIECE = /[^ \t\b\r\n()]+/y;
const FIELD_ARGUMENT = /\[(?:"[^"\]]*"|'[^'\]]*'|[^\]["' \t\b\r\n]+)\]/y;

/**
 * Cuts a filter's text into tokens. What a character means depends on what may stand there (`<` is an operator, or in
 * `evt.dir=<` a value), so the parser says what it wants next; whatever is taken is kept as a token, and nothing is skipped.
 */
export class Lexer {
  readonly tokens: Token[] = [];
  at = 0;
  /** Where the last token that is no blank ends. */
  endOfLast = 0;

  constructor(readonly text: string) {}

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  get next(): string {
    return this.text.charAt(this.at);
  }

  /** Takes blanks, where there are any. */
  blank(): boolean {
    return this.take('blank', BLANK) !== undefined;
  }

  /** Takes one character, if it is the next. */
  character(kind: 'open' | 'close' | 'comma', character: string): Token | undefined {
    return this.next === character ? this.add(kind, this.at + 1) : undefined;
  }

  /** Takes `and`, `or` or `not`, where a blank or an opening bracket follows. */
  keyword(word: 'and' | 'or' | 'not'): Token | undefined {
    return this.startsWithWord(word) && this.delimited(this.at + word.length)
      ? this.add('keyword', this.at + word.length)
      : undefined;
  }

  /** Whether this word stands here, whatever follows its letters. */
  startsWithWord(word: string): boolean {
    return this.match(WORD) === this.at + word.length && this.text.startsWith(word, this.at);
  }

  /** Takes a field's name with its argument in square brackets. */
  field(): Token | undefined {
    const name = this.match(FIELD_NAME);
    if (name === undefined) return undefined;
    return this.add('field', this.match(FIELD_ARGUMENT, name) ?? name);
  }

  /** Takes an operator: a symbol, or any word. */
  operator(): Token | undefined {
    return this.take('operator', SYMBOL_OPERATOR) ?? this.take('operator', WORD);
  }

  /** Takes a value without quotes. */
  bare(): Token | undefined {
    return this.take('bare', BARE);
  }

  /**
   * Takes a value in quotes; undefined where the closing one is missing. A quote after a backslash never closes, not even
   * after two of them.
   */
  quoted(): Token | undefined {
    const quote = this.next;
    let end = this.at;
    do {
      end = this.text.indexOf(quote, end + 1);
    } while (end > 0 && this.text.charAt(end - 1) === '\\');
    return end < 0 ? undefined : this.add('quoted', end + 1);
  }

  /** Takes all that is left as one unread token. */
  rest(): void {
    if (!this.atEnd) this.add('unread', this.text.length);
  }

  /** Where the piece of text that begins here ends: at a blank, a bracket or the end. */
  endOfPiece(): number {
    return this.match(PIECE) ?? Math.min(this.at + 1, this.text.length);
  }

  private delimited(at: number): boolean {
    return ' \t\b\r\n('.includes(this.text.charAt(at)) && at < this.text.length;
  }

  private take(kind: TokenKind, pattern: RegExp): Token | undefined {
    const end = this.match(pattern);
    return end === undefined ? undefined : this.add(kind, end);
  }

  /** Where the pattern's match that begins at `from` ends. */
  private match(pattern: RegExp, from = this.at): number | undefined {
    pattern.lastIndex = from;
    return pattern.test(this.text) ? pattern.lastIndex : undefined;
  }

  private add(kind: TokenKind, end: number): Token {
    const token = { kind, start: this.at, end };
    this.tokens.push(token);
    this.at = end;
    if (kind !== 'blank') this.endOfLast = end;
    return token;
  }
}
