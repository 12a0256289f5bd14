import { describe, expect, it } from 'vitest';
import { encodeText } from '../../../src/engine/base/text';
import { readWith } from '../../../src/engine/fields/readField';
import { isFieldError, resolveField } from '../../../src/engine/fields/resolveField';
import { FieldValue } from '../../../src/engine/fields/value';
import { quoteValue } from '../../../src/engine/filter/quoting';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { keptRows } from '../../support/keptRows';
import { type OpenedTrace, openTrace, shownRows } from '../../support/openedTrace';

/** Of every so many rows a part of the text is looked for. */
const STEP = 499;

/** The texts of a field in all rows that are shown, by row. */
function textsOf(name: string, opened: OpenedTrace): ReadonlyMap<number, string> {
  const field = resolveField(name, 0);
  if (isFieldError(field)) throw new Error(name);
  const value = new FieldValue();
  const texts = new Map<number, string>();
  for (const row of shownRows(opened)) {
    if (readWith(field.readers[0], opened, row, value)) texts.set(row, value.text);
  }
  return texts;
}

/** The same of numbers. */
function numbersOf(name: string, opened: OpenedTrace): ReadonlyMap<number, number> {
  const field = resolveField(name, 0);
  if (isFieldError(field)) throw new Error(name);
  const value = new FieldValue();
  const numbers = new Map<number, number>();
  for (const row of shownRows(opened)) {
    if (readWith(field.readers[0], opened, row, value)) numbers.set(row, value.number);
  }
  return numbers;
}

const COMPARISONS: readonly (readonly [string, (number: number, operand: number) => boolean])[] = [
  ['=', (number, operand) => number === operand],
  ['!=', (number, operand) => number !== operand],
  ['<', (number, operand) => number < operand],
  ['>=', (number, operand) => number >= operand],
];

/** Parts of texts, of every kind: words of them, what reaches over two parameters, single letters. */
function partsOf(texts: ReadonlyMap<number, string>): readonly string[] {
  const chosen = [...new Set(texts.values())].filter((text, index) => text !== '' && index % STEP === 0);
  return chosen.flatMap((text, index) => {
    const words = text.split(/[ =()|]+/).filter((word) => word !== '');
    const from = (index * 7) % text.length;
    const parameters = text.split(' ').filter((word) => word !== '');
    return [
      words[index % words.length],
      parameters[index % parameters.length],
      text.slice(from, from + 1 + (index % 9)),
      text.slice(from, from + 1),
    ];
  });
}

/** Some of many, from all over them. */
function few<Item>(items: readonly Item[]): readonly Item[] {
  const step = Math.ceil(items.length / 4);
  return items.filter((_, index) => index % step === 0);
}

/** Operators with a text behind them, and what they mean. */
const OPERATORS: readonly (readonly [string, (text: string, part: string) => boolean])[] = [
  ['contains', (text, part) => text.includes(part)],
  ['icontains', (text, part) => text.toLowerCase().includes(part.toLowerCase())],
  ['startswith', (text, part) => text.startsWith(part)],
  ['endswith', (text, part) => text.endsWith(part)],
  ['=', (text, part) => text === part],
  ['!=', (text, part) => text !== part],
];

const FIELDS = ['evt.args', 'evt.info', 'evt.arg.fd', 'evt.arg[0]', 'evt.arg[1]', 'evt.arg.name', 'evt.arg.res'];

describe.each(['mixed-syscalls-classic', 'unix-docker-api-classic', 'overlay-collision-paired', 'overlay-http-exits'])(
  'a filter on texts of the parameters of %s',
  (capture) => {
    const plain = openTrace(loadCapture(OWN_FIXTURES, capture));
    const indexed = openTrace(loadCapture(OWN_FIXTURES, capture));
    while (indexed.trace.index.advance(1));

    it.each(FIELDS)('keeps the events whose %s is as it says', (name) => {
      const texts = textsOf(name, plain);
      const whole = [...texts.values()].filter((text) => text !== '');
      const some = [...few(partsOf(texts)), ...few(whole)];
      for (const part of new Set([...some, 'O_RDONLY', 'o_rdonly', '<NA>', 'sev=', 'FD=3'])) {
        const quoted = quoteValue(encodeText(part));
        for (const [operator, holds] of OPERATORS) {
          const expected = [...texts].filter(([, text]) => holds(text, part)).map(([row]) => row);
          const filter = `${name} ${operator} ${quoted}`;
          expect(keptRows(filter, indexed), filter).toEqual(expected);
          if (operator === 'contains') expect(keptRows(filter, plain), filter).toEqual(expected);
        }
      }
    });

    it('keeps those that a pattern fits, or that are in a list', () => {
      const texts = textsOf('evt.args', plain);
      const rowsWith = (holds: (text: string) => boolean): number[] =>
        [...texts].filter(([, text]) => holds(text)).map(([row]) => row);
      expect(keptRows('evt.args glob "*O_RDONLY*"', indexed)).toEqual(rowsWith((text) => text.includes('O_RDONLY')));
      expect(keptRows('evt.args glob "fd=[0-4](*"', indexed)).toEqual(rowsWith((text) => /^fd=[0-4]\(/.test(text)));
      expect(keptRows('evt.args iglob "RES=*etc*"', indexed)).toEqual(rowsWith((text) => /^res=.*etc/is.test(text)));
      expect(keptRows('evt.args in ("res=0 ", "fd=-1 ")', indexed)).toEqual(rowsWith((text) => text === 'res=0 '));
      expect(keptRows('evt.args exists', indexed)).toEqual([...texts.keys()]);
    });

    it.each(['fd', 'res', 'flags', 'size'])('keeps those whose number %s is as it says', (parameter) => {
      const field = `evt.rawarg.${parameter}`;
      const numbers = numbersOf(field, plain);
      for (const operand of new Set([...numbers.values()].filter((_, index) => index % STEP === 0).concat(0, 3))) {
        for (const [operator, holds] of COMPARISONS) {
          const expected = [...numbers].filter(([, number]) => holds(number, operand)).map(([row]) => row);
          expect(keptRows(`${field} ${operator} ${operand}`, indexed), `${field} ${operator} ${operand}`).toEqual(
            expected,
          );
        }
      }
    });
  },
);
