import type { NumberOfTime } from '../fields/fieldReader';
import type { Trace } from '../trace/trace';
import { AnswerRanges } from './answerRanges';
import { Decision } from './decision';
import { type NumberTest, numberTest } from './numberTests';
import type { Comparison } from './operators';
import type { TimeRule } from './timePredicate';

/** The rule of a comparison with numbers. */
export class NumberTimeRule implements TimeRule {
  from = Number.POSITIVE_INFINITY;
  until = Number.POSITIVE_INFINITY;
  answer: Decision = Decision.NO;
  private readonly ranges: AnswerRanges;
  private readonly test: NumberTest;

  constructor(
    private readonly trace: Trace,
    private readonly number: NumberOfTime,
    comparison: Comparison,
    operands: readonly (bigint | number)[],
  ) {
    this.ranges = new AnswerRanges(operands);
    this.test = numberTest(comparison, operands, 0n);
  }

  turnTo(time: number): void {
    const { trace, number, ranges } = this;
    const value = number.of(trace, time);
    ranges.find(value);
    [this.from, this.until] = number.around(trace, time, ranges.low, ranges.high);
    this.answer = this.test(value) ? Decision.YES : Decision.NO;
  }

  /** Is not asked: no answer is `BY_ROW`. */
  narrowWord(_times: Float64Array, _first: number, asked: number): number {
    return asked;
  }

  forget(): void {
    this.from = Number.POSITIVE_INFINITY;
  }
}
