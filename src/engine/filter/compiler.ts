import type { FieldContext, FieldReader } from '../fields/field';
import { readingAtMoment } from '../fields/readAtMoment';
import { isExact } from '../fields/readers/shapes';
import type { TextPart } from '../format/parameterParts';
import { beginningTest } from './beginningTest';
import type { BoundCheck, BoundNode, Operand } from './boundTree';
import { type ByteTest, byteTest } from './byteTests';
import { AndPredicate, NotPredicate, OrPredicate } from './chainPredicates';
import { ColumnPredicate } from './columnPredicate';
import { ColumnTextPredicate } from './columnTextPredicate';
import { Decision, type Settling } from './decision';
import { chainedRule, KeyedPredicate, type KeyedRule, negatedRule } from './keyedPredicate';
import { MomentPredicate, type MomentRule } from './momentPredicate';
import { containerRule, momentRule, setTest, severalRule } from './momentRules';
import { isSearch, partsNeeded, typesWithParts } from './neededParts';
import { inNetwork } from './network';
import { exactTest, numberTest, wholeRange } from './numberTests';
import { NumberTimeRule } from './numberTimeRule';
import type { Comparison } from './operators';
import { Cost, type Predicate } from './predicate';
import { PrefixedPredicate } from './prefixedPredicate';
import { fdRule, fdsRule, readerRule, typesRule, WITH_FD } from './readerRules';
import { ResultPredicate } from './resultPredicate';
import { RowPredicate, SeveralPredicate } from './rowPredicates';
import { Scratch } from './scratch';
import { sinceRule } from './sinceRule';
import { TextTimeRule } from './textTimeRule';
import { timelineRule } from './timelineRule';
import { TimePredicate } from './timePredicate';
import { TimesAhead } from './timesAhead';
import { unitPredicate } from './unitPredicate';
import type { ValueTest } from './valueTest';

/**
 * Turns a checked filter into predicates over a trace. What one version or event type decides becomes one mask, however
 * many checks that is; the rest is put together with `and`, `or` and `not` over blocks of rows.
 */
export class Compiler {
  private readonly scratch = new Scratch();

  constructor(private readonly context: FieldContext) {}

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
    const whereFirst = this.reading(check, first, comparison);
    if (second === undefined) return whereFirst;
    if (comparison !== 'unequal') return this.chain('or', [whereFirst, this.reading(check, second, comparison)]);
    // Both ends have to differ; one that is not there does.
    const equal = [this.reading(check, first, 'equal'), this.reading(check, second, 'equal')];
    return this.chain('and', [this.reading(check, first, 'exists'), this.negation(this.chain('or', equal))]);
  }

  private reading(check: BoundCheck, reader: FieldReader, comparison: Comparison): Predicate {
    const predicate = this.ofReader(check, reader, comparison);
    if (reader.domain === 'row' && reader.needsFd) return this.chain('and', [this.keyed(WITH_FD), predicate]);
    const types = reader.domain === 'column' || reader.domain === 'row' ? reader.types : undefined;
    const hasFd = reader.domain === 'column' ? reader.hasFd : undefined;
    const parts = partsNeeded(reader, comparison, check.operand);
    const satisfying = typesWithParts(this.context, reader, parts);
    const rules = [
      ...(types ? [typesRule(types)] : []),
      ...(satisfying ? [typesRule(satisfying)] : []),
      ...(hasFd ? [fdsRule(this.context.trace, hasFd)] : []),
    ];
    const found = this.havingPart(reader, parts);
    const isFound = found !== undefined && isSearch(comparison) && !found.isRough;
    const conditions = [...rules.map((rule) => this.keyed(rule)), ...(found ? [found.predicate] : [])];
    if (isFound) return this.chain('and', conditions);
    return conditions.length === 0 ? predicate : new AndPredicate([...conditions, predicate]);
  }

  private ofReader(check: BoundCheck, reader: FieldReader, comparison: Comparison): Predicate {
    const { trace } = this.context;
    const { operand } = check;
    const numbers = operand.form === 'number' ? operand.numbers : [];
    if (reader.domain === 'column' && reader.ofTime) {
      return new TimePredicate(trace, new NumberTimeRule(trace, reader.ofTime, comparison, numbers));
    }
    if (reader.domain === 'row' && reader.ofTime) {
      const texts = operand.form === 'bytes' ? operand.strings : [];
      return new TimePredicate(trace, new TextTimeRule(this.context, reader.ofTime, comparison, texts));
    }
    if (reader.domain === 'column' && reader.inUnits) {
      return unitPredicate(trace, reader, reader.inUnits, comparison, numbers, this.scratch);
    }
    if (reader.domain === 'column') return new ColumnPredicate(trace, reader, comparison, numbers);
    const satisfies =
      operand.form === 'number'
        ? numberValueTest(reader, comparison, numbers)
        : onBytes(bytesTest(comparison, operand));
    const isOfColumns = !this.context.textOptions?.imitatesAccidents && !this.context.previousRow;
    if (reader.domain === 'row' && reader.ofColumn && isOfColumns) {
      return new ColumnTextPredicate(trace, reader.ofColumn, satisfies, this.scratch);
    }
    if (reader.domain === 'row' && reader.column && isOfColumns) {
      return this.ofReader(check, reader.column, comparison);
    }
    if (reader.domain === 'row' && reader.since) {
      return this.ofMoment(sinceRule(this.context, reader, reader.since, new TimesAhead(trace), numbers, satisfies));
    }
    const isSettled = reader.domain === 'thread' && !reader.closer;
    const atMoment = isSettled ? undefined : this.atMoment(reader, numbers, satisfies);
    if (atMoment) return atMoment;
    if (reader.domain === 'row' && reader.ofResult) {
      return new ResultPredicate(this.context, reader, satisfies, this.scratch);
    }
    if (reader.domain === 'row' && reader.readFd) return this.keyed(fdRule(this.context, reader.readFd, satisfies));
    if (reader.domain === 'row' && reader.prefixed) {
      const beginning = beginningTest(comparison, operand.form === 'bytes' ? operand.strings : []);
      return new PrefixedPredicate(this.context, reader, reader.prefixed, satisfies, beginning, this.scratch);
    }
    if (reader.domain === 'row') return new RowPredicate(this.context, reader, satisfies, this.scratch);
    const split = reader.domain === 'type' && reader.split?.(this.context);
    if (split) {
      return this.chain(
        'or',
        split.map((each) => this.reading(check, each, comparison)),
      );
    }
    if (reader.domain !== 'several') {
      return this.keyed(readerRule(this.context, reader, satisfies, wholeRange(comparison, numbers[0])));
    }
    const needed = check.field.isList && comparison === 'in' ? 'all' : 'one';
    const { asSet } = reader;
    const ofSet = asSet && this.atMoment(asSet.reader, [], setTest(asSet.texts, satisfies, needed));
    if (ofSet) return this.chain('and', [this.keyed(WITH_FD), ofSet]);
    if (reader.readItemAt) return this.ofMoment(severalRule(this.context, reader.readItemAt, satisfies, needed));
    return new SeveralPredicate(this.context, reader, satisfies, needed);
  }

  /** The predicate of a value that a thread version and the moment decide; undefined of any other. */
  private atMoment(
    reader: FieldReader,
    operands: readonly (bigint | number)[],
    satisfies: ValueTest,
  ): MomentPredicate | undefined {
    const read = readingAtMoment(reader);
    if (read === undefined) return undefined;
    const timeline = reader.domain === 'row' ? reader.timeline?.(this.context.trace) : undefined;
    if (timeline) return this.ofMoment(timelineRule(this.context, timeline, read, operands, satisfies));
    const rule = momentRule(this.context, read, satisfies);
    return this.ofMoment(reader.domain === 'row' && reader.ofContainer ? containerRule(this.context, rule) : rule);
  }

  /** The rows whose text has a part in it, where there is just one that it needs, and that is told sooner than the text. */
  private havingPart(
    reader: FieldReader,
    parts: readonly TextPart[],
  ): { readonly predicate: Predicate; readonly isRough: boolean } | undefined {
    const [part] = parts.length === 1 ? parts : [];
    const found = reader.domain === 'row' && part ? reader.hasPart?.(this.context, part) : undefined;
    if (found === undefined) return undefined;
    const rules = found.readers.map((each) => readerRule(this.context, each, ({ number }) => number === 1));
    const predicate = this.chain(
      'or',
      rules.map((rule) => this.keyed(rule)),
    );
    return { predicate, isRough: found.isRough };
  }

  private keyed(rule: KeyedRule): KeyedPredicate {
    return new KeyedPredicate(this.context.trace, rule, this.scratch);
  }

  private ofMoment(rule: MomentRule): MomentPredicate {
    return new MomentPredicate(this.context.trace, rule, this.scratch);
  }

  private negation(operand: Predicate): Predicate {
    return operand instanceof KeyedPredicate
      ? this.keyed(negatedRule(operand.rule))
      : new NotPredicate(operand, this.scratch);
  }

  private chain(kind: 'and' | 'or', operands: readonly Predicate[]): Predicate {
    const merged = this.merge(operands, kind === 'and' ? Decision.NO : Decision.YES);
    if (merged.length === 1) return merged[0];
    return kind === 'and' ? new AndPredicate(merged) : new OrPredicate(merged, this.scratch);
  }

  /**
   * Puts operands together that have the same key, and ask the same where that does not decide. Those that read every row's
   * bytes stay apart, so that they come last.
   */
  private merge(operands: readonly Predicate[], settling: Settling): Predicate[] {
    const { trace } = this.context;
    const result: Predicate[] = operands.filter((each) => !isMergeable(each));
    const rules = operands.filter(isMergeable).map((each) => each.rule);
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

function numberValueTest(
  reader: FieldReader,
  comparison: Comparison,
  numbers: readonly (bigint | number)[],
): ValueTest {
  if (isExact(reader)) {
    const test = exactTest(comparison, numbers);
    return (value) => test(value.exact);
  }
  const test = numberTest(comparison, numbers, 0n);
  return (value) => test(value.number);
}

function bytesTest(comparison: Comparison, operand: Exclude<Operand, { form: 'number' }>): ByteTest {
  if (operand.form === 'bytes') return byteTest(comparison, operand.strings);
  if (comparison === 'exists') return () => true;
  const isInside: ByteTest = (bytes, start, end) =>
    operand.networks.some((network) => inNetwork(network, bytes, start, end));
  return comparison === 'unequal' ? (bytes, start, end) => !isInside(bytes, start, end) : isInside;
}

function onBytes(test: ByteTest): ValueTest {
  return (value) => test(value.bytes, value.start, value.end);
}
