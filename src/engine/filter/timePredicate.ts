import type { EventRow } from '../base/brands';
import { BLOCK_BITS, BLOCK_WORDS, lowestBit, type RowBits } from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import type { RangeAnswer } from './numberTests';
import { Cost, type Predicate, type RowBlock } from './predicate';

/** What a check says of times, which are as in the column. */
export interface TimeRule {
  /** Of all times from one to another. */
  ofSpan(earliest: number, latest: number): RangeAnswer;
  ofTime(time: number): boolean;
}

/**
 * A check that the time of a row decides. Times rise in a capture, nearly, so most blocks are settled as a whole, and of the
 * others most words of 32 rows.
 */
export class TimePredicate implements Predicate {
  readonly cost = Cost.COLUMNS;

  constructor(
    private readonly trace: Trace,
    private readonly rule: TimeRule,
  ) {}

  prepare(): void {
    // Rules follow the trace.
  }

  narrow({ chunk, index, row }: RowBlock, rows: RowBits): void {
    const { rule } = this;
    const indexed = this.trace.index.block(row >> BLOCK_BITS);
    const answer = indexed ? rule.ofSpan(indexed.earliest, indexed.latest) : 'unknown';
    if (answer === 'none') rows.fill(0);
    if (answer !== 'unknown') return;
    for (let word = 0; word < BLOCK_WORDS; word++) {
      if (rows[word] === 0) continue;
      const ofWord = indexed ? rule.ofSpan(indexed.earliestOfWords[word], indexed.latestOfWords[word]) : 'unknown';
      if (ofWord === 'none') rows[word] = 0;
      if (ofWord === 'unknown') rows[word] = this.narrowWord(chunk.time, index + 32 * word, rows[word]);
    }
  }

  test(row: EventRow): boolean {
    return this.rule.ofTime(this.trace.events.time(row));
  }

  private narrowWord(times: Float64Array, first: number, asked: number): number {
    let kept = asked;
    for (let left = asked; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      if (!this.rule.ofTime(times[first + bit])) kept &= ~(1 << bit);
    }
    return kept;
  }
}
