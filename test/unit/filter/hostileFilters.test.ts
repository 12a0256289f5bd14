import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../../src/engine/filter/checker';
import { LONGEST_FILTER, MOST_CHECKS, MOST_VALUES } from '../../../src/engine/filter/filterLimits';
import { parseFilter } from '../../../src/engine/filter/parser';
import { type Definition, EMPTY_ENVIRONMENT } from '../../../src/engine/language/environment';
import { complete, diagnose, format, hover, semanticTokens } from '../../../src/engine/language/languageService';

/** What becomes of a text: the kinds of its errors, or `accepted`. */
function outcome(text: string): string {
  const parsed = parseFilter(text);
  const { diagnostics } = checkFilter(parsed.root);
  const errors = [...parsed.diagnostics, ...diagnostics].filter(({ severity }) => severity === 'error');
  return errors.length === 0 ? 'accepted' : [...new Set(errors.map(({ code }) => code))].slice(0, 3).join(' ');
}

/** A chain of different checks. */
function chain(check: (index: number) => string, length = MOST_CHECKS): string {
  return Array.from({ length }, (_, index) => check(index)).join(' or ');
}

/** Texts that are as long as is read, made to be slow; what each is for is its name. */
const HOSTILE: readonly (readonly [what: string, text: string, outcome: string])[] = [
  ['10,000 brackets', '('.repeat(10_000), 'too-deep'],
  ['10,000 brackets that are closed', `${'('.repeat(10_000)}a.b=1${')'.repeat(10_000)}`, 'too-deep'],
  ['10,000 transformers in each other', `${'tolower('.repeat(8000)}proc.name`, 'too-deep'],
  ['60,000 closing brackets', ')'.repeat(60_000), 'check-expected unopened-bracket'],
  ['15,000 nots', `${'not '.repeat(15_000)}proc.name=a`, 'accepted'],
  ['as many checks as allowed', `${'proc.name=a or '.repeat(MOST_CHECKS - 1)}proc.name=b`, 'accepted'],
  ['a check too many', `${'proc.name=a or '.repeat(MOST_CHECKS)}proc.name=b`, 'too-long'],
  ['a chain of contradictions', `${'proc.name=a and '.repeat(MOST_CHECKS - 1)}proc.name=b`, 'accepted'],
  ['a chain that drops events', `${'fd.name!=a and '.repeat(MOST_CHECKS - 1)}fd.name!=b`, 'accepted'],
  ['a chain of slips of the finger', chain((index) => `proc.nam${index}=a`), 'unknown-field'],
  ['a chain of wrong events', chain((index) => `evt.type=opn${index}`), 'unknown-value'],
  ['a chain of unknown words', chain((index) => `word${index}`), 'unknown-macro'],
  ['chains in brackets', `evt.num=1${` or ${'('.repeat(99)}evt.num=1${')'.repeat(99)}`.repeat(300)}`, 'too-long'],
  ['as many values as allowed', `proc.name in (${'a,'.repeat(MOST_VALUES - 1)}b)`, 'accepted'],
  ['a value too many', `proc.name in (${'a,'.repeat(MOST_VALUES)}b)`, 'too-long'],
  ['5,000 events that do not exist', `evt.type in (${'opn,'.repeat(MOST_VALUES - 1)}opn)`, 'unknown-value'],
  ['5,000 values without commas', `proc.name in (${'a '.repeat(MOST_VALUES)})`, 'comma-expected'],
  ['oneof of as many as allowed', `proc.name = oneof (${'a,'.repeat(MOST_CHECKS - 2)}b)`, 'accepted'],
  ['oneof of more', `proc.name = oneof (${'a,'.repeat(MOST_CHECKS)}b)`, 'too-long'],
  ['a transformer of many fields', `concat(${'proc.name,'.repeat(5000)}"") = a`, 'too-long operator-expected'],
  ['a value of 60,000', `proc.name=${'a'.repeat(60_000)}`, 'accepted'],
  ['60,000 quotes', '"'.repeat(60_000), 'check-expected'],
  ['a field of 60,000', 'a.'.repeat(30_000), 'unknown-field'],
  ['an event of 60,000', `evt.type=${'a'.repeat(60_000)}`, 'unknown-value'],
  ['a number of 60,000', `proc.pid=${'1'.repeat(60_000)}`, 'bad-number'],
  ['an address of 60,000', `fd.ip=${'1.'.repeat(30_000)}`, 'bad-address'],
  ['a network of 60,000', `fd.net=${'1.'.repeat(30_000)}`, 'bad-network'],
  ['a regex of 60,000', `proc.name regex ${'a'.repeat(60_000)}`, 'bad-regex'],
  ['a regex of 60,000 brackets', `proc.name regex "${'('.repeat(60_000)}"`, 'bad-regex'],
  ['a regex that grows', `proc.name regex "${'(a{0,9}){0,9}'.repeat(50)}"`, 'bad-regex'],
  ['a regex that grows and grows', 'proc.name regex "(a{1,1000}){1,1000}"', 'bad-regex'],
  ['many large regexes', chain((index) => `proc.name regex "a{900}${index}"`, 100), 'bad-regex'],
  ['a list of large regexes', `proc.name regex anyof (${'"a{900}",'.repeat(500)}a)`, 'bad-regex'],
  ['a regex that makes others hang', 'proc.name regex "(a*)*(a|aa)+b"', 'accepted'],
  ['60,000 blanks', ' '.repeat(60_000), 'empty-filter'],
  ['blanks behind an operator', `proc.name =${' '.repeat(60_000)}`, 'value-expected'],
  ['15,000 words', 'proc.name=a b c '.repeat(4000), 'connective-expected'],
  ['20,000 && without blanks', `a${'&&a'.repeat(20_000)}=1`, 'foreign-operator unknown-macro'],
  ['13,000 opening square brackets', 'a.b[ '.repeat(13_000), 'field-argument operator-expected'],
  ['a text longer than any filter', 'a'.repeat(LONGEST_FILTER + 1), 'too-long'],
  ['a filter of 100,000', `${'proc.name=a or '.repeat(7000)}proc.name=b`, 'too-long'],
];

describe('a text of any kind and length is answered', () => {
  it.each(HOSTILE.map(([what, text, expected]) => [what, expected, text] as const))(
    '%s: %s',
    (_what, expected, text) => {
      expect(outcome(text)).toBe(expected);
    },
  );
});

describe('macros and lists', () => {
  const outcomeWith = (text: string, definitions: readonly Definition[]): string | undefined =>
    diagnose(text, { definitions }).find(({ severity }) => severity === 'error')?.code;

  it('cannot say more checks than a filter can have', () => {
    const text = chain(() => 'proc.name=a', 100);
    const macro: Definition = { kind: 'macro', name: 'many', text, documentation: '' };
    expect(
      outcomeWith(
        chain(() => 'many', 10),
        [macro],
      ),
    ).toBeUndefined();
    expect(
      outcomeWith(
        chain(() => 'many', 11),
        [macro],
      ),
    ).toBe('too-deep');
  });

  it('cannot say more values than a filter can have', () => {
    const list: Definition = {
      kind: 'list',
      name: 'many',
      text: `(${'a,'.repeat(MOST_VALUES / 2 - 1)}b)`,
      documentation: '',
    };
    expect(outcomeWith('proc.name in (many) or proc.pname in (many)', [list])).toBeUndefined();
    expect(outcomeWith('proc.name in (many, many, many)', [list])).toBe('recursive-definition');
  });
});

describe('the language service', () => {
  it('says of a text that is too long only that, and has nothing else to say', async () => {
    const text = 'proc.name=a or '.repeat(7000);
    expect(diagnose(text, EMPTY_ENVIRONMENT).map(({ code }) => code)).toEqual(['too-long']);
    expect((await complete(text, text.length, EMPTY_ENVIRONMENT)).items).toEqual([]);
    expect(await hover(text, 3, EMPTY_ENVIRONMENT)).toBeUndefined();
    expect(format(text)).toEqual([]);
    expect(semanticTokens(text, EMPTY_ENVIRONMENT)).toEqual([]);
  });
});
