import { NO_THREAD, type TextId } from '../base/brands';
import type { FieldContext, MomentDecider, SeveralReader } from '../fields/fieldReader';
import { FieldValue } from '../fields/value';
import { Decision, type Settling } from './decision';
import type { MomentRule } from './momentPredicate';
import { TextDecisions } from './textDecisions';
import type { ValueTest } from './valueTest';

/** The rule of a check on a value that a thread version and the moment decide. */
export function momentRule(context: FieldContext, read: MomentDecider['readAt'], satisfies: ValueTest): MomentRule {
  const value = new FieldValue();
  const texts = new TextDecisions(satisfies);
  return (version, row) => read(context, version, row, value) && texts.satisfies(value);
}

/** A rule that asks another one once for all thread versions of a container, for as long as the answer stays so. */
export function containerRule({ trace }: FieldContext, rule: MomentRule): MomentRule {
  const { events, horizon, threads } = trace;
  const answers = new Map<TextId, { readonly holds: boolean; readonly from: number; readonly until: number }>();
  return (version, row) => {
    if (version === NO_THREAD) return rule(version, row);
    const container = threads.get(version, 'container');
    let answer = answers.get(container);
    if (answer === undefined || row < answer.from || row >= answer.until) {
      const holds = rule(version, row);
      // What rows have by now can change at later ones, which are not there yet.
      answer = { holds, from: row, until: Math.min(horizon.row, events.length) };
      answers.set(container, answer);
    }
    horizon.lower(answer.until);
    return answer.holds;
  };
}

/** The same of several values: true when one of them, or all of at least one, satisfy it. */
export function severalRule(
  context: FieldContext,
  readItem: NonNullable<SeveralReader['readItemAt']>,
  satisfies: ValueTest,
  needed: 'one' | 'all',
): MomentRule {
  const value = new FieldValue();
  const texts = new TextDecisions(satisfies);
  return (version, row) => {
    let index = 0;
    while (readItem(context, version, row, index, value)) {
      const holds = texts.satisfies(value);
      if (holds && needed === 'one') return true;
      if (!holds && needed === 'all') return false;
      index++;
    }
    return needed === 'all' && index > 0;
  };
}

/** The test of a set of texts, bit `i` of the number for `texts[i]`, that is true where one of them or all of at least one satisfy a test. */
export function setTest(texts: readonly string[], satisfies: ValueTest, needed: 'one' | 'all'): ValueTest {
  const value = new FieldValue();
  let satisfying = 0;
  for (const [index, text] of texts.entries()) {
    value.setString(text);
    if (satisfies(value)) satisfying |= 1 << index;
  }
  if (needed === 'one') return ({ number }) => (number & satisfying) !== 0;
  return ({ number }) => number !== 0 && (number & ~satisfying) === 0;
}

/** `and` or `or` of rules, as one rule. `settling` is what one of them can decide for all: `NO` for `and`, `YES` for `or`. */
export function joinedRule(rules: readonly MomentRule[], settling: Settling): MomentRule {
  const settles = settling === Decision.YES;
  return (version, row) => {
    for (const rule of rules) if (rule(version, row) === settles) return settles;
    return !settles;
  };
}
