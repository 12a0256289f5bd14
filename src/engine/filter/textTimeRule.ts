import { encodeText } from '../base/text';
import type { FieldContext, TextOfTime } from '../fields/fieldReader';
import { perTrace } from '../fields/readers/memo';
import { type SplitTimes, splitTimes } from '../fields/readers/times';
import { lowestBit } from '../trace/rowBits';
import { AnswerRanges } from './answerRanges';
import { startsWith } from './bytes';
import { type ByteTest, byteTest } from './byteTests';
import { Decision } from './decision';
import { type DigitNumbers, DigitSearch, rowsWithNumbers, type SearchPlace } from './digitSearch';
import type { Comparison } from './operators';
import { type PrefixTest, prefixTest } from './prefixTest';
import type { TimeRule } from './timePredicate';

/** Digits of nanoseconds. */
const DIGITS = 9;
const ZERO = 0x30;
const NINE = 0x39;
const BILLION = 1_000_000_000;
/** Of so many seconds the decisions are remembered; then it is begun anew. */
const MOST_SECONDS = 1 << 14;

/** Comparisons that texts of rising digits satisfy from some digits on, and up to others. */
const STEPPED: ReadonlySet<Comparison> = new Set([
  'equal',
  'unequal',
  'in',
  'intersects',
  'less',
  'less-or-equal',
  'greater',
  'greater-or-equal',
  'starts-with',
]);

/** Comparisons that look for a text. */
const SEARCHES: Partial<Record<Comparison, SearchPlace>> = {
  contains: 'anywhere',
  'contains-any-case': 'anywhere-any-case',
  'ends-with': 'end',
};

/** What seconds of a trace are called, for the next filter: a person who types asks for them with each letter. */
class SecondNames {
  private readonly names = new Map<TextOfTime, Map<number, Uint8Array>>();

  /** Gives the names of a kind. */
  namesOf(context: FieldContext, text: TextOfTime): (second: number) => Uint8Array {
    const known = this.names.get(text) ?? new Map<number, Uint8Array>();
    this.names.set(text, known);
    return (second) => {
      let name = known.get(second);
      if (name === undefined) {
        name = encodeText(text.ofSecond(context, second));
        if (known.size === MOST_SECONDS) known.clear();
        known.set(second, name);
      }
      return name;
    };
  }
}

const secondNames = perTrace(() => new SecondNames());

/**
 * The rule of a comparison with texts. Each second is decided once, as far as its name decides; of others the digits are looked at,
 * written out only for comparisons that need the whole text.
 */
export class TextTimeRule implements TimeRule {
  from = Number.POSITIVE_INFINITY;
  until = Number.POSITIVE_INFINITY;
  answer: Decision = Decision.NO;
  private readonly times: SplitTimes;
  private readonly nameOf: (second: number) => Uint8Array;
  private readonly test: ByteTest;
  private readonly end: Uint8Array;
  /** Bytes after the name. */
  private readonly tail: number;
  private readonly testPrefix: PrefixTest;
  private readonly isStepped: boolean;
  private readonly seconds = new Map<number, Decision>();
  private search: DigitSearch | undefined;
  /** Of the second that it turned to, where nothing less decides: when it begins, and what is found in its digits. */
  private start = 0;
  private numbers: DigitNumbers | undefined;
  /** The text of a time, of which the name of the second stays. */
  private written = new Uint8Array(0);
  private writtenSecond = Number.NaN;
  /** Where the second's digits begin and end to decide otherwise. */
  private ranges = new AnswerRanges([]);

  constructor(
    context: FieldContext,
    text: TextOfTime,
    private readonly comparison: Comparison,
    private readonly operands: readonly Uint8Array[],
  ) {
    this.times = splitTimes(context.trace);
    this.nameOf = secondNames(context.trace).namesOf(context, text);
    this.test = byteTest(comparison, operands);
    this.end = encodeText(text.end ?? '');
    this.tail = text.end === undefined ? 0 : DIGITS + this.end.length;
    this.testPrefix = prefixTest(comparison, operands, DIGITS, this.end);
    this.isStepped = STEPPED.has(comparison);
  }

  turnTo(time: number): void {
    const second = this.times.secondOf(time);
    const decision = this.decisionOf(second);
    this.start = this.times.startOf(second);
    this.from = this.start;
    this.until = this.start + BILLION;
    this.answer = decision;
    if (decision !== Decision.OPEN) return;
    const place = SEARCHES[this.comparison];
    if (place) {
      this.search ??= new DigitSearch(this.operands[0], place, this.end);
      this.numbers = this.search.after(this.nameOf(second));
    } else {
      this.begin(second);
    }
    this.answer = this.isStepped ? this.answerAround(time) : Decision.BY_ROW;
  }

  narrowWord(times: Float64Array, first: number, asked: number): number {
    const { start, numbers } = this;
    if (numbers) return rowsWithNumbers(numbers, times, first, start, asked);
    let kept = asked;
    for (let left = asked; left !== 0; left &= left - 1) {
      const bit = lowestBit(left);
      if (!this.holds(times[first + bit] - start)) kept &= ~(1 << bit);
    }
    return kept;
  }

  forget(): void {
    this.from = Number.POSITIVE_INFINITY;
  }

  /** Answers for the times of the second around one whose digits have the same answer. */
  private answerAround(time: number): Decision {
    const { ranges, start } = this;
    ranges.find(time - start);
    this.from = start + Math.max(0, ranges.low);
    this.until = start + Math.min(BILLION, ranges.high);
    return this.holds(time - start) ? Decision.YES : Decision.NO;
  }

  private decisionOf(second: number): Decision {
    let decision = this.seconds.get(second);
    if (decision === undefined) {
      decision = this.decide(this.nameOf(second));
      if (this.seconds.size === MOST_SECONDS) this.seconds.clear();
      this.seconds.set(second, decision);
    }
    return decision;
  }

  private decide(name: Uint8Array): Decision {
    if (this.tail > 0) return this.testPrefix(name);
    return this.test(name, 0, name.length) ? Decision.YES : Decision.NO;
  }

  /** Writes what all texts of a second have in common. */
  private begin(second: number): void {
    if (second === this.writtenSecond) return;
    const name = this.nameOf(second);
    this.written = new Uint8Array(name.length + this.tail);
    this.written.set(name);
    this.written.set(this.end, name.length + DIGITS);
    this.writtenSecond = second;
    if (this.isStepped) this.ranges = new AnswerRanges(this.operands.flatMap((operand) => edges(operand, name)));
  }

  /** Whether the text of the second and a number of nanoseconds satisfies the comparison. */
  private holds(nanoseconds: number): boolean {
    const { written, end, tail } = this;
    let rest = nanoseconds;
    for (let at = written.length - end.length - 1; at >= written.length - tail; at--) {
      const next = Math.floor(rest / 10);
      written[at] = ZERO + rest - 10 * next;
      rest = next;
    }
    return this.test(written, 0, written.length);
  }
}

/** The least and the largest number whose nine digits begin as a text goes on after a name; none where it begins otherwise. */
function edges(operand: Uint8Array, name: Uint8Array): readonly number[] {
  if (!startsWith(name, operand, 0, operand.length)) return [];
  const rest = operand.subarray(name.length, name.length + DIGITS);
  const other = rest.findIndex((byte) => byte < ZERO || byte > NINE);
  const digits = other < 0 ? rest.length : other;
  const unit = 10 ** (DIGITS - digits);
  const number = rest.subarray(0, digits).reduce((before, byte) => 10 * before + byte - ZERO, 0);
  return [number * unit, (number + 1) * unit - 1];
}
