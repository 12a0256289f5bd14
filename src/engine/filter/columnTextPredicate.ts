import type { EventRow } from '../base/brands';
import type { NumberTextDecider } from '../fields/fieldReader';
import { FieldValue } from '../fields/value';
import { CHUNK_BITS, CHUNK_MASK } from '../trace/eventColumns';
import { compareLevels, LEVEL_OF_ZERO } from '../trace/numberLevels';
import {
  BLOCK_BITS,
  BLOCK_ROWS,
  BLOCK_WORDS,
  isScarce,
  lowestBit,
  type RowBits,
  setRange,
  subtract,
} from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import { keysOfBlock, OTHER_KEY } from './columnKeys';
import { Decision, UNSETTLED } from './decision';
import { Cost, type Predicate, type RowBlock } from './predicate';
import type { Scratch } from './scratch';
import type { ValueTest } from './valueTest';

/** A check on a text that a number of the columns decides, which is 0 in most rows: each text is asked once. */
export class ColumnTextPredicate implements Predicate {
  readonly cost = Cost.COLUMNS;
  /** By key; what has `OTHER_KEY` stays open. */
  private readonly known = new Uint8Array(OTHER_KEY + 1).fill(Decision.OPEN);
  private readonly value = new FieldValue();

  constructor(
    private readonly trace: Trace,
    private readonly text: NumberTextDecider,
    private readonly satisfies: ValueTest,
    private readonly scratch: Scratch,
  ) {}

  prepare(): void {
    // What is remembered of a text stays true.
  }

  narrow(block: RowBlock, rows: RowBits): void {
    const indexed = this.trace.index.block(block.row >> BLOCK_BITS);
    const levels = indexed && this.text.column.levels?.(indexed, block.row, this.trace);
    if (!levels || isScarce(rows)) {
      this.askRows(block, rows);
      return;
    }
    const above = this.scratch.take();
    const zeros = this.scratch.take();
    const others = this.scratch.take();
    setRange(others, 0, Math.min(BLOCK_ROWS, this.trace.events.length - block.row));
    compareLevels(levels, LEVEL_OF_ZERO, others, above, zeros);
    subtract(others, zeros);
    this.askKeys(block, zeros, others, rows);
    this.scratch.give(others);
    this.scratch.give(zeros);
    this.scratch.give(above);
  }

  test(row: EventRow): boolean {
    const { trace, text } = this;
    return this.decide(text.column.read(trace, trace.events.chunk(row >> CHUNK_BITS), row & CHUNK_MASK, row));
  }

  /** Asks the keys of those rows whose number is not 0; no text is asked twice. */
  private askKeys(block: RowBlock, zeros: RowBits, others: RowBits, rows: RowBits): void {
    const { known, trace, text } = this;
    const keys = keysOfBlock(trace, text, block.row >> BLOCK_BITS, block.row, others);
    const zero = this.decide(0) ? -1 : 0;
    for (let word = 0, place = 0; word < BLOCK_WORDS; word++) {
      const start = place;
      let kept = zeros[word] & zero;
      let seen = 0;
      for (let left = others[word]; left !== 0; left &= left - 1) {
        const decision = known[keys[place++]];
        seen |= decision;
        kept |= (decision & 1) << lowestBit(left);
      }
      if ((seen & UNSETTLED) !== 0) kept |= this.askWord(block, word, others[word], keys, start);
      rows[word] &= kept;
    }
  }

  /** Gives those of the rows of a word that satisfy the check, whose keys begin at a place. */
  private askWord(
    { chunk, index, row }: RowBlock,
    word: number,
    asked: number,
    keys: Uint16Array,
    start: number,
  ): number {
    const { trace, text, known } = this;
    let kept = 0;
    let place = start;
    for (let left = asked; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      const at = 32 * word + bit;
      let decision = known[keys[place++]];
      if (decision === Decision.OPEN) {
        decision = this.decide(text.column.read(trace, chunk, index + at, row + at)) ? Decision.YES : Decision.NO;
      }
      kept |= (decision & 1) << bit;
    }
    return kept;
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
    const isRemembered = key >= 0 && key < OTHER_KEY;
    if (isRemembered && this.known[key] !== Decision.OPEN) return this.known[key] === Decision.YES;
    this.value.setString(this.text.of(number));
    const holds = this.satisfies(this.value);
    if (isRemembered) this.known[key] = holds ? Decision.YES : Decision.NO;
    return holds;
  }
}
