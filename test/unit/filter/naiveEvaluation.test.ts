import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { readWith } from '../../../src/engine/fields/readField';
import { isFieldError, resolveField } from '../../../src/engine/fields/resolveField';
import { FieldValue } from '../../../src/engine/fields/value';
import { compileFilter } from '../../../src/engine/filter/filter';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace } from '../../support/openedTrace';

const STORY = openTrace(
  drawnCapture(`
    process 1 ab pid=1 ptid=0 cwd=/
    process 2 Ab pid=2 ptid=1 cwd=/a
    process 3 b pid=3 ptid=2 cwd=/b
    fd 2 5 file /a/AB
    fd 3 6 file /b
    1 10:00:00.000000000 0 ab (1) > getuid
    2 10:00:00.000000001 0 Ab (2) > read fd=5 size=1
    3 10:00:00.000000002 0 b (3) > read fd=6 size=1
    4 10:00:00.000000003 0 b (3) > read fd=9 size=1
  `),
);
const ROWS = [0, 1, 2, 3] as EventRow[];

/** What a field is at a row, read in the plainest way. */
function textAt(name: string, row: EventRow): string | undefined {
  const field = resolveField(name);
  if (isFieldError(field)) throw new Error(field.message);
  const value = new FieldValue();
  return readWith(field.readers[0], STORY, row, value) ? value.text : undefined;
}

/** An operand as a filter writes it, with what it is at a row. */
interface Plain {
  readonly text: string;
  readonly at: (row: EventRow) => string | undefined;
}

const field: fc.Arbitrary<Plain> = fc
  .constantFrom('proc.name', 'proc.pname', 'fd.name', 'evt.category', 'proc.cwd')
  .map((name) => ({ text: name, at: (row) => textAt(name, row) }));

const CHANGES: Readonly<Record<string, (text: string) => string>> = {
  tolower: (text) => text.toLowerCase(),
  toupper: (text) => text.toUpperCase(),
  basename: (text) => text.slice(text.lastIndexOf('/') + 1),
};

const operand: fc.Arbitrary<Plain> = fc.oneof(
  field,
  fc.tuple(fc.constantFrom(...Object.keys(CHANGES)), field).map(([name, inner]) => ({
    text: `${name}(${inner.text})`,
    at: (row: EventRow) => {
      const value = inner.at(row);
      return value === undefined ? undefined : CHANGES[name](value);
    },
  })),
  fc.tuple(field, field).map(([one, two]) => ({
    text: `concat(${one.text}, "-", ${two.text})`,
    at: (row: EventRow) => {
      const [a, b] = [one.at(row), two.at(row)];
      return a === undefined || b === undefined ? undefined : `${a}-${b}`;
    },
  })),
);

const COMPARISONS: Readonly<Record<string, (left: string, right: string) => boolean>> = {
  '=': (left, right) => left === right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  contains: (left, right) => left.includes(right),
  icontains: (left, right) => left.toLowerCase().includes(right.toLowerCase()),
  startswith: (left, right) => left.startsWith(right),
  endswith: (left, right) => left.endsWith(right),
};

const word = fc.constantFrom('a', 'b', 'ab', 'Ab', 'AB', '/a', '/a/AB', 'file', 'user', 'b-b', '/');
const comparison = fc.constantFrom(...Object.keys(COMPARISONS));

const withValue: fc.Arbitrary<Plain & { holds: (row: EventRow) => boolean }> = fc
  .tuple(operand, comparison, word)
  .map(([left, name, right]) => ({
    ...left,
    text: `${left.text} ${name} "${right}"`,
    holds: holding(left, name, () => right),
  }));

const withField = fc.tuple(operand, comparison, operand).map(([left, name, right]) => ({
  text: `${left.text} ${name} ${right.text.includes('(') ? right.text : `val(${right.text})`}`,
  holds: holding(left, name, right.at),
}));

const withList = fc
  .tuple(operand, comparison, fc.constantFrom('oneof', 'anyof', 'allof'), fc.array(word, { maxLength: 4 }))
  .map(([left, name, modifier, words]) => ({
    text: `${left.text} ${name} ${modifier} (${words.map((each) => `"${each}"`).join(', ')})`,
    holds: (row: EventRow) => {
      const count = words.filter((each) => holding(left, name, () => each)(row)).length;
      if (words.length === 0) return false;
      return modifier === 'oneof' ? count === 1 : modifier === 'anyof' ? count > 0 : count === words.length;
    },
  }));

function holding(left: Plain, name: string, right: (row: EventRow) => string | undefined): (row: EventRow) => boolean {
  return (row) => {
    const [a, b] = [left.at(row), right(row)];
    return a !== undefined && b !== undefined && COMPARISONS[name](a, b);
  };
}

describe('a compiled filter', () => {
  it('answers as the plainest evaluation does', () => {
    fc.assert(
      fc.property(fc.oneof(withValue, withField, withList), fc.boolean(), ({ text, holds }, negated) => {
        const filter = negated ? `not ${text}` : text;
        const outcome = compileFilter(filter, STORY);
        if (!outcome.accepted) throw new Error(`${filter}: ${outcome.diagnostics[0].message}`);
        const kept = ROWS.filter((row) => outcome.filter.matches(row));
        expect(kept, filter).toEqual(ROWS.filter((row) => holds(row) !== negated));
      }),
      { numRuns: 500 },
    );
  });
});
