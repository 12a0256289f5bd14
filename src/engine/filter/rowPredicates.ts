import type { EventRow } from '../base/brands';
import type { FieldContext, RowReader, SeveralReader } from '../fields/fieldReader';
import { FieldValue } from '../fields/value';
import { BLOCK_WORDS, lowestBit, type RowBits } from '../trace/rowBits';
import { isKnown, type KeptRule, keptRule, putKept } from './keptRows';
import { Cost, type Predicate, type RowBlock } from './predicate';
import type { Scratch } from './scratch';
import type { ValueTest } from './valueTest';

/** What is worked out for each row in question, without memory. */
export abstract class RowByRow implements Predicate {
  abstract readonly cost: number;

  abstract test(row: EventRow): boolean;

  prepare(): void {
    // Nothing is kept.
  }

  narrow({ row }: RowBlock, rows: RowBits): void {
    for (let word = 0; word < BLOCK_WORDS; word++) {
      for (let left = rows[word]; left !== 0; left &= left - 1) {
        const bit = lowestBit(left);
        if (!this.test((row + 32 * word + bit) as EventRow)) rows[word] &= ~(1 << bit);
      }
    }
  }
}

/** A check on a value that takes the row itself. */
export class RowPredicate extends RowByRow {
  readonly cost: number;
  private readonly value = new FieldValue();
  private readonly kept: KeptRule | undefined;

  constructor(
    protected readonly context: FieldContext,
    private readonly reader: RowReader,
    protected readonly satisfies: ValueTest,
    protected readonly scratch: Scratch,
  ) {
    super();
    this.cost = reader.readsBytes ? Cost.BYTES : Cost.SOME_BYTES;
    const values = reader.kept?.(context.trace);
    this.kept = values && keptRule(values, satisfies);
  }

  override narrow(block: RowBlock, rows: RowBits): void {
    const { kept, scratch } = this;
    if (kept === undefined || !isKnown(kept, block)) {
      super.narrow(block, rows);
      return;
    }
    const asked = scratch.take();
    asked.set(rows);
    rows.fill(0);
    putKept(kept, block, asked, rows);
    scratch.give(asked);
  }

  test(row: EventRow): boolean {
    return this.reader.read(this.context, row, this.value) && this.satisfies(this.value);
  }
}

/** A check on several values of a row: true when one of them, or all of at least one, satisfy it. */
export class SeveralPredicate extends RowByRow {
  readonly cost = Cost.SOME_BYTES;
  private readonly value = new FieldValue();

  constructor(
    private readonly context: FieldContext,
    private readonly reader: SeveralReader,
    private readonly satisfies: ValueTest,
    private readonly needed: 'one' | 'all',
  ) {
    super();
  }

  test(row: EventRow): boolean {
    const { context, reader, value, needed } = this;
    let index = 0;
    while (reader.readItem(context, row, index, value)) {
      const holds = this.satisfies(value);
      if (holds && needed === 'one') return true;
      if (!holds && needed === 'all') return false;
      index++;
    }
    return needed === 'all' && index > 0;
  }
}
