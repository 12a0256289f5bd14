import { expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { readParameterText } from '../../../src/engine/fields/parameterText';
import { eventTexts } from '../../../src/engine/fields/readers/eventTexts';
import { FieldValue } from '../../../src/engine/fields/value';
import { parameterText } from '../../../src/engine/format/parameterText';
import { drawnCapture } from '../../support/drawnCapture';
import { loadCapture, OWN_FIXTURES } from '../../support/expectations';
import { openTrace } from '../../support/openedTrace';

const ODD = drawnCapture(`
  process 1 sh pid=1 cwd=/root
  1 10:00:00.000000000 0 sh (1) < open fd=-2 name="" flags=0 mode=0
  2 10:00:00.000000001 0 sh (1) < open fd=-2 name=a flags=0 mode=0
  3 10:00:00.000000002 0 sh (1) < open fd=-2 name=/a\\x01b flags=0 mode=0
  4 10:00:00.000000003 0 sh (1) < open fd=-2 name=/\\xc3\\xa4 flags=0 mode=0
  5 10:00:00.000000004 0 sh (1) < read res=-11 data="a\\x00b\\n"
  6 10:00:00.000000005 0 sh (1) < read res=-12345 data=""
`);

it.each([
  ['dns-ndots-classic', loadCapture(OWN_FIXTURES, 'dns-ndots-classic')],
  ['overlay-collision-exits', loadCapture(OWN_FIXTURES, 'overlay-collision-exits')],
  ['odd values', ODD],
])('the text of every parameter of %s is what is printed of it', (_name, bytes) => {
  const opened = openTrace(bytes);
  const value = new FieldValue();
  const differences: string[] = [];
  for (let row = 0 as EventRow; row < opened.trace.events.length; row++) {
    const count = opened.raw.read(row).parameterCount;
    for (let index = 0; index < count; index++) {
      const { value: text, resolved } = parameterText(eventTexts(opened, row), index);
      const expected = resolved === '' ? text : resolved;
      const read = readParameterText(opened, row, index, value) ? value.text : undefined;
      if (read !== expected) differences.push(`${row + 1}.${index}: ${read} instead of ${expected}`);
    }
    if (readParameterText(opened, row, count, value)) differences.push(`${row + 1}: a parameter that it lacks`);
  }
  expect(differences).toEqual([]);
});
