import type { Token, TokenKind } from './token';

const BLANK = /[ \t\b\r\n]+/y;
/**
 * Names of labels, which are arguments, may hold dashes and slashes: `k8s.pod.label.app-name`. A dot may be the last
 * character: a name that is being typed.
 */
const FIELD_NAME = /[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_/-]*)*/y;
const SYMBOL_OPERATOR = /<=|>=|<|>|==|=|!=/y;
const WORD = /[A-Za-z][A-Za-z0-9_]*/y;
/** A value without quotes. */
const BARE = /[^ \t\b\r\n()=,"']+/y;
/** Anything up to the next blank or bracket, for messages. */
const PIECE = /[^ \t\b\r\n()]+/y;
const BARE_ARGUMENT = /[^[\]"' \t\b\r\n]+/y;
const BEGUN_ARGUMENT = /["'][^\s\]"']*/y;

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

  /** The word that stands here; undefined where there is none. */
  peekWord(): string | undefined {
    const end = this.match(WORD);
    return end === undefined ? undefined : this.text.slice(this.at, end);
  }

  /** Whether this word stands here, whatever follows its letters. */
  startsWithWord(word: string): boolean {
    return this.text.startsWith(word, this.at) && this.match(WORD) === this.at + word.length;
  }

  /** Whether `and` or `or` stands here. */
  get atConnective(): boolean {
    return this.startsWithWord('and') || this.startsWithWord('or');
  }

  /** Whether a name with a dot, or a name with a bracket right behind it, stands here. */
  get atOperand(): boolean {
    const end = this.match(FIELD_NAME);
    return end !== undefined && (this.text.slice(this.at, end).includes('.') || this.text.charAt(end) === '(');
  }

  /** Takes a name that is followed at once by a bracket. */
  transformer(): Token | undefined {
    const end = this.match(WORD);
    return end !== undefined && this.text.charAt(end) === '(' ? this.add('transformer', end) : undefined;
  }

  /** Takes a field's name, or any other word. */
  field(): Token | undefined {
    const end = this.match(FIELD_NAME);
    if (end === undefined) return undefined;
    return this.add(this.text.slice(this.at, end).includes('.') ? 'field' : 'macro', end);
  }

  /**
   * Takes `[argument]`, with or without quotes. Where the bracket is not closed as it should be, the token ends where the
   * argument does.
   */
  argument(): (Token & { readonly closed: boolean }) | undefined {
    if (this.next !== '[') return undefined;
    const start = this.at + 1;
    const quote = this.text.charAt(start);
    const isQuoted = quote === '"' || quote === "'";
    const quoted = isQuoted ? this.endOfQuoted(start) : undefined;
    // Of a quote that is never closed, the word behind it is what is being written.
    const end = quoted ?? this.match(isQuoted ? BEGUN_ARGUMENT : BARE_ARGUMENT, start) ?? start;
    const closed = isQuoted === (quoted !== undefined) && end > start && this.text.charAt(end) === ']';
    return { ...this.add('argument', closed ? end + 1 : end), closed };
  }

  /** Takes an operator: a symbol, or any word. */
  operator(): Token | undefined {
    return this.take('operator', SYMBOL_OPERATOR) ?? this.take('operator', WORD);
  }

  /** Takes `oneof`, `anyof` or `allof`. */
  modifier(word: string): Token {
    return this.add('modifier', this.at + word.length);
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
    const end = this.endOfQuoted(this.at);
    return end === undefined ? undefined : this.add('quoted', end);
  }

  /** Takes what nobody can read, up to an offset. */
  unread(end: number): void {
    if (end > this.at) this.add('unread', end);
  }

  /** Where the piece of text that begins here ends: at a blank, a bracket or the end. */
  endOfPiece(): number {
    return this.match(PIECE) ?? Math.min(this.at + 1, this.text.length);
  }

  private endOfQuoted(start: number): number | undefined {
    const quote = this.text.charAt(start);
    let end = start;
    do {
      end = this.text.indexOf(quote, end + 1);
    } while (end > 0 && this.text.charAt(end - 1) === '\\');
    return end < 0 ? undefined : end + 1;
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
