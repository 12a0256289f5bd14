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
  /** An argument, inside square brackets. */
  | 'argument';

/** Which input of a transformer is being written, from 0. */
export interface TransformerPlace {
  readonly name: WrittenName;
  readonly input: number;
}

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
  /** The innermost transformer that is being written. */
  readonly transformer?: TransformerPlace | undefined;
  /** The field of which the argument is written. */
  readonly argumentOf?: WrittenName | undefined;
}

const ENDS_A_WORD = /[^\s()[\]=<>!,"']/;

/**
 * What is expected at an offset; undefined where nothing may be written (a comma aside). Where one thing ends and the next
 * may begin, it is the one that would go on if a letter were typed.
 */
export function expectationAt(
  text: string,
  expectations: readonly Expectation[],
  offset: number,
): Expectation | undefined {
  let index = lastNotAfter(expectations, offset);
  // Where nothing was written, the next thing is expected at the same place; the first is still missing.
  while (index > 0 && expectations[index - 1].start === expectations[index].start) index--;
  // Of the places that begin here, the one that would go on with what stands before.
  if (offset > 0 && ENDS_A_WORD.test(text.charAt(offset - 1))) {
    while (index > 0 && expectations[index].start === offset && expectations[index - 1].end >= offset) index--;
  }
  const found = expectations[index];
  return found && offset <= found.end ? found : undefined;
}

/** The index of the last expectation that begins at the offset or before it; -1 without one. They are in order. */
function lastNotAfter(expectations: readonly Expectation[], offset: number): number {
  let low = 0;
  let high = expectations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (expectations[middle].start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
