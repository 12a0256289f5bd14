import type { EventRow } from '../base/brands';
import type { TextOfColumn } from '../fields/field';
import { FieldValue } from '../fields/value';
import { CHUNK_BITS, CHUNK_MASK } from '../trace/eventColumns';
import { compareLevels, LEVEL_OF_ZERO } from '../trace/numberLevels';
import { BLOCK_BITS, BLOCK_WORDS, isEmpty, lowestBit, type RowBits, subtract, unite } from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import { Decision } from './decision';
import { Cost, type Predicate, type RowBlock } from './predicate';
import type { Scratch } from './scratch';
import type { ValueTest } from './valueTest';

/** Keys from this on are not remembered. */
const MOST_KEYS = 1 << 16;

/** A check on a text that a number of the columns decides, which is 0 in most rows: each text is asked once. */
export class ColumnTextPredicate implements Predicate {
  readonly cost = Cost.COLUMNS;
  private readonly known = new Uint8Array(MOST_KEYS).fill(Decision.OPEN);
  private readonly value = new FieldValue();

  constructor(
    private readonly trace: Trace,
    private readonly text: TextOfColumn,
    private readonly satisfies: ValueTest,
    private readonly scratch: Scratch,
  ) {}

  prepare(): void {
    // What is remembered of a text stays true.
  }

  narrow(block: RowBlock, rows: RowBits): void {
    const indexed = this.trace.index.block(block.row >> BLOCK_BITS);
    const levels = indexed && this.text.column.levels?.(indexed, block.row, this.trace);
    if (!levels) {
      this.askRows(block, rows);
      return;
    }
    const above = this.scratch.take();
    const zeros = this.scratch.take();
    compareLevels(levels, LEVEL_OF_ZERO, rows, above, zeros);
    subtract(rows, zeros);
    this.askRows(block, rows);
    if (!isEmpty(zeros) && this.decide(0)) unite(rows, zeros);
    this.scratch.give(zeros);
    this.scratch.give(above);
  }

  test(row: EventRow): boolean {
    const { trace, text } = this;
    return this.decide(text.column.read(trace, trace.events.chunk(row >> CHUNK_BITS), row & CHUNK_MASK, row));
  }

  private askRows({ chunk, index, row }: RowBlock, rows: RowBits): void {
    const { trace, text } = this;
    for (let word = 0; word < BLOCK_WORDS; word++) {
      let kept = rows[word];
      for (let left = kept; left !== 0; left &= left - 1) {
        const bit = lowestBit(left);
        const place = 32 * word + bit;
        if (!this.decide(text.column.read(trace, chunk, index + place, row + place))) kept &= ~(1 << bit);
      }
      rows[word] = kept;
    }
  }

  private decide(number: number): boolean {
    const key = this.text.keyOf(number);
    const isRemembered = key >= 0 && key < MOST_KEYS;
    if (isRemembered && this.known[key] !== Decision.OPEN) return this.known[key] === Decision.YES;
    this.value.setString(this.text.of(number));
    const holds = this.satisfies(this.value);
    if (isRemembered) this.known[key] = holds ? Decision.YES : Decision.NO;
    return holds;
  }
}
