/** Where a piece of a tree stands in the filter's text: UTF-16 units, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A field as it was written, known or not. */
export interface FieldReference extends TextRange {
  /** The name, dots included. */
  readonly name: string;
  /** The text between the brackets of `field[argument]`; undefined where there are none. */
  readonly argument: string | undefined;
}

/** A value as it was written. */
export interface Literal extends TextRange {
  /** Its bytes, escapes resolved: UTF-8, unless `\xHH` says otherwise. */
  readonly bytes: Uint8Array;
}

/** `field operator values`. Without values for operators that take none. */
export interface CheckNode extends TextRange {
  readonly kind: 'check';
  readonly field: FieldReference;
  readonly operator: TextRange & { readonly name: string };
  readonly values: readonly Literal[];
}

/** Two or more operands; chains are flat. */
export interface ChainNode extends TextRange {
  readonly kind: 'and' | 'or';
  readonly operands: readonly SyntaxNode[];
}

/** `not`, as often as it was written before the operand: trees stay as deep as their brackets. */
export interface NotNode extends TextRange {
  readonly kind: 'not';
  readonly times: number;
  readonly operand: SyntaxNode;
}

/** A place where nothing sensible could be read. */
export interface ErrorNode extends TextRange {
  readonly kind: 'error';
}

/** A filter as it was written. Brackets are not in it: the shape says the same. */
export type SyntaxNode = CheckNode | ChainNode | NotNode | ErrorNode;
