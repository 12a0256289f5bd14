import { NO_THREAD } from '../base/brands';
import { Int32Column } from '../base/growingColumns';
import { countUntil } from '../base/sortedColumn';
import type { FieldContext } from '../fields/field';
import type { ReadAtMoment } from '../fields/readAtMoment';
import type { Changes, Timeline } from '../fields/timeline';
import { FieldValue } from '../fields/value';
import type { MomentRule } from './momentPredicate';
import { momentRule } from './momentRules';
import type { ValueTest } from './valueTest';

/**
 * The rule of a check on a number of which it is known how it changed: each change is decided once, and the answer stays the same up
 * to the next change that is decided otherwise. What is not known is read.
 */
export function timelineRule(
  context: FieldContext,
  timeline: Timeline,
  read: ReadAtMoment,
  satisfies: ValueTest,
): MomentRule {
  const { horizon } = context.trace;
  const otherwise = momentRule(context, read, satisfies);
  const turns = new Map<Changes, Int32Column>();
  return (version, row) => {
    const changes = version === NO_THREAD ? undefined : timeline.changesOf(version);
    if (changes === undefined) return otherwise(version, row);
    const since = timeline.sinceOf(version);
    if (row < since) {
      horizon.lower(since);
      return otherwise(version, row);
    }
    let own = turns.get(changes);
    if (own === undefined) {
      own = turnsOf(changes, timeline.unit, satisfies);
      turns.set(changes, own);
    }
    const passed = countUntil(own, row);
    if (passed < own.length) horizon.lower(own.values[passed]);
    return (passed & 1) === 1;
  };
}

/** The rows at which a test of the number begins to hold, and those at which it ends to, in turns. */
function turnsOf({ rows, values }: Changes, unit: number, satisfies: ValueTest): Int32Column {
  const value = new FieldValue();
  const turns = new Int32Column(4);
  let held = false;
  for (let at = 0; at < rows.length; at++) {
    value.number = values.values[at] * unit;
    const holds = !Number.isNaN(value.number) && satisfies(value);
    if (holds !== held) turns.push(rows.values[at]);
    held = holds;
  }
  return turns;
}
