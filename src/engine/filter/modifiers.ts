import type { FieldReader } from '../fields/fieldReader';
import { readWith } from '../fields/readField';
import { FieldValue } from '../fields/value';
import type { BoundCheck, BoundNode } from './boundTree';
import { combinedReader, type HeldValue, hasExact, held } from './derivedReaders';
import { exactTest, numberTest } from './numberTests';
import { derivedField } from './operand';
import { bytesTest } from './operandTest';
import { TRUE_OPERATOR } from './operators';
import type { Modifier } from './syntaxTree';

/** A check of one list as checks of its values. None of nothing holds. Source: facts/filter-language.md §3. */
export function modifiedCheck(check: BoundCheck, name: Modifier['name']): BoundNode {
  const operands = singleChecks(check);
  if (operands.length === 0) return { kind: 'or', operands };
  if (operands.length === 1) return operands[0];
  if (name === 'oneof') return exactlyOne(check, operands);
  return { kind: name === 'anyof' ? 'or' : 'and', operands };
}

function singleChecks(check: BoundCheck): BoundCheck[] {
  const { operand } = check;
  switch (operand.form) {
    case 'number':
      return operand.numbers.map((number) => ({ ...check, operand: { form: 'number', numbers: [number] } }));
    case 'bytes':
      return operand.strings.map((string) => ({ ...check, operand: { form: 'bytes', strings: [string] } }));
    case 'networks':
      return operand.networks.map((network) => ({ ...check, operand: { form: 'networks', networks: [network] } }));
  }
}

/** Whether exactly one of the checks holds, as a check of a truth value that is made of the field. */
function exactlyOne(check: BoundCheck, operands: readonly BoundCheck[]): BoundCheck {
  const { field, operator } = check;
  const { comparison } = operator;
  const isWhole = hasExact(field.readers[0]);
  const tests = operands.map(({ operand }): ((value: HeldValue) => boolean) => {
    if (operand.form !== 'number') {
      const test = bytesTest(comparison, operand);
      return ({ bytes }) => test(bytes, 0, bytes.length);
    }
    if (isWhole) {
      const test = exactTest(comparison, operand.numbers);
      return ({ exact }) => test(exact);
    }
    const test = numberTest(comparison, operand.numbers, 0n);
    return ({ number }) => test(number);
  });
  /** Of several values, any may satisfy a check, but all have to differ. */
  const count = (values: readonly HeldValue[], into: FieldValue): boolean => {
    const holds = comparison === 'unequal' ? values.every.bind(values) : values.some.bind(values);
    into.number = tests.filter((test) => holds(test)).length === 1 ? 1 : 0;
    return values.length > 0;
  };
  const [first, second] = field.readers;
  const reader = second ? endsReader(first, second, count) : combinedReader([first], count);
  return {
    kind: 'check',
    field: derivedField(field, field.name, 'BOOL', false, reader),
    operator: TRUE_OPERATOR,
    operand: { form: 'number', numbers: [1n] },
  };
}

/** Reads both ends of a connection, of which the second need not be there. */
function endsReader(
  first: FieldReader,
  second: FieldReader,
  combine: (values: readonly HeldValue[], into: FieldValue) => boolean,
): FieldReader {
  const value = new FieldValue();
  return {
    domain: 'row',
    read(context, row, into) {
      const values: HeldValue[] = [];
      for (const reader of [first, second]) if (readWith(reader, context, row, value)) values.push(held(value));
      return combine(values, into);
    },
  };
}
