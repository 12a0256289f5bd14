import { describe, expect, it } from 'vitest';
import type { Hover } from '../../../src/engine/language/answers';
import { EMPTY_ENVIRONMENT, type LanguageEnvironment } from '../../../src/engine/language/environment';
import { hover, semanticTokens, signature } from '../../../src/engine/language/languageService';
import { marked } from './marked';

/** An environment that counts every filter, and remembers which. */
function counting(): LanguageEnvironment & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    definitions: [
      {
        kind: 'macro',
        name: 'inbound',
        text: 'fd.is_server = true or evt.type = accept',
        documentation: 'Served here.',
      },
      { kind: 'list', name: 'shells', text: '(bash, more)', documentation: '' },
      { kind: 'list', name: 'more', text: '(zsh, "a b")', documentation: '' },
    ],
    count: async (filter) => {
      asked.push(filter);
      return [{ capture: '/a.scap', label: 'a.scap', matched: 7, complete: true }];
    },
  };
}

function at(text: string, environment: LanguageEnvironment = EMPTY_ENVIRONMENT): Promise<Hover | undefined> {
  const place = marked(text);
  return hover(place.text, place.offset, environment);
}

describe('hovering', () => {
  it.each([
    ['proc.na|me = curl', 'proc.name', 'field'],
    ['evt.arg.r|es = 0', 'evt.arg.res', 'field'],
    ['proc.aname[|2] = sh', 'proc.aname[2]', 'field'],
    ['proc.name cont|ains x', 'contains', 'operator'],
    ['evt.cpu = 1 a|nd evt.dir = <', 'and', 'both conditions'],
    ['le|n(fd.name) > 3', 'len(value) → number', 'transformer'],
    ['proc.name = v|al(proc.pname)', 'val', 'val(field)'],
    ['proc.name in (n|ginx)', 'nginx', 'value'],
  ])('%s tells of %s', async (text, title, detail) => {
    const told = await at(text);
    expect(told?.title).toBe(title);
    expect(told?.detail.startsWith(detail)).toBe(true);
  });

  it('a macro or list shows what it stands for', async () => {
    expect(await at('inb|ound', counting())).toMatchObject({
      title: 'inbound',
      detail: 'macro',
      paragraphs: ['Served here.'],
      examples: ['fd.is_server = true or evt.type = accept'],
    });
    expect(await at('proc.name in (sh|ells)', counting())).toMatchObject({ title: 'shells', detail: 'list' });
  });

  it('counts the condition that the thing belongs to, with macros and lists written out', async () => {
    const environment = counting();
    const told = await at('evt.cpu = 1 and not proc.na|me in (shells)', environment);
    expect(told).toMatchObject({ counted: 'proc.name in (shells)', counts: [{ matched: 7, label: 'a.scap' }] });
    await at('evt.cpu = 1 a|nd inbound', environment);
    expect(environment.asked).toEqual([
      'proc.name in (bash, zsh, "a b")',
      'evt.cpu = 1 and (fd.is_server = true or evt.type = accept)',
    ]);
  });

  it('says what it knows when nobody counts', async () => {
    const environment = { definitions: [], count: () => Promise.reject(new Error('closed')) };
    expect(await at('proc.na|me = x', environment)).toMatchObject({ title: 'proc.name', counts: [] });
  });

  it.each(['proc.name = x |', 'evt.cpu = 1 | and evt.cpu = 2', '|', 'proc.nam|e2 = x', '&|& x'])(
    'says nothing of blanks and what is unknown: %s',
    async (text) => expect(await at(text)).toBeUndefined(),
  );
});

describe('the signature', () => {
  it.each([
    ['concat(|', 'concat', 0],
    ['concat(proc.name, |', 'concat', 1],
    ['concat(proc.name, "x", |', 'concat', 1],
    ['join(",", |) = x', 'join', 1],
    ['len(b64(|', 'b64', 0],
    ['proc.name = val(|', 'val', 0],
  ])('of %s is that of %s, at parameter %i', (text, name, active) => {
    const place = marked(text);
    const found = signature(place.text, place.offset);
    expect(found?.label.startsWith(`${name}(`)).toBe(true);
    expect(found?.active).toBe(active);
    const { start, end } = found?.parameters[active] ?? { start: 0, end: 0 };
    expect(found?.label.slice(start, end)).toMatch(/^\w+$/);
  });

  it('is none outside of transformers', () => {
    expect(signature('proc.name = x', 5)).toBeUndefined();
    expect(signature('len(fd.name) > 3', 16)).toBeUndefined();
  });
});

describe('the tokens', () => {
  it('say what each piece is', () => {
    const text = 'not inbound and tolower(proc.aname[1]) in (shells, "x", 3)';
    const told = semanticTokens(text, counting()).map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);
    expect(told).toEqual([
      'keyword not',
      'macro inbound',
      'keyword and',
      'transformer tolower',
      'field proc.aname',
      'argument [1]',
      'operator in',
      'list shells',
      'text "x"',
      'number 3',
    ]);
  });
});
