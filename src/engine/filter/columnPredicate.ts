import type { EventRow } from '../base/brands';
import type { ColumnReader } from '../fields/field';
import { CHUNK_BITS, CHUNK_ROWS } from '../trace/eventColumns';
import { BLOCK_WORDS, lowestBit, type RowBits } from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import type { NumberTest } from './numberTests';
import { Cost, type Predicate, type RowBlock } from './predicate';

/** A comparison with a number that stands in the columns. */
export class ColumnPredicate implements Predicate {
  readonly cost = Cost.COLUMNS;
  private base = 0n;
  private satisfies: NumberTest;

  /** `testFor` gives the comparison with numbers that lack a base. */
  constructor(
    private readonly trace: Trace,
    private readonly reader: ColumnReader,
    private readonly testFor: (base: bigint) => NumberTest,
  ) {
    this.satisfies = testFor(this.base);
  }

  prepare(): void {
    const base = this.reader.base?.(this.trace) ?? 0n;
    if (base === this.base) return;
    this.base = base;
    this.satisfies = this.testFor(base);
  }

  narrow({ chunk, index, row }: RowBlock, rows: RowBits): void {
    const { trace, reader, satisfies } = this;
    for (let word = 0; word < BLOCK_WORDS; word++) {
      let kept = rows[word];
      for (let left = kept; left !== 0; left &= left - 1) {
        const bit = lowestBit(left);
        const place = 32 * word + bit;
        const number = reader.read(trace, chunk, index + place, row + place);
        if (Number.isNaN(number) || !satisfies(number)) kept &= ~(1 << bit);
      }
      rows[word] = kept;
    }
  }

  test(row: EventRow): boolean {
    const { trace } = this;
    const number = this.reader.read(trace, trace.events.chunk(row >> CHUNK_BITS), row & (CHUNK_ROWS - 1), row);
    return !Number.isNaN(number) && this.satisfies(number);
  }
}
