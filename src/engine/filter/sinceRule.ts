import { NO_THREAD } from '../base/brands';
import type { FieldContext, RowReader, SinceDecider } from '../fields/fieldReader';
import { FieldValue } from '../fields/value';
import { AnswerRanges } from './answerRanges';
import type { MomentRule } from './momentPredicate';
import type { TimesAhead } from './timesAhead';
import type { ValueTest } from './valueTest';

/**
 * The rule of a check on the time since a moment: it has one answer for as long as that moment is the same, and no row is as far from it
 * as one of the numbers that the check compares with.
 */
export function sinceRule(
  context: FieldContext,
  reader: RowReader,
  { moment, isNotBefore }: SinceDecider,
  ahead: TimesAhead,
  operands: readonly (bigint | number)[],
  satisfies: ValueTest,
): MomentRule {
  const { events, horizon } = context.trace;
  const value = new FieldValue();
  const ranges = new AnswerRanges(isNotBefore ? [0, ...operands] : operands);
  return (version, row) => {
    const from = version === NO_THREAD ? undefined : moment(context, version, row);
    if (from === undefined) return false;
    const time = events.time(row) - from;
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(time)) {
      // Not all of its digits are there.
      horizon.lower(row + 1);
      return reader.read(context, row, value) && satisfies(value);
    }
    ranges.find(time);
    horizon.lower(ahead.endOf(row, from + ranges.low, from + ranges.high));
    if (isNotBefore && time < 0) return false;
    value.number = time;
    if (reader.isExact) value.exact = BigInt(time);
    return satisfies(value);
  };
}
