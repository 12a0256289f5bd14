/** What a piece of a filter's text is. */
export type TokenKind =
  | 'blank'
  | 'keyword'
  | 'field'
  | 'operator'
  | 'bare'
  | 'quoted'
  | 'open'
  | 'close'
  | 'comma'
  /** What could not be read; the last token of a filter with a syntax error. */
  | 'unread';

/** A piece of a filter's text. The tokens of a filter, in order, are its whole text: blanks and errors are tokens too. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}
