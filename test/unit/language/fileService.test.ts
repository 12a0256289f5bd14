import { describe, expect, it } from 'vitest';
import { EMPTY_ENVIRONMENT, type LanguageEnvironment } from '../../../src/engine/language/environment';
import { expandFilter } from '../../../src/engine/language/expand';
import { definitionsIn } from '../../../src/engine/language/file/entries';
import {
  completeInFile,
  diagnoseFile,
  fileTokens,
  formatFile,
  hoverInFile,
  signatureInFile,
} from '../../../src/engine/language/file/fileService';
import { readFilterFile } from '../../../src/engine/language/file/filterFile';
import { definitionIn, nameAt, renameIn, unfitName, usesOf } from '../../../src/engine/language/file/names';
import { edited, marked } from './marked';

const HEAD = 'list shells: bash, sh\n\nmacro started: evt.type = execve and evt.dir = <\n\n';

async function labels(text: string): Promise<string[]> {
  const place = marked(text);
  const { items } = await completeInFile(readFilterFile(place.text), place.offset, EMPTY_ENVIRONMENT);
  return items.map(({ label }) => label);
}

function wrong(text: string, environment: LanguageEnvironment = EMPTY_ENVIRONMENT): string[] {
  return diagnoseFile(readFilterFile(text), environment).map(
    ({ code, start, end }) => `${code} ${text.slice(start, end)}`,
  );
}

describe('completion in a file', () => {
  it.each(['|', 'fil|', `${HEAD}|`, `${HEAD}|\n\nfilter a: evt.cpu = 1`])(
    'where a line begins, an entry can begin: %j',
    async (text) => expect(await labels(text)).toEqual(['filter', 'macro', 'list']),
  );

  it.each([
    `${HEAD}filter a: |`,
    `${HEAD}filter a:\n  |`,
    `${HEAD}filter a:|`,
    `${HEAD}filter a: evt.cpu = 1\n  and |\n`,
  ])('inside of a filter there are fields, and the macros of the file: %j', async (text) =>
    expect(await labels(text)).toEqual(expect.arrayContaining(['proc.name', 'started'])),
  );

  it.each(['# proc.na|', 'filter a|', 'filter a: evt.cpu = 1\n  # and |\n  and evt.dir = <'])(
    'there is nothing in comments and names: %j',
    async (text) => expect(await labels(text)).toEqual([]),
  );

  it('lists may name other lists, but not themselves', async () => {
    expect(await labels(`${HEAD}list more: she|`)).toEqual(['shells']);
  });

  it('what is chosen takes the place of what was written', async () => {
    const { text, offset } = marked(`${HEAD}filter a:\n  proc.na| = x\n`);
    const { from, to } = await completeInFile(readFilterFile(text), offset, EMPTY_ENVIRONMENT);
    expect(text.slice(from, to)).toBe('proc.na');
  });
});

describe('what is wrong in a file', () => {
  it('is found in every entry, at its place', () => {
    expect(wrong(`${HEAD}filter a: evt.type = ipv4\nmacro b: proc.nam = x\nlist c: "x`)).toEqual([
      expect.stringMatching(/ ipv4$/),
      'unknown-field proc.nam',
      'unclosed-quote "',
    ]);
  });

  it('is nothing where macros and lists are defined, be it further down or in another file', () => {
    expect(wrong(`filter a: started and proc.name in (shells)\n\n${HEAD}`)).toEqual([]);
    const definitions = definitionsIn(readFilterFile(HEAD));
    expect(wrong('filter a: started', { definitions })).toEqual([]);
    expect(wrong('filter a: started')).toEqual(['unknown-macro started']);
  });

  it('may be a name that is there twice, or a macro that contains itself', () => {
    expect(wrong('macro a: evt.cpu = 1\nmacro a: evt.cpu = 2')).toEqual(['same-name a']);
    expect(wrong('macro a: a and evt.cpu = 1').length).toBeGreaterThan(0);
  });

  it('is the name of an entry without anything in it', () => {
    expect(wrong('filter Empty:\n')).toEqual(['empty-filter Empty']);
  });

  it('is put right at its place in the file', () => {
    const text = `${HEAD}filter a: evt.type = ipv4\n`;
    const [{ fixes }] = diagnoseFile(readFilterFile(text), EMPTY_ENVIRONMENT);
    expect(fixes.map(({ edits }) => edited(text, edits))).toContain(`${HEAD}filter a: fd.type = ipv4\n`);
  });

  it('depends on the version that filters are written for', () => {
    expect(wrong('filter a: proc.name regex c.*', { definitions: [], targetVersion: '0.29.3' })).toEqual([
      expect.stringMatching(/^target-version/),
    ]);
  });
});

describe('hovering and signatures in a file', () => {
  it('count with the macros and lists of the file', async () => {
    const { text, offset } = marked(`${HEAD}filter a:\n  started and proc.na|me in (shells)\n`);
    const asked: string[] = [];
    const count = async (filter: string): Promise<[]> => {
      asked.push(filter);
      return [];
    };
    const found = await hoverInFile(readFilterFile(text), offset, { definitions: [], count });
    expect(text.slice(found?.start, found?.end)).toBe('proc.name');
    expect(asked).toEqual(['proc.name in (bash, sh)']);
  });

  it('know the transformer that is being written', () => {
    const { text, offset } = marked(`${HEAD}filter a: concat(proc.name, |`);
    expect(signatureInFile(readFilterFile(text), offset)?.active).toBe(1);
  });

  it('say nothing in comments', async () => {
    const { text, offset } = marked('filter a: evt.cpu = 1\n  # proc.na|me\n');
    expect(await hoverInFile(readFilterFile(text), offset, EMPTY_ENVIRONMENT)).toBeUndefined();
  });
});

describe('formatting a file', () => {
  const formatted = (text: string): string => edited(text, formatFile(readFilterFile(text)));

  it.each([
    ['filter a:evt.cpu=1', 'filter a: evt.cpu = 1'],
    ['filter a:   evt.cpu=1\n', 'filter a: evt.cpu = 1\n'],
    ['filter a:\n      evt.cpu=1\n   and evt.dir=<\n', 'filter a:\n  evt.cpu = 1\n  and evt.dir = <\n'],
    ['list a:  b,c ,d\n', 'list a: b, c, d\n'],
    ['list a:\n b,\n c\n\n# More.\nmacro d:evt.cpu=1', 'list a:\n  b,\n  c\n\n# More.\nmacro d: evt.cpu = 1'],
  ])('%j becomes %j', (before, after) => {
    expect(formatted(before)).toBe(after);
    expect(formatted(after)).toBe(after);
  });

  it('keeps comments, and entries with mistakes', () => {
    const text =
      '# A\n\nfilter a:\n  # why\n  evt.cpu = 1\n  # and\n  and evt.dir = <\n  # end\n\nfilter b: evt.cpu=1 &&x\n';
    expect(formatted(text)).toBe(text);
  });
});

describe('macros and lists by name', () => {
  const TEXT = `${HEAD}list more: shells, "shells"\n\nfilter a: not started or proc.name in (shells, x)\n`;
  const file = readFilterFile(TEXT);

  it('are used in filters, macros and lists', () => {
    expect(usesOf(file, { kind: 'list', name: 'shells' }).map(({ defines }) => defines)).toEqual([true, false, false]);
    expect(usesOf(file, { kind: 'macro', name: 'started' })).toHaveLength(2);
  });

  it('are found where the cursor is, if somebody defines them', () => {
    const use = nameAt([file], file, TEXT.lastIndexOf('started') + 2);
    expect(use).toMatchObject({ kind: 'macro', name: 'started', defines: false });
    expect(use && definitionIn(file, use)?.nameRange.start).toBe(TEXT.indexOf('started'));
    expect(nameAt([file], file, TEXT.indexOf('bash') + 1)).toBeUndefined();
  });

  it('get another name everywhere', () => {
    const renamed = edited(TEXT, renameIn(file, { kind: 'list', name: 'shells' }, 'consoles'));
    expect(renamed).toBe(
      TEXT.replace('list shells', 'list consoles').replace(': shells,', ': consoles,').replace('(shells', '(consoles'),
    );
  });

  it.each(['a b', '1a', 'not', 'started', ''])('cannot be called %j', (name) => {
    expect(unfitName([file], { kind: 'macro', name })).toMatch(/\.$/);
  });

  it('can be called like something of the other kind', () => {
    expect(unfitName([file], { kind: 'macro', name: 'shells' })).toBeUndefined();
  });
});

describe('writing a filter out', () => {
  const definitions = definitionsIn(
    readFilterFile(
      'list a: x, b, "a"\nlist b: y\nlist none:\nlist loop: loop\nmacro m: evt.cpu = 1 or n\nmacro n: fd.num in (b)\n',
    ),
  );

  it.each([
    ['m and not n', '(evt.cpu = 1 or (fd.num in (y))) and not (fd.num in (y))'],
    ['proc.name in (a, z)', 'proc.name in (x, y, a, z)'],
    ['proc.name in a', 'proc.name in (x, y, a)'],
    ['proc.name = a', 'proc.name = a'],
    ['unknown or evt.cpu = 1', 'unknown or evt.cpu = 1'],
  ])('%s becomes %s', (text, expected) => expect(expandFilter(text, definitions)).toBe(expected));

  it('is not done where a definition contains itself, or too much comes of it', () => {
    expect(expandFilter('proc.name in (loop)', definitions)).toBeUndefined();
    const lines = Array.from({ length: 40 }, (_, index) => `macro m${index + 1}: m${index} or m${index}`);
    const many = definitionsIn(readFilterFile(`macro m0: evt.cpu = 1\n${lines.join('\n')}\n`));
    expect(expandFilter('m40', many)).toBeUndefined();
  });
});

describe('the tokens of a file', () => {
  it('are in order, and name entries too', () => {
    const text = `${HEAD}filter a: started\n`;
    const told = fileTokens(readFilterFile(text), EMPTY_ENVIRONMENT);
    expect(told.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`)).toEqual([
      ...['keyword list', 'list shells', 'text bash', 'text sh', 'keyword macro', 'macro started'],
      ...['field evt.type', 'operator =', 'text execve', 'keyword and', 'field evt.dir', 'operator =', 'text <'],
      ...['keyword filter', 'macro started'],
    ]);
    expect(told.map(({ start }) => start)).toEqual(told.map(({ start }) => start).sort((a, b) => a - b));
  });
});
