import type { BoundField } from '../fields/resolveField';

/** Text that every line has. */
export interface FormatText {
  readonly kind: 'text';
  readonly text: string;
}

/** The value of a field. */
export interface FormatField {
  readonly kind: 'field';
  readonly field: BoundField;
  /** How many characters it takes: filled with blanks on the right, or cut. 0: as many as it has. */
  readonly width: number;
  /** Where it stands in the format: offsets of its `%` and of what follows it. */
  readonly start: number;
  readonly end: number;
}

export type FormatPart = FormatText | FormatField;

/** What a line is made of. Source: facts/output-format.md §1. */
export interface Format {
  readonly parts: readonly FormatPart[];
  /** Whether an event has its line although fields of it have no value; otherwise it has none. */
  readonly keepsIncomplete: boolean;
}
