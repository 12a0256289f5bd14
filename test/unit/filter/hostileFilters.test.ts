import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../../src/engine/filter/checker';
import { parseFilter } from '../../../src/engine/filter/parser';

/** What becomes of a text: the kinds of its errors, or `accepted`. */
function outcome(text: string): string {
  const parsed = parseFilter(text);
  const { diagnostics } = checkFilter(parsed.root);
  const errors = [...parsed.diagnostics, ...diagnostics].filter(({ severity }) => severity === 'error');
  return errors.length === 0 ? 'accepted' : [...new Set(errors.map(({ code }) => code))].slice(0, 3).join(' ');
}

/** Texts of 100,000 characters and more, made to be slow; what each is for is its name. */
const HOSTILE: readonly (readonly [what: string, text: string, outcome: string])[] = [
  ['10,000 brackets', '('.repeat(10_000), 'too-deep'],
  ['10,000 brackets that are closed', `${'('.repeat(10_000)}a.b=1${')'.repeat(10_000)}`, 'too-deep'],
  ['10,000 transformers in each other', `${'tolower('.repeat(10_000)}proc.name`, 'too-deep'],
  ['100,000 closing brackets', ')'.repeat(100_000), 'check-expected unopened-bracket'],
  ['25,000 nots', `${'not '.repeat(25_000)}proc.name=a`, 'accepted'],
  ['a chain of 7,000', `${'proc.name=a or '.repeat(7000)}proc.name=b`, 'accepted'],
  ['a chain of 7,000 contradictions', `${'proc.name=a and '.repeat(7000)}proc.name=b`, 'accepted'],
  ['a chain of 7,000 that drop events', `${'fd.name!=a and '.repeat(7000)}fd.name!=b`, 'accepted'],
  ['a list of 50,000', `proc.name in (${'a,'.repeat(50_000)}b)`, 'accepted'],
  ['a list of 50,000 without commas', `proc.name in (${'a '.repeat(50_000)})`, 'comma-expected'],
  ['oneof of 50,000', `proc.name = oneof (${'a,'.repeat(50_000)}b)`, 'accepted'],
  ['a value of 100,000', `proc.name=${'a'.repeat(100_000)}`, 'accepted'],
  ['100,000 quotes', '"'.repeat(100_000), 'check-expected'],
  ['a field of 100,000', 'a.'.repeat(50_000), 'unknown-field'],
  ['an event of 100,000', `evt.type=${'a'.repeat(100_000)}`, 'unknown-value'],
  ['a number of 100,000', `proc.pid=${'1'.repeat(100_000)}`, 'bad-number'],
  ['an address of 100,000', `fd.ip=${'1.'.repeat(50_000)}`, 'bad-address'],
  ['a network of 100,000', `fd.net=${'1.'.repeat(50_000)}`, 'bad-network'],
  ['a regex of 100,000', `proc.name regex ${'a'.repeat(100_000)}`, 'bad-regex'],
  ['a regex of 100,000 brackets', `proc.name regex "${'('.repeat(100_000)}"`, 'bad-regex'],
  ['a regex that grows', `proc.name regex "${'(a{0,9}){0,9}'.repeat(50)}"`, 'bad-regex'],
  ['a regex that makes others hang', 'proc.name regex "(a*)*(a|aa)+b"', 'accepted'],
  ['100,000 blanks', ' '.repeat(100_000), 'empty-filter'],
  ['blanks behind an operator', `proc.name =${' '.repeat(100_000)}`, 'value-expected'],
  ['20,000 words', 'proc.name=a b c '.repeat(7000), 'connective-expected'],
  ['30,000 && without blanks', `a${'&&a'.repeat(30_000)}=1`, 'foreign-operator unknown-macro'],
  ['20,000 opening square brackets', 'a.b[ '.repeat(20_000), 'field-argument operator-expected'],
];

describe('a text of any kind and length is answered', () => {
  it.each(HOSTILE.map(([what, text, expected]) => [what, expected, text] as const))(
    '%s: %s',
    (_what, expected, text) => {
      expect(outcome(text)).toBe(expected);
    },
  );
});
