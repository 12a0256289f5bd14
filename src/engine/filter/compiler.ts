import type { FieldContext } from '../fields/fieldReader';
import type { BoundCheck, BoundNode } from './boundTree';
import { AndPredicate, NotPredicate, OrPredicate } from './chainPredicates';
import { Decision, type Settling } from './decision';
import { chainedRule, KeyedPredicate, type KeyedRule, negatedRule } from './keyedPredicate';
import { MomentPredicate, type MomentRule } from './momentPredicate';
import { joinedRule } from './momentRules';
import { Cost, type Predicate } from './predicate';
import { ReadingPredicates } from './readingPredicates';
import { Scratch } from './scratch';

/**
 * Turns a checked filter into predicates over a trace. What one version or event type decides becomes one mask, however
 * many checks that is; the rest is put together with `and`, `or` and `not` over blocks of rows.
 */
export class Compiler {
  private readonly scratch = new Scratch();
  private readonly readings: ReadingPredicates;

  constructor(private readonly context: FieldContext) {
    this.readings = new ReadingPredicates(context, this.scratch, (kind, operands) => this.chain(kind, operands));
  }

  compile(node: BoundNode): Predicate {
    switch (node.kind) {
      case 'check':
        return this.check(node);
      case 'not':
        return this.negation(this.compile(node.operand));
      default:
        return this.chain(
          node.kind,
          node.operands.map((operand) => this.compile(operand)),
        );
    }
  }

  private check(check: BoundCheck): Predicate {
    const comparison = check.field.field.isDistance ? 'less-or-equal' : check.operator.comparison;
    const [first, second] = check.field.readers;
    const whereFirst = this.readings.of(check, first, comparison);
    if (second === undefined) return whereFirst;
    if (comparison !== 'unequal') return this.chain('or', [whereFirst, this.readings.of(check, second, comparison)]);
    // Both ends have to differ; one that is not there does.
    const equal = [this.readings.of(check, first, 'equal'), this.readings.of(check, second, 'equal')];
    return this.chain('and', [this.readings.of(check, first, 'exists'), this.negation(this.chain('or', equal))]);
  }

  private keyed(rule: KeyedRule): KeyedPredicate {
    return new KeyedPredicate(this.context.trace, rule, this.scratch);
  }

  private negation(operand: Predicate): Predicate {
    if (operand instanceof KeyedPredicate) return this.keyed(negatedRule(operand.rule));
    return new NotPredicate(operand, this.scratch);
  }

  private chain(kind: 'and' | 'or', operands: readonly Predicate[]): Predicate {
    const merged = this.merge(operands, kind === 'and' ? Decision.NO : Decision.YES);
    if (merged.length === 1) return merged[0];
    return kind === 'and' ? new AndPredicate(merged) : new OrPredicate(merged, this.scratch);
  }

  /**
   * Puts operands together that thread versions and the moment decide: each is then asked once about all. With `or` those that a
   * version settles join them; with `and` they stay apart, so that the others are asked about fewer rows.
   */
  private joinMoments(operands: readonly Predicate[], settling: Settling): readonly Predicate[] {
    const ofMoments = operands.flatMap((each) => (each instanceof MomentPredicate ? [each.rule] : []));
    if (ofMoments.length === 0) return operands;
    const joins = (each: Predicate): each is KeyedPredicate => settling === Decision.YES && isOfThread(each);
    const ofThreads = operands.filter(joins).map(({ rule }) => ruleOfThread(rule));
    const joined = joinedRule([...ofThreads, ...ofMoments], settling);
    const others = operands.filter((each) => !(each instanceof MomentPredicate || joins(each)));
    return [...others, new MomentPredicate(this.context.trace, joined, this.scratch)];
  }

  /**
   * Puts operands together that have the same key, and ask the same where that does not decide. Those that read every row's
   * bytes stay apart, so that they come last.
   */
  private merge(operands: readonly Predicate[], settling: Settling): Predicate[] {
    const { trace } = this.context;
    const joined = this.joinMoments(operands, settling);
    const result: Predicate[] = joined.filter((each) => !isMergeable(each));
    const rules = joined.filter(isMergeable).map((each) => each.rule);
    for (const key of ['thread', 'fd', 'type'] as const) {
      const ofKey = rules.filter((rule) => rule.key === key);
      for (const reader of new Set(ofKey.map(({ closer }) => closer?.reader))) {
        const same = ofKey.filter(({ closer }) => closer?.reader === reader);
        result.push(this.keyed(same.length === 1 ? same[0] : chainedRule(trace, same, settling)));
      }
    }
    return result;
  }
}

function isMergeable(predicate: Predicate): predicate is KeyedPredicate {
  return predicate instanceof KeyedPredicate && predicate.cost < Cost.BYTES;
}

/** The rule of a check that a thread version settles, as one that the moment could decide, too. */
function ruleOfThread(rule: KeyedRule): MomentRule {
  return (version) => rule.decide(version) === Decision.YES;
}

/** A thread version settles it, whatever the row. */
function isOfThread(predicate: Predicate): predicate is KeyedPredicate {
  return predicate instanceof KeyedPredicate && predicate.rule.key === 'thread' && predicate.cost === Cost.KEYS;
}
