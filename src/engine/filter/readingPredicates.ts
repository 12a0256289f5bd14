import type {
  ColumnReader,
  FieldContext,
  FieldReader,
  MomentDecider,
  RowReader,
  SeveralReader,
} from '../fields/fieldReader';
import { momentDeciderOf } from '../fields/momentDecider';
import { isExact } from '../fields/readers/shapes';
import type { TextPart } from '../format/parameterParts';
import { beginningTest } from './beginningTest';
import type { BoundCheck, Operand } from './boundTree';
import { type ByteTest, byteTest } from './byteTests';
import { AndPredicate } from './chainPredicates';
import { ColumnPredicate } from './columnPredicate';
import { ColumnTextPredicate } from './columnTextPredicate';
import { KeyedPredicate, type KeyedRule } from './keyedPredicate';
import { rememberedRule } from './momentMemory';
import { MomentPredicate, type MomentRule } from './momentPredicate';
import { containerRule, momentRule, setTest, severalRule } from './momentRules';
import { isSearch, partsNeeded, typesWithParts } from './neededParts';
import { inNetwork } from './network';
import { exactTest, numberTest, wholeRange } from './numberTests';
import { NumberTimeRule } from './numberTimeRule';
import type { Comparison } from './operators';
import type { Predicate } from './predicate';
import { PrefixedPredicate } from './prefixedPredicate';
import { fdRule, fdsRule, readerRule, typesRule, WITH_FD } from './readerRules';
import { ResultPredicate } from './resultPredicate';
import { RowPredicate, SeveralPredicate } from './rowPredicates';
import type { Scratch } from './scratch';
import { sinceRule } from './sinceRule';
import { TextTimeRule } from './textTimeRule';
import { timelineRule } from './timelineRule';
import { TimePredicate } from './timePredicate';
import { TimesAhead } from './timesAhead';
import { unitPredicate } from './unitPredicate';
import type { ValueTest } from './valueTest';

/** Puts predicates together. */
type Chain = (kind: 'and' | 'or', operands: readonly Predicate[]) => Predicate;

/** Makes a predicate of a check and one reader of its field, by what decides the value that is read. */
export class ReadingPredicates {
  constructor(
    private readonly context: FieldContext,
    private readonly scratch: Scratch,
    private readonly chain: Chain,
  ) {}

  /** The predicate of a check whose field is read by `reader`, and which compares by `comparison`. */
  of(check: BoundCheck, reader: FieldReader, comparison: Comparison): Predicate {
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
    switch (reader.domain) {
      case 'column':
        return this.ofColumn(check, reader, comparison);
      case 'row':
        return this.ofRow(check, reader, comparison);
      case 'several':
        return this.ofSeveral(check, reader, comparison);
      default: {
        const satisfies = valueTest(check, reader, comparison);
        const decider = reader.domain === 'thread' && reader.closer && momentDeciderOf(reader);
        if (decider) return this.ofMoment(reader, decider, check, satisfies);
        const split = reader.domain === 'type' && reader.split?.(this.context);
        if (split) {
          return this.chain(
            'or',
            split.map((each) => this.of(check, each, comparison)),
          );
        }
        const [number] = numbersOf(check);
        return this.keyed(readerRule(this.context, reader, satisfies, wholeRange(comparison, number)));
      }
    }
  }

  private ofColumn(check: BoundCheck, reader: ColumnReader, comparison: Comparison): Predicate {
    const { trace } = this.context;
    const numbers = numbersOf(check);
    const { ofTime, inUnits } = reader;
    if (ofTime) return new TimePredicate(trace, new NumberTimeRule(trace, ofTime, comparison, numbers));
    if (inUnits) return unitPredicate(trace, reader, inUnits, comparison, numbers, this.scratch);
    return new ColumnPredicate(trace, reader, comparison, numbers);
  }

  private ofRow(check: BoundCheck, reader: RowReader, comparison: Comparison): Predicate {
    const { context, scratch } = this;
    const { operand } = check;
    const satisfies = valueTest(check, reader, comparison);
    const texts = operand.form === 'bytes' ? operand.strings : [];
    const { decidedBy } = reader;
    const isOfColumns = !context.textOptions?.imitatesAccidents && !context.previousRow;
    switch (decidedBy?.by) {
      case 'moment':
        return this.ofMoment(reader, decidedBy, check, satisfies);
      case 'since': {
        const ahead = new TimesAhead(context.trace);
        return this.byMoment(sinceRule(context, reader, decidedBy, ahead, numbersOf(check), satisfies));
      }
      case 'result':
        return new ResultPredicate(context, reader, satisfies, scratch);
      case 'time':
        return new TimePredicate(context.trace, new TextTimeRule(context, decidedBy, comparison, texts));
      case 'number':
        if (isOfColumns) return new ColumnTextPredicate(context.trace, decidedBy, satisfies, scratch);
        break;
      case 'column':
        if (isOfColumns) return this.ofColumn(check, decidedBy.column, comparison);
        break;
      case 'fd':
        return this.keyed(fdRule(context, decidedBy.readFd, satisfies));
      case 'prefix': {
        const beginning = beginningTest(comparison, texts);
        return new PrefixedPredicate(context, reader, decidedBy, satisfies, beginning, scratch);
      }
    }
    return new RowPredicate(context, reader, satisfies, scratch);
  }

  private ofSeveral(check: BoundCheck, reader: SeveralReader, comparison: Comparison): Predicate {
    const satisfies = valueTest(check, reader, comparison);
    const needed = check.field.isList && comparison === 'in' ? 'all' : 'one';
    const { asSet, readItemAt } = reader;
    const decider = asSet && momentDeciderOf(asSet.reader);
    if (decider) {
      const ofSet = this.ofMoment(asSet.reader, decider, undefined, setTest(asSet.texts, satisfies, needed));
      return this.chain('and', [this.keyed(WITH_FD), ofSet]);
    }
    if (readItemAt) return this.byMoment(severalRule(this.context, readItemAt, satisfies, needed));
    return new SeveralPredicate(this.context, reader, satisfies, needed);
  }

  /** Without a check the test is one of numbers that are not those of a check. */
  private ofMoment(
    reader: FieldReader,
    { readAt, ofContainer, timeline }: MomentDecider,
    check: BoundCheck | undefined,
    satisfies: ValueTest,
  ): Predicate {
    const { context } = this;
    const known = timeline?.(context.trace);
    const numbers = check ? numbersOf(check) : [];
    if (known) return this.byMoment(timelineRule(context, known, readAt, numbers, satisfies));
    const isRemembered = !isExact(reader) && !context.textOptions?.imitatesAccidents;
    const form = check && check.operand.form !== 'number' ? 'text' : 'number';
    const rule = isRemembered
      ? rememberedRule(context, reader, readAt, form, satisfies)
      : momentRule(context, readAt, satisfies);
    return this.byMoment(ofContainer ? containerRule(context, rule) : rule);
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

  private byMoment(rule: MomentRule): MomentPredicate {
    return new MomentPredicate(this.context.trace, rule, this.scratch);
  }
}

function numbersOf({ operand }: BoundCheck): readonly (bigint | number)[] {
  return operand.form === 'number' ? operand.numbers : [];
}

function valueTest({ operand }: BoundCheck, reader: FieldReader, comparison: Comparison): ValueTest {
  return operand.form === 'number'
    ? numberValueTest(reader, comparison, operand.numbers)
    : onBytes(bytesTest(comparison, operand));
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
