import type { TextRange } from './syntaxTree';

/** `error`: the filter cannot be asked. `warning`: it probably means something else. `hint`: worth knowing. */
export type Severity = 'error' | 'warning' | 'hint';

/** What is wrong with a text, in a sentence or two, and where. */
export interface Problem extends TextRange {
  readonly message: string;
}

/** Takes the place of `[start, end)`. */
export interface TextEdit extends TextRange {
  readonly text: string;
}

/** A way out of a diagnostic. */
export interface QuickFix {
  /** What it does, in the imperative. */
  readonly title: string;
  /** They do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** Every kind of mistake; stable, so that tests, settings and documentation can name it. */
export type DiagnosticCode =
  // Of the syntax.
  | 'empty-filter'
  | 'too-long'
  | 'too-deep'
  | 'unclosed-bracket'
  | 'unopened-bracket'
  | 'unclosed-quote'
  | 'bad-escape'
  | 'check-expected'
  | 'operator-expected'
  | 'value-expected'
  | 'list-expected'
  | 'comma-expected'
  | 'blank-expected'
  | 'connective-expected'
  | 'foreign-operator'
  // Of names.
  | 'unknown-field'
  | 'unknown-macro'
  | 'recursive-definition'
  | 'field-argument'
  | 'field-not-for-filters'
  // Of types and values.
  | 'operator-not-for-type'
  | 'bad-number'
  | 'unit'
  | 'out-of-range'
  | 'bad-truth'
  | 'bad-address'
  | 'bad-network'
  | 'bad-regex'
  | 'bad-hexadecimal'
  | 'nul-byte'
  | 'unknown-value'
  | 'bad-transformer'
  | 'bad-right-side'
  // Of meaning.
  | 'constant-condition'
  | 'field-as-text'
  | 'drops-missing'
  | 'target-version'
  | 'ambiguous-chain'
  // Of files with filters.
  | 'file-line'
  | 'file-head'
  | 'same-name';

/** What is wrong with a filter, or worth knowing about it; offsets into its text in UTF-16 units, `end` exclusive. */
export interface Diagnostic extends Problem {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** The likeliest first; empty where nobody knows one. */
  readonly fixes: readonly QuickFix[];
}
