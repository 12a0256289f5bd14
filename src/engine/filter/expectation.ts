import type { Modifier, Operand, TextRange, WrittenName } from './syntaxTree';

/** What may be written at a place of a filter. */
export type Expected =
  /** A field, a transformer, a macro, `not` or a bracket. */
  | 'check'
  /** An operator, after an operand. */
  | 'operator'
  /** A value, a transformer or `val(…)`, after an operator that takes one; for most operators also a modifier. */
  | 'value'
  /** A bracket with values, or a list's name. */
  | 'list'
  /** A value or the name of a list, inside the brackets of a list. */
  | 'list-item'
  /** `and` or `or`; a closing bracket where one is open. */
  | 'connective'
  /** A field, a value or another transformer, inside the brackets of a transformer. */
  | 'transformer-input'
  /** A field, inside `val(…)`. */
  | 'field'
  /** An argument, inside square brackets. */
  | 'argument';

/**
 * A place where the grammar expected something: from the end of what stands before, blanks included, to the end of what
 * was written there. Together they lead from any offset of a filter, however broken, to what may be typed there.
 */
export interface Expectation extends TextRange {
  readonly expected: Expected;
  /** What was written there; undefined where nothing was. */
  readonly written: TextRange | undefined;
  /** The operand of the check, where it stands before. */
  readonly left?: Operand | undefined;
  readonly operator?: WrittenName | undefined;
  readonly modifier?: Modifier | undefined;
  /** The innermost transformer that is being written, and which of its inputs this is, from 0. */
  readonly transformer?: { readonly name: WrittenName; readonly input: number } | undefined;
}
