import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { encodeText } from '../../../src/engine/base/text';
import { readWith } from '../../../src/engine/fields/readField';
import { isFieldError, resolveField } from '../../../src/engine/fields/resolveField';
import { FieldValue } from '../../../src/engine/fields/value';
import { byteTest } from '../../../src/engine/filter/byteTests';
import { numberTest } from '../../../src/engine/filter/numberTests';
import { findOperator } from '../../../src/engine/filter/operators';
import { drawnCapture } from '../../support/drawnCapture';
import { keptRows } from '../../support/keptRows';
import { type OpenedTrace, openTrace } from '../../support/openedTrace';

const TEXTS = ['evt.time', 'evt.time.s', 'evt.time.iso8601', 'evt.datetime', 'evt.datetime.s'];
const NUMBERS = [
  'evt.rawtime.s',
  'evt.rawtime.ns',
  'evt.reltime.s',
  'evt.reltime.ns',
  'evt.around[1577836805500000000]',
  'evt.around[1478527348514632619]',
  'evt.around[1778527348514632619]',
];

/** Steps between events, in ns: most within a second, some of seconds, some backwards. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 300_000_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(1, 1_000_000_000, 7_000_000_000, 500_000_000_000) },
  { weight: 1, arbitrary: fc.integer({ min: -2_000_000_000, max: 0 }) },
);

const textOperator = fc.constantFrom(
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'contains',
  'icontains',
  'startswith',
  'endswith',
  'glob',
);
const numberOperator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'in');

/** A capture with events at these steps from 00:00:05 on. */
function capture(steps: readonly number[]): Uint8Array {
  let time = 5_000_000_000;
  const lines = steps.map((by, index) => {
    time = Math.max(0, time + by);
    const seconds = Math.floor(time / 1e9);
    const two = (value: number): string => String(value).padStart(2, '0');
    const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return `${index + 1} ${clock}.${String(time % 1e9).padStart(9, '0')} 0 sh (10) > getuid`;
  });
  return drawnCapture(lines.join('\n'));
}

function readAll(name: string, { trace, raw }: OpenedTrace): FieldValue[] {
  const field = resolveField(name, 0);
  if (isFieldError(field)) throw new Error(name);
  return Array.from({ length: trace.events.length }, (_, row) => {
    const value = new FieldValue();
    if (!readWith(field.readers[0], { trace, raw }, row as EventRow, value)) throw new Error(`${name} is missing`);
    return value;
  });
}

function comparisonOf(operator: string) {
  const found = findOperator(operator);
  if (!found) throw new Error(operator);
  return found.comparison;
}

/** Holds what a filter keeps, without an index and with one, against the values of all rows. */
function expectKept(text: string, steps: readonly number[], holds: (row: number) => boolean): void {
  const expected = steps.map((_, row) => row).filter(holds);
  const opened = openTrace(capture(steps));
  expect(keptRows(text, opened)).toEqual(expected);
  while (opened.trace.index.advance(1));
  expect(keptRows(text, opened)).toEqual(expected);
}

const steps = fc.array(step, { minLength: 1, maxLength: 150 });

describe('a filter on times', () => {
  it('keeps the rows whose text satisfies it, whatever part of a text it names', () => {
    fc.assert(
      fc.property(
        steps,
        fc.constantFrom(...TEXTS),
        textOperator,
        fc.nat(),
        fc.nat(30),
        fc.nat(30),
        (times, name, operator, row, from, length) => {
          const values = readAll(name, openTrace(capture(times)));
          const whole = values[row % values.length].text;
          const part = whole.slice(from % whole.length, (from % whole.length) + 1 + length);
          const operand = operator === 'startswith' ? whole.slice(0, length) : operator === 'glob' ? `*${part}*` : part;
          const test = byteTest(comparisonOf(operator), [encodeText(operand)]);
          const written = operator === 'in' ? `("${operand}")` : `"${operand}"`;
          expectKept(`${name} ${operator} ${written}`, times, (at) => {
            const { bytes, start, end } = values[at];
            return test(bytes, start, end);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps the rows whose number satisfies it', () => {
    fc.assert(
      fc.property(
        steps,
        fc.constantFrom(...NUMBERS),
        numberOperator,
        fc.nat(),
        fc.integer({ min: -1, max: 1 }),
        (times, name, operator, row, by) => {
          const values = readAll(name, openTrace(capture(times))).map(({ number }) => number);
          const operand = Math.max(0, values[row % values.length] + by);
          const isDistance = name.startsWith('evt.around');
          const test = numberTest(isDistance ? 'less-or-equal' : comparisonOf(operator), [operand], 0n);
          const written = operator === 'in' ? `(${operand})` : `${operand}`;
          expectKept(`${name} ${isDistance ? '=' : operator} ${isDistance ? operand : written}`, times, (at) =>
            test(values[at]),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});
