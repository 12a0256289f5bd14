import type { DiagnosticCode } from './diagnostic';
import type { TextRange } from './syntaxTree';

/** What is wrong with a value, before anybody knows where it stands. */
export interface ValueMistake {
  readonly code: DiagnosticCode;
  readonly message: string;
  /** What could stand in its place, the likeliest first. */
  readonly instead?: readonly string[];
  /** The field that such a value belongs to. */
  readonly otherField?: string;
  /** Where in the value it is wrong; absent: all of it. */
  readonly part?: TextRange;
}

/** A value converted to a field's type, or what is wrong with it. */
export type Converted<T> = { readonly value: T } | ValueMistake;
