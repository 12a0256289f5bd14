/** What a piece of a filter's text is. */
export type TokenKind =
  | 'blank'
  /** `and`, `or`, `not`. */
  | 'keyword'
  /** The name of a field, with an argument after a dot. */
  | 'field'
  /** `[…]` behind a field or transformer. */
  | 'argument'
  /** `tolower`, `val`…: a name before its bracket. */
  | 'transformer'
  | 'macro'
  | 'operator'
  /** `oneof`, `anyof`, `allof`. */
  | 'modifier'
  /** A value without quotes, or the name of a list. */
  | 'bare'
  | 'quoted'
  | 'open'
  | 'close'
  | 'comma'
  /** What could not be read. */
  | 'unread';

/** A piece of a filter's text. The tokens of a filter, in order, are its whole text: blanks and errors are tokens too. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}
