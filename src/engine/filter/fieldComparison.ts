import type { FieldReader, SeveralReader } from '../fields/fieldReader';
import { valueForm } from '../fields/fieldType';
import { readWith } from '../fields/readField';
import type { BoundField } from '../fields/resolveField';
import { FieldValue } from '../fields/value';
import type { BoundCheck } from './boundTree';
import { byteTest } from './byteTests';
import { combinedReader, type HeldValue, hasExact, readSeveral } from './derivedReaders';
import { exactTest, numberTest } from './numberTests';
import { derivedField } from './operand';
import { type Comparison, type Operator, TRUE_OPERATOR } from './operators';

/** Whether two values compare as an operator says. */
type PairTest = (left: HeldValue, right: HeldValue) => boolean;

/**
 * A check of a field against another one, as a check of a truth value that is made of both; it has none where one side is
 * missing. The types have been found equal. Source: facts/filter-language.md §5.
 */
export function fieldComparison(left: BoundField, operator: Operator, right: BoundField): BoundCheck {
  const [reader, other] = [left.readers[0], right.readers[0]];
  const test = pairTest(left, operator.comparison, [hasExact(reader), hasExact(other)]);
  const name = `${left.name} ${operator.name} ${right.name}`;
  const compared =
    left.isList || right.isList
      ? listReader(reader, other, operator.comparison, test)
      : combinedReader([reader, other], ([a, b], into) => {
          into.number = test(a, b) ? 1 : 0;
          return true;
        });
  return {
    kind: 'check',
    field: derivedField(left, name, 'BOOL', false, compared),
    operator: TRUE_OPERATOR,
    operand: { form: 'number', numbers: [1n] },
  };
}

/** `in`: all values of the left side are among those of the right one. `intersects`: one of them is. */
function listReader(left: FieldReader, right: FieldReader, comparison: Comparison, test: PairTest): FieldReader {
  const value = new FieldValue();
  return {
    domain: 'row',
    read(context, row, into) {
      const have = readSeveral(asSeveral(left), context, row, value);
      const among = readSeveral(asSeveral(right), context, row, value);
      if (have.length === 0 || among.length === 0) return false;
      const isAmong = (each: HeldValue): boolean => among.some((other) => test(each, other));
      into.number = (comparison === 'in' ? have.every(isAmong) : have.some(isAmong)) ? 1 : 0;
      return true;
    },
  };
}

function asSeveral(reader: FieldReader): SeveralReader {
  if (reader.domain === 'several') return reader;
  const single = combinedReader([reader], ([only], into) => {
    into.number = only.number;
    into.exact = only.exact;
    into.setText(only.bytes);
    return true;
  });
  return {
    domain: 'several',
    readItem: (context, row, index, value) => index === 0 && readWith(single, context, row, value),
  };
}

/** `isWhole`: whether the number of the left and of the right value is in `exact`. */
function pairTest({ type }: BoundField, comparison: Comparison, isWhole: readonly [boolean, boolean]): PairTest {
  const each = comparison === 'in' || comparison === 'intersects' ? 'equal' : comparison;
  const form = valueForm(type);
  if (isWhole.includes(true)) {
    const whole = ({ number, exact }: HeldValue, side: 0 | 1): bigint => (isWhole[side] ? exact : BigInt(number));
    return (left, right) => exactTest(each, [whole(right, 1)])(whole(left, 0));
  }
  if (form === 'number' || form === 'truth') {
    return (left, right) => numberTest(each, [right.number], 0n)(left.number);
  }
  return (left, right) => byteTest(each, [right.bytes])(left.bytes, 0, left.bytes.length);
}
