import type { KeptValues } from '../fields/keptTexts';
import { FieldValue } from '../fields/value';
import { BLOCK_BITS, type RowBits } from '../trace/rowBits';
import type { RowBlock } from './predicate';
import { TextDecisions } from './textDecisions';
import type { ValueTest } from './valueTest';

/** What a check says of values that are kept. */
export interface KeptRule {
  readonly values: KeptValues;
  /** Whether the row at a place of `values.rows` satisfies the check. */
  holds(place: number): boolean;
}

/** The rule of a test of values. */
export function keptRule(values: KeptValues, satisfies: ValueTest): KeptRule {
  const value = new FieldValue();
  const texts = new TextDecisions(satisfies);
  return { values, holds: (place) => values.put(place, value) && texts.satisfies(value) };
}

/** Whether the values of a block are known. */
export function isKnown({ values }: KeptRule, { row }: RowBlock): boolean {
  return values.startOf(row >> BLOCK_BITS) >= 0;
}

/** Puts those of the rows of a block that have values into a set that are asked about, and satisfy the check. */
export function putKept(kept: KeptRule, { row: first }: RowBlock, asked: RowBits, into: RowBits): void {
  const { values: rows } = kept.values.rows;
  const block = first >> BLOCK_BITS;
  const end = kept.values.endOf(block);
  for (let at = kept.values.startOf(block); at < end; at++) {
    const row = rows[at] - first;
    const bit = 1 << (row & 31);
    if ((asked[row >> 5] & bit) !== 0 && kept.holds(at)) into[row >> 5] |= bit;
  }
}
