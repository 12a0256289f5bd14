import { encodeText } from '../base/text';
import type { FieldContext, NumberOfTime, TextOfTime } from '../fields/field';
import { perTrace } from '../fields/readers/memo';
import { splitTimes } from '../fields/readers/times';
import type { Trace } from '../trace/trace';
import { byteTest } from './byteTests';
import { Decision } from './decision';
import { askRange, numberTest, wholeRange } from './numberTests';
import type { Comparison } from './operators';
import { prefixTest } from './prefixTest';
import type { TimeRule } from './timePredicate';

/** Digits of nanoseconds. */
const DIGITS = 9;
const ZERO = 0x30;
/** Of so many seconds the decisions are remembered; then it is begun anew. */
const MOST_SECONDS = 1 << 14;
/** A span of more seconds is not looked through. */
const MOST_OF_SPAN = 256;

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

/** The rule of a comparison with numbers. */
export function numberRule(
  trace: Trace,
  number: NumberOfTime,
  comparison: Comparison,
  operands: readonly (bigint | number)[],
): TimeRule {
  const test = numberTest(comparison, operands, 0n);
  const range = wholeRange(comparison, operands[0]);
  return {
    ofSpan(earliest, latest) {
      const trend = number.trend(trace, earliest, latest);
      if (trend === 0) return 'unknown';
      const least = number.of(trace, trend > 0 ? earliest : latest);
      const largest = number.of(trace, trend > 0 ? latest : earliest);
      if (range === undefined) return askRange(comparison, test, least, largest);
      if (largest < range.low || least > range.high) return 'none';
      return least >= range.low && largest <= range.high ? 'all' : 'unknown';
    },
    ofTime: (time) => test(number.of(trace, time)),
  };
}

/** The rule of a comparison with texts. Each second is decided once, as far as its name decides. */
export function textRule(
  context: FieldContext,
  text: TextOfTime,
  comparison: Comparison,
  operands: readonly Uint8Array[],
): TimeRule {
  const times = splitTimes(context.trace);
  const nameOf = secondNames(context.trace).namesOf(context, text);
  const test = byteTest(comparison, operands);
  const end = encodeText(text.end ?? '');
  const tail = text.end === undefined ? 0 : DIGITS + end.length;
  const testPrefix = prefixTest(comparison, operands, DIGITS, end);
  const seconds = new Map<number, Decision>();
  let lastSecond = Number.NaN;
  let lastDecision: Decision = Decision.NO;
  /** The text of a time, of which the second is kept that was written last. */
  let written = new Uint8Array(0);
  let writtenSecond = Number.NaN;

  const decide = (second: number): Decision => {
    const name = nameOf(second);
    if (tail > 0) return testPrefix(name);
    return test(name, 0, name.length) ? Decision.YES : Decision.NO;
  };
  const decisionOf = (second: number): Decision => {
    if (second === lastSecond) return lastDecision;
    let decision = seconds.get(second);
    if (decision === undefined) {
      decision = decide(second);
      if (seconds.size === MOST_SECONDS) seconds.clear();
      seconds.set(second, decision);
    }
    lastSecond = second;
    lastDecision = decision;
    return decision;
  };
  const write = (time: number, second: number): void => {
    if (second !== writtenSecond) {
      const name = nameOf(second);
      written = new Uint8Array(name.length + tail);
      written.set(name);
      written.set(end, name.length + DIGITS);
      writtenSecond = second;
    }
    let rest = times.nanosecondOf(time);
    for (let at = written.length - end.length - 1; at >= written.length - tail; at--) {
      const next = Math.floor(rest / 10);
      written[at] = ZERO + rest - 10 * next;
      rest = next;
    }
  };
  return {
    ofSpan(earliest, latest) {
      const first = times.secondOf(earliest);
      const last = times.secondOf(latest);
      if (!(last - first <= MOST_OF_SPAN)) return 'unknown';
      const decision = decisionOf(first);
      if (decision === Decision.OPEN) return 'unknown';
      for (let second = first + 1; second <= last; second++) if (decisionOf(second) !== decision) return 'unknown';
      return decision === Decision.YES ? 'all' : 'none';
    },
    ofTime(time) {
      const second = times.secondOf(time);
      const decision = decisionOf(second);
      if (decision !== Decision.OPEN) return decision === Decision.YES;
      write(time, second);
      return test(written, 0, written.length);
    },
  };
}
