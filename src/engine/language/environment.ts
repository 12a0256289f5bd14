/** A condition with a name, to be used in filters as `name`, as Falco's rules have it. */
export interface MacroDefinition {
  readonly kind: 'macro';
  readonly name: string;
  /** The condition, as it was written. */
  readonly text: string;
  /** What its author says about it; empty without a word. */
  readonly documentation: string;
}

/** Values with a name, to be used after `in`, `intersects` and `pmatch`, alone or among other values. */
export interface ListDefinition {
  readonly kind: 'list';
  readonly name: string;
  /** The items in brackets, as they were written: `(bash, "a b", other_list)`. */
  readonly text: string;
  readonly documentation: string;
}

export type Definition = MacroDefinition | ListDefinition;

/** Asks for values of a field that events of open captures have. */
export interface ValuesRequest {
  /**
   * The field with its argument, as a filter names it: `proc.name`, `evt.arg.res`. Followed by empty brackets, as in
   * `proc.env[]`, the arguments are asked for that it can have.
   */
  readonly field: string;
  /** Only values that begin so; empty for all. */
  readonly prefix: string;
  readonly limit: number;
}

/** One value that events have, and how many events have it. */
export interface CountedValue {
  readonly text: string;
  readonly count: number;
}

/** Values, the most frequent first. */
export interface FieldValues {
  readonly values: readonly CountedValue[];
  /** These are all, of all events: neither cut by the limit nor still being counted. */
  readonly complete: boolean;
}

/** How many events of one capture a filter keeps. */
export interface CaptureCount {
  /** What the capture is known by to whoever answers: a path or an id. */
  readonly capture: string;
  /** What people call it: the file's name. */
  readonly label: string;
  readonly matched: number;
  /** Every event has been asked; else it is a count of those read so far. */
  readonly complete: boolean;
}

/** What the language service is told about its surroundings. Plain data but for the two questions. */
export interface LanguageEnvironment {
  /** Macros and lists that the filter can use. */
  readonly definitions: readonly Definition[];
  /** The version of sysdig or libs that filters are written for, such as `0.29.3`; undefined: any. */
  readonly targetVersion?: string | undefined;
  /** Values of the captures that are open; absent where there are none. May reject: then there are none. */
  values?(request: ValuesRequest): Promise<FieldValues>;
  /**
   * How many events a filter, written without macros and lists, keeps in each open capture; undefined where nobody knows
   * yet. Absent where no captures are open. May reject: then nobody knows.
   */
  count?(filter: string): Promise<readonly CaptureCount[] | undefined>;
}

/** An environment with nothing in it. */
export const EMPTY_ENVIRONMENT: LanguageEnvironment = { definitions: [] };
