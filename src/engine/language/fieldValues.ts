import { findField } from '../fields/catalogue';
import type { FieldContext } from '../fields/fieldReader';
import { valueForm } from '../fields/fieldType';
import { type BoundField, isFieldError, resolveField } from '../fields/resolveField';
import { ArgumentTally } from './argumentTally';
import type { CountedValue, FieldValues, ValuesRequest } from './environment';
import { ARGUMENTS_OF } from './fieldArguments';
import { FieldTally } from './fieldTally';

/** Most fields whose counts are kept: those of one sitting. */
const MOST_KEPT = 24;

const NO_VALUES: FieldValues = { values: [], complete: true };

/** A field's counts, and the order of its values when this many events had been counted. */
interface Kept {
  readonly tally: FieldTally | ArgumentTally;
  order: readonly CountedValue[];
  orderedAt: number;
}

/**
 * Which values the fields of one trace have, and how many events have each. Counts are kept, and carried on as the trace
 * grows.
 */
export class TraceValues {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly context: FieldContext) {}

  /**
   * The values of a field, the most frequent first. Works in slices of a few milliseconds and awaits `breathe` between
   * them, which may reject to end it. What is no field, and buffers of bytes, have no values. Rejects with `RawBytesError`
   * where the field needs bytes that can no longer be read.
   */
  async values({ field, prefix, limit }: ValuesRequest, breathe: () => Promise<void>): Promise<FieldValues> {
    const kept = this.keptOf(field);
    if (!kept) return NO_VALUES;
    while (kept.tally.advance()) await breathe();
    const wanted = prefix.toLowerCase();
    const values: CountedValue[] = [];
    for (const value of orderOf(kept)) {
      if (values.length === limit) return { values, complete: false };
      if (value.text.toLowerCase().startsWith(wanted)) values.push(value);
    }
    return { values, complete: kept.tally.complete && !kept.tally.omits };
  }

  private keptOf(name: string): Kept | undefined {
    const known = this.kept.get(name);
    const tally = known?.tally ?? this.newTally(name);
    if (!tally) return undefined;
    const kept = known ?? { tally, order: [], orderedAt: -1 };
    // Anew, so that the one asked for least lately comes first.
    this.kept.delete(name);
    this.kept.set(name, kept);
    if (this.kept.size > MOST_KEPT) this.kept.delete([...this.kept.keys()][0]);
    return kept;
  }

  private newTally(name: string): FieldTally | ArgumentTally | undefined {
    if (name.endsWith(ARGUMENTS_OF)) {
      const named = findField(name.slice(0, -ARGUMENTS_OF.length))?.argument?.named;
      return named && new ArgumentTally(this.context, named);
    }
    const bound = resolveField(name);
    if (isFieldError(bound) || bound.length !== name.length || !hasValues(bound)) return undefined;
    return new FieldTally(this.context, bound);
  }
}

function hasValues({ field, type }: BoundField): boolean {
  return field.only !== 'formats' && !field.isDistance && valueForm(type) !== 'bytes';
}

function orderOf(kept: Kept): readonly CountedValue[] {
  const { tally } = kept;
  if (kept.orderedAt !== tally.row) {
    kept.order = tally
      .counted()
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
    kept.orderedAt = tally.row;
  }
  return kept.order;
}
