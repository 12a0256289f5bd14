/** Where a piece of a tree stands in the filter's text: UTF-16 units, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A word of the language as it was written. */
export interface WrittenName extends TextRange {
  readonly name: string;
}

/** A field as it was written, known or not. */
export interface FieldReference extends TextRange {
  readonly kind: 'field';
  /** The name, dots included. */
  readonly name: string;
  /** The text between the brackets of `field[argument]`; undefined where there are none. */
  readonly argument: string | undefined;
}

/** A value as it was written. */
export interface Literal extends TextRange {
  readonly kind: 'literal';
  /** Its bytes, escapes resolved: UTF-8, unless `\xHH` says otherwise. */
  readonly bytes: Uint8Array;
  /** One without quotes may be the name of a list, where lists may stand. */
  readonly quoted: boolean;
}

/** `(a, "b c", d)` after `in`, `intersects`, `pmatch` or a modifier, or one item without brackets. */
export interface ListNode extends TextRange {
  readonly kind: 'list';
  readonly bracketed: boolean;
  readonly items: readonly Literal[];
}

/** `tolower(proc.name)`, `getopt(proc.args, "c:")[c]`: a transformer with what it is applied to. Innermost goes first. */
export interface TransformerCall extends TextRange {
  readonly kind: 'transformer';
  readonly name: WrittenName;
  readonly inputs: readonly TransformerInput[];
  /** The text between the square brackets behind it; undefined where there are none. */
  readonly argument: string | undefined;
}

/** `(proc.name, "x", tolower(evt.type))` as what a transformer is applied to. */
export interface TransformerList extends TextRange {
  readonly kind: 'transformer-list';
  readonly items: readonly TransformerInput[];
}

export type TransformerInput = FieldReference | TransformerCall | TransformerList | Literal;

/** `val(proc.pname)`: a field to the right of an operator. */
export interface FieldValueReference extends TextRange {
  readonly kind: 'val';
  readonly field: FieldReference;
}

/** What is compared: a field, or what transformers make of fields. */
export type Operand = FieldReference | TransformerCall;

/** What it is compared with. */
export type RightSide = Literal | ListNode | FieldValueReference | TransformerCall;

/** `oneof`, `anyof` or `allof` between an operator and a list. */
export type Modifier = TextRange & { readonly name: 'oneof' | 'anyof' | 'allof' };

/** `operand operator right side`. */
export interface CheckNode extends TextRange {
  readonly kind: 'check';
  readonly left: Operand;
  readonly operator: WrittenName;
  readonly modifier: Modifier | undefined;
  /** Undefined only for operators that take nothing. */
  readonly right: RightSide | undefined;
}

/** A name that stands for a whole condition. */
export interface MacroNode extends TextRange {
  readonly kind: 'macro';
  readonly name: string;
}

/** Two or more operands; chains are flat. */
export interface ChainNode extends TextRange {
  readonly kind: 'and' | 'or';
  /** It stands in brackets of its own. */
  readonly bracketed: boolean;
  readonly operands: readonly SyntaxNode[];
}

/** `not`, as often as it was written before the operand: trees stay as deep as their brackets. */
export interface NotNode extends TextRange {
  readonly kind: 'not';
  readonly times: number;
  readonly operand: SyntaxNode;
}

/** A place where a check is expected and none could be read, or only its beginning. */
export interface ErrorNode extends TextRange {
  readonly kind: 'error';
  /** What could be read of the check. */
  readonly left?: Operand;
  readonly operator?: WrittenName;
}

/**
 * A filter as it was written. Brackets are not in it, for the shape says the same: the place of a node is that without its
 * own brackets, but with those of its parts.
 */
export type SyntaxNode = CheckNode | MacroNode | ChainNode | NotNode | ErrorNode;
