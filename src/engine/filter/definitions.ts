import type { ParsedFilter } from './parser';
import type { Literal } from './syntaxTree';

/** The names that a filter can use beside those of the catalogue. */
export interface Definitions {
  /** Conditions. Their diagnostics are their own: a filter that uses one with an error is refused where it is named. */
  readonly macros: ReadonlyMap<string, ParsedFilter>;
  /** Values; items without quotes may be names of other lists. */
  readonly lists: ReadonlyMap<string, readonly Literal[]>;
}

/** What filters are checked against. */
export interface CheckContext {
  readonly definitions?: Definitions | undefined;
  /** The version of sysdig or libs that the filter is written for, such as `0.29.3`; undefined: ours. */
  readonly targetVersion?: string | undefined;
}

export const NO_DEFINITIONS: Definitions = { macros: new Map(), lists: new Map() };
