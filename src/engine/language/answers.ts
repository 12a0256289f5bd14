import type { TextRange } from '../filter/syntaxTree';
import type { CaptureCount } from './environment';

/*
 * What the language service answers, beside diagnostics: plain data that can cross any boundary. Places are offsets in
 * UTF-16 units, `end` exclusive. Texts are plain texts, never markup: some of them were captured.
 */

export type CompletionKind = 'field' | 'operator' | 'value' | 'keyword' | 'transformer' | 'macro' | 'list' | 'snippet';

/** One thing that could stand here. */
export interface Completion {
  /** What the list shows, and what typing is matched with. */
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside it: the type of a field, the count of a value; may be empty. */
  readonly detail: string;
  /** A sentence or two about it; may be empty. */
  readonly documentation: string;
  /** What takes the place of `[from, to)`. */
  readonly insert: string;
  /** `insert` has places to fill in, written `${1:text}`. Only texts of our own are snippets. */
  readonly snippet: boolean;
  /** The list is in this order, and a sort by it (as text) gives it again. */
  readonly order: string;
  /** For values: how many events of the open captures have it. */
  readonly count?: number;
}

/** What could stand at an offset, in place of `[from, to)`, which includes the offset. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
  /** There are more: typing on may bring items that are not in here, and has to ask again. */
  readonly incomplete: boolean;
}

/** What is under an offset. */
export interface Hover extends TextRange {
  /** Its name, as code. */
  readonly title: string;
  /** What it is, in a few words: "field · text · since 0.1.81". */
  readonly detail: string;
  readonly paragraphs: readonly string[];
  /** Filters, or definitions, to be shown as code. */
  readonly examples: readonly string[];
  /** How many events keep `counted` in each open capture; empty where nobody knows. */
  readonly counts: readonly CaptureCount[];
  /** The part of the filter that `counts` is about; undefined without counts. */
  readonly counted: string | undefined;
}

/** The transformer, or operator, that is being written. */
export interface Signature {
  /** `concat(text, text, …) → text`. */
  readonly label: string;
  readonly documentation: string;
  /** Where each parameter stands in `label`. */
  readonly parameters: readonly (TextRange & { readonly documentation: string })[];
  /** Index of the parameter under the offset. */
  readonly active: number;
}

export type SemanticTokenType =
  | 'field'
  | 'argument'
  | 'operator'
  | 'keyword'
  | 'text'
  | 'number'
  | 'transformer'
  | 'macro'
  | 'list';

export interface SemanticToken extends TextRange {
  readonly type: SemanticTokenType;
}
