import type { KeptValues } from '../fields/keptTexts';
import { FieldValue } from '../fields/value';
import { BLOCK_BITS, type RowBits } from '../trace/rowBits';
import type { WholeRange } from './numberTests';
import type { RowBlock } from './predicate';
import { TextDecisions } from './textDecisions';
import type { ValueTest } from './valueTest';

/** What a check says of values that are kept. */
export interface KeptRule {
  readonly values: KeptValues;
  /** Whether the row at a place of `values.rows` satisfies the check. */
  holds(place: number): boolean;
  /** The numbers that satisfy the check, where they are those of a range. */
  readonly range?: WholeRange | undefined;
}

/** The rule of a test of values. */
export function keptRule(values: KeptValues, satisfies: ValueTest, range?: WholeRange): KeptRule {
  const value = new FieldValue();
  const texts = new TextDecisions(satisfies);
  return { values, range, holds: (place) => values.put(place, value) && texts.satisfies(value) };
}

/** Whether the values of a block are known. */
export function isKnown({ values }: KeptRule, { row }: RowBlock): boolean {
  return values.startOf(row >> BLOCK_BITS) >= 0;
}

/** Puts those of the rows of a block that have values into a set that are asked about, and satisfy the check. */
export function putKept(kept: KeptRule, { row: first }: RowBlock, asked: RowBits, into: RowBits): void {
  const { rows, numbers } = kept.values;
  const block = first >> BLOCK_BITS;
  const start = kept.values.startOf(block);
  const end = kept.values.endOf(block);
  if (numbers && kept.range) {
    putInRange(rows.values, numbers.values, kept.range, start, end, first, asked, into);
    return;
  }
  for (let at = start; at < end; at++) {
    const row = rows.values[at] - first;
    const bit = 1 << (row & 31);
    if ((asked[row >> 5] & bit) !== 0 && kept.holds(at)) into[row >> 5] |= bit;
  }
}

/** The same of numbers of a range: without a branch for each, which would go either way. */
function putInRange(
  rows: Int32Array,
  numbers: Float64Array,
  { low, high }: WholeRange,
  start: number,
  end: number,
  first: number,
  asked: RowBits,
  into: RowBits,
): void {
  for (let at = start; at < end; at++) {
    const row = rows[at] - first;
    const number = numbers[at];
    const isKept = Number(number >= low) & Number(number <= high);
    into[row >> 5] |= asked[row >> 5] & (isKept << (row & 31));
  }
}
