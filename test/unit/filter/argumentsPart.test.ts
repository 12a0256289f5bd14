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

describe.each(['evt.args', 'evt.info'])('%s contains', (name) => {
  it.each(['mixed-syscalls-classic', 'unix-docker-api-classic', 'overlay-collision-paired'])(
    'keeps of %s the events whose whole text has the part in it',
    (capture) => {
      const opened = openTrace(loadCapture(OWN_FIXTURES, capture));
      while (opened.trace.index.advance(1));
      const texts = textsOf(name, opened);
      for (const part of new Set([...partsOf(texts), 'O_RDONLY', 'NULL', '<NA>', 'sev=', 'nowhere'])) {
        const expected = [...texts].filter(([, text]) => text.includes(part)).map(([row]) => row);
        expect(keptRows(`${name} contains ${quoteValue(encodeText(part))}`, opened), part).toEqual(expected);
      }
    },
  );
});
