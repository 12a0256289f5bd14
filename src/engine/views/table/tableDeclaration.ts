/** How the sums of a table are shown. */
export type ValueUnit = 'bytes' | 'nanoseconds' | 'count' | 'share-of-time';

/** What the rows of a table are told apart by. */
export interface TableKey {
  readonly title: string;
  /** A field as in a filter, with its argument. */
  readonly field: string;
}

/** What is summed. */
export interface TableValue {
  readonly title: string;
  /** A numeric field. */
  readonly field: string;
  readonly unit: ValueUnit;
  /** What a number of the field is worth in the table's unit. */
  readonly factor?: number;
  /** What the value goes by in JSON, where that is not the field. */
  readonly jsonName?: string;
  /** Events with the value 0 make a row too. */
  readonly countsZero?: boolean;
}

/**
 * A table over fields: events are grouped by the texts of the keys, and a number is summed. An event that lacks a key or
 * the number is left out. Source: facts/output-format.md §7 and §9.
 */
export interface TableDeclaration {
  readonly value: TableValue;
  readonly keys: readonly TableKey[];
  /** The keys in the layout that shows containers; the same ones where this is left out. */
  readonly containerKeys?: readonly TableKey[];
  /** Which events; undefined: all. */
  readonly filter?: string;
  /** How many rows are shown at most. */
  readonly rows: number;
}
