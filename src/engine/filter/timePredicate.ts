import type { EventRow } from '../base/brands';
import { BLOCK_BITS, BLOCK_WORDS, lowestBit, type RowBits } from '../trace/rowBits';
import type { Trace } from '../trace/trace';
import { Decision } from './decision';
import { Cost, type Predicate, type RowBlock } from './predicate';

/** What a check says of times, which are as in the column: it has one answer for a while, and then another one. */
export interface TimeRule {
  /** The times that `answer` is about, from the first to before the second; at first there are none. */
  readonly from: number;
  readonly until: number;
  /** `BY_ROW`: each time has its own. */
  readonly answer: Decision;
  /** Turns to the times around one. */
  turnTo(time: number): void;
  /** Of the rows of a word in question, gives those whose times are kept; they are in `times` from a place on, and `BY_ROW`. */
  narrowWord(times: Float64Array, first: number, asked: number): number;
  /** Forgets the times that it turned to: what they count from may have changed. */
  forget(): void;
}

/**
 * A check that the time of a row decides. Times rise in a capture, nearly, so most blocks are settled as a whole, and of the
 * others most words of 32 rows.
 */
export class TimePredicate implements Predicate {
  readonly cost = Cost.COLUMNS;
  private readonly one = new Float64Array(1);

  constructor(
    private readonly trace: Trace,
    private readonly rule: TimeRule,
  ) {}

  prepare(): void {
    this.rule.forget();
  }

  narrow({ chunk, index, row }: RowBlock, rows: RowBits): void {
    const indexed = this.trace.index.block(row >> BLOCK_BITS);
    if (!indexed) {
      for (let word = 0; word < BLOCK_WORDS; word++) {
        if (rows[word] !== 0) rows[word] = this.narrowWord(chunk.time, index + 32 * word, rows[word]);
      }
      return;
    }
    const { rule } = this;
    const { earliest, latest, earliestOfWords, latestOfWords } = indexed;
    if (this.isOne(earliest, latest) && rule.answer !== Decision.BY_ROW) {
      if (rule.answer === Decision.NO) rows.fill(0);
      return;
    }
    for (let word = 0; word < BLOCK_WORDS; word++) {
      if (rows[word] === 0) continue;
      const first = index + 32 * word;
      if (!this.isOne(earliestOfWords[word], latestOfWords[word])) {
        rows[word] = this.narrowWord(chunk.time, first, rows[word]);
      } else if (rule.answer !== Decision.YES) {
        rows[word] = rule.answer === Decision.NO ? 0 : rule.narrowWord(chunk.time, first, rows[word]);
      }
    }
  }

  test(row: EventRow): boolean {
    this.one[0] = this.trace.events.time(row);
    return this.narrowWord(this.one, 0, 1) !== 0;
  }

  /** Whether the rule has one answer for all times from one to another, to which it turns. */
  private isOne(earliest: number, latest: number): boolean {
    const { rule } = this;
    if (!(earliest >= rule.from && earliest < rule.until)) rule.turnTo(earliest);
    return latest < rule.until;
  }

  private narrowWord(times: Float64Array, first: number, asked: number): number {
    const { rule } = this;
    let kept = asked;
    for (let left = asked; left !== 0; ) {
      // Those of the next rows that are among the times that the rule is about.
      let together = 0;
      do {
        const bit = lowestBit(left);
        const time = times[first + bit];
        if (!(time >= rule.from && time < rule.until)) {
          if (together !== 0) break;
          rule.turnTo(time);
        }
        together |= 1 << bit;
        left &= left - 1;
      } while (left !== 0);
      if (rule.answer === Decision.NO) kept &= ~together;
      else if (rule.answer === Decision.BY_ROW) kept ^= together ^ rule.narrowWord(times, first, together);
    }
    return kept;
  }
}
