import { describe, expect, it } from 'vitest';
import type { Completion, Completions } from '../../../src/engine/language/answers';
import {
  EMPTY_ENVIRONMENT,
  type LanguageEnvironment,
  type ValuesRequest,
} from '../../../src/engine/language/environment';
import { completeInFile } from '../../../src/engine/language/file/fileService';
import { readFilterFile } from '../../../src/engine/language/file/filterFile';
import { complete, diagnose } from '../../../src/engine/language/languageService';
import { marked } from './marked';

const VALUES: Readonly<Record<string, readonly [string, number][]>> = {
  'proc.name': [
    ['nginx', 1234],
    ['my app', 3],
  ],
  'evt.type': [
    ['openat', 40],
    ['read', 20],
  ],
  'fd.port': [['53', 12]],
  'proc.env[]': [
    ['PATH', 90],
    ['KUBERNETES_SERVICE_HOST', 80],
  ],
  'thread.cgroup[]': [['cpuset', 5]],
  'k8s.pod.label[]': [
    ['app.kubernetes.io/name', 7],
    ['a key', 2],
  ],
};

const OPEN: LanguageEnvironment = {
  definitions: [
    { kind: 'macro', name: 'inbound', text: 'fd.is_server = true', documentation: 'Served here.' },
    { kind: 'list', name: 'shells', text: '(bash, sh)', documentation: '' },
  ],
  values: async ({ field, prefix }) => {
    const values = (VALUES[field] ?? []).filter(([text]) => text.startsWith(prefix));
    return { values: values.map(([text, count]) => ({ text, count })), complete: true };
  },
};

function at(text: string, environment = OPEN): Promise<Completions> {
  const place = marked(text);
  return complete(place.text, place.offset, environment);
}

async function labels(text: string, kind?: Completion['kind'], environment = OPEN): Promise<string[]> {
  const { items } = await at(text, environment);
  return items.filter((item) => kind === undefined || item.kind === kind).map(({ label }) => label);
}

/** The text after accepting an item; places of snippets as their texts. */
async function accepted(text: string, label: string): Promise<string> {
  const { items, from, to } = await at(text);
  const item = items.find((each) => each.label === label);
  if (!item) throw new Error(`${label} is not offered at ${text}`);
  const insert = item.snippet ? item.insert.replace(/\$\{\d+:([^}]*)\}/g, '$1') : item.insert;
  const written = marked(text).text;
  return written.slice(0, from) + insert + written.slice(to);
}

describe('where a condition may begin', () => {
  it.each(['|', 'proc.na|', 'evt.cpu = 1 and |', 'not |', '(|', 'not (proc.na|', 'evt.cpu=1 or pro|', 'evt. = and |'])(
    'there are fields, macros, transformers, not and snippets: %s',
    async (text) => {
      const { items } = await at(text);
      expect(items.map(({ label }) => label)).toEqual(
        expect.arrayContaining(['proc.name', 'inbound', 'tolower', 'not', 'slow calls']),
      );
    },
  );

  it('a field comes with its type and description', async () => {
    const { items } = await at('proc.na|');
    expect(items.find(({ label }) => label === 'proc.name')).toMatchObject({
      kind: 'field',
      detail: 'a text',
      documentation: expect.stringMatching(/\w/),
    });
  });

  it('a field takes the place of all of what was written, also behind the cursor', async () => {
    expect(await accepted('evt.cpu = 1 and proc.na| and evt.dir = <', 'proc.name')).toBe(
      'evt.cpu = 1 and proc.name and evt.dir = <',
    );
    expect(await accepted('pr|oc.nam = curl', 'proc.name')).toBe('proc.name = curl');
  });

  it('a field that needs an argument has a place for it', async () => {
    expect(await accepted('evt.ar|', 'evt.arg')).toBe('evt.arg.name or number of an event parameter');
    expect(await accepted('proc.en|', 'proc.env')).toMatch(/^proc\.env/);
  });

  it('names of parameters follow evt.arg', async () => {
    expect(await labels('evt.arg.re|')).toContain('evt.arg.res');
    expect(await labels('evt.type.is.op|')).toContain('evt.type.is.openat');
  });

  it('every snippet is a filter without errors', async () => {
    for (const label of await labels('|', 'snippet')) {
      const errors = diagnose(await accepted('|', label), EMPTY_ENVIRONMENT).filter(
        ({ severity }) => severity === 'error',
      );
      expect([label, errors]).toEqual([label, []]);
    }
  });
});

describe('after a field', () => {
  it.each([
    ['proc.name |', ['=', 'contains', 'startswith', 'in', 'exists', 'regex'], ['bcontains']],
    ['evt.cpu |', ['=', '<', '>=', 'in', 'exists'], ['contains', 'glob']],
    ['evt.is_io |', ['=', '!=', 'exists'], ['<', 'contains']],
    ['fd.ip |', ['=', '!=', 'in', 'exists'], ['<', 'contains']],
    ['evt.buffer |', ['contains', 'bcontains', 'exists'], ['<', 'glob']],
    ['fd.types |', ['in', 'intersects', 'exists'], ['=', 'contains']],
    ['len(fd.name) |', ['=', '>'], ['contains']],
    ['tolower(proc.name) |', ['contains', '='], []],
  ])('%s there are the operators of its type', async (text, some, none) => {
    const offered = await labels(text);
    expect(offered).toEqual(expect.arrayContaining([...some]));
    for (const label of none) expect(offered).not.toContain(label);
  });

  it('an operator brings the blank, or the brackets, that follow it', async () => {
    expect(await accepted('proc.name |', '=')).toBe('proc.name = ');
    expect(await accepted('proc.name |', 'in')).toBe('proc.name in (values)');
    expect(await accepted('proc.name cont|', 'contains')).toBe('proc.name contains ');
    expect(await accepted('fd.name |', 'exists')).toBe('fd.name exists');
  });
});

describe('after an operator', () => {
  it.each(['proc.name = |', 'proc.name=|', 'proc.name = n|', 'evt.cpu = 1 and proc.name != |'])(
    'there are values of the open captures, with their counts: %s',
    async (text) => {
      const [first] = (await at(text)).items;
      expect(first).toMatchObject({ label: 'nginx', kind: 'value', detail: '1,234 events', count: 1234 });
    },
  );

  it('a value is quoted where it has to be', async () => {
    expect(await accepted('proc.name = |', 'my app')).toBe('proc.name = "my app"');
    expect(await accepted('proc.name = "my|', '"my app"')).toBe('proc.name = "my app"');
    expect(await accepted('proc.name = "n|"', '"nginx"')).toBe('proc.name = "nginx"');
  });

  it('there are the known values of a field, captures or none', async () => {
    expect(await labels('evt.dir = |', 'value', EMPTY_ENVIRONMENT)).toEqual(expect.arrayContaining(['<', '>']));
    expect(await labels('fd.type = |', 'value', EMPTY_ENVIRONMENT)).toEqual(expect.arrayContaining(['ipv4', 'file']));
    expect(await labels('evt.is_io = |', 'value', EMPTY_ENVIRONMENT)).toEqual(['true', 'false']);
    expect(await labels('evt.type = |', 'value', EMPTY_ENVIRONMENT)).toContain('openat');
  });

  it('values of the captures come first, and once', async () => {
    const values = await labels('evt.type = |', 'value');
    expect(values.slice(0, 2)).toEqual(['openat', 'read']);
    expect(values.filter((label) => label === 'openat')).toHaveLength(1);
  });

  it('there are transformers, val and modifiers', async () => {
    expect(await labels('proc.name = |')).toEqual(expect.arrayContaining(['val', 'tolower', 'anyof']));
    expect(await labels('evt.cpu < |')).not.toContain('anyof');
  });

  it('lists come in their brackets, and their values too', async () => {
    expect(await accepted('proc.name in |', 'shells')).toBe('proc.name in (shells)');
    expect(await accepted('proc.name in |', 'nginx')).toBe('proc.name in (nginx)');
    expect(await accepted('proc.name in (bash, |)', 'shells')).toBe('proc.name in (bash, shells)');
    expect(await accepted('proc.name in (n|)', 'nginx')).toBe('proc.name in (nginx)');
    expect(await accepted('proc.name startswith anyof (|)', 'nginx')).toBe('proc.name startswith anyof (nginx)');
  });

  it('the captures are asked for what has been written', async () => {
    const asked: ValuesRequest[] = [];
    await at('evt.cpu = 1 and evt.arg.res = "EN|', {
      definitions: [],
      values: async (request) => {
        asked.push(request);
        return { values: [], complete: true };
      },
    });
    expect(asked).toEqual([{ field: 'evt.arg.res', prefix: 'EN', limit: expect.any(Number) }]);
  });

  it('captures that cannot answer leave everything else', async () => {
    const environment = { definitions: [], values: () => Promise.reject(new Error('closed')) };
    expect(await labels('fd.type = |', undefined, environment)).toContain('ipv4');
  });

  it('it has to be asked again while there are more values', async () => {
    const environment: LanguageEnvironment = {
      definitions: [],
      values: async () => ({ values: [{ text: 'a', count: 1 }], complete: false }),
    };
    expect((await at('proc.name = |', environment)).incomplete).toBe(true);
    expect((await at('proc.name = |')).incomplete).toBe(false);
  });
});

describe('elsewhere', () => {
  it('and and or follow a condition', async () => {
    expect(await labels('proc.name = nginx |')).toEqual(['and', 'or']);
    expect(await labels('(evt.cpu = 1) |')).toEqual(['and', 'or']);
    expect(await accepted('evt.cpu = 1 a|', 'and')).toBe('evt.cpu = 1 and ');
  });

  it('fields and transformers go into the brackets of transformers', async () => {
    expect(await labels('tolower(|')).toEqual(expect.arrayContaining(['proc.name', 'b64']));
    expect(await labels('concat(proc.name, |')).toContain('evt.type');
    expect(await labels('proc.name = val(|')).toContain('proc.pname');
  });
});

describe('the list of a file', () => {
  it.each([
    '|',
    'proc.na|',
    'proc.name |',
    'proc.name = |',
    'proc.name in (|)',
    'proc.name = nginx |',
    'evt.type = op|',
    'len(|',
    'inb|',
  ])('is that of the filter box: %s', async (text) => {
    const alone = marked(text);
    const before = '# A comment.\nmacro inbound: fd.is_server = true\nlist shells: bash, sh\n\nfilter One:\n  ';
    const file = readFilterFile(`${before}${alone.text}\n\nfilter Two: evt.cpu = 1\n`);
    const own = await complete(alone.text, alone.offset, OPEN);
    const there = await completeInFile(file, before.length + alone.offset, { ...OPEN, definitions: [] });
    const plain = ({ from, to, items }: Completions, offset: number): unknown => ({
      from: from - offset,
      to: to - offset,
      // What documents a macro stands in the file, here it does not.
      items: items.map((item) => (item.kind === 'macro' || item.kind === 'list' ? item.label : item)),
    });
    expect(plain(there, before.length)).toEqual(plain(own, 0));
  });
});

describe('the argument of a field', () => {
  it.each([
    ['proc.env[|', ['PATH', 'KUBERNETES_SERVICE_HOST']],
    ['proc.env[P|', ['PATH']],
    ['proc.env["P|', ['"PATH"']],
    ['tolower(proc.env[|', ['PATH', 'KUBERNETES_SERVICE_HOST']],
    ['proc.pid = 1 and proc.env[K|] = a', ['KUBERNETES_SERVICE_HOST']],
    ['proc.aname[|', ['1', '2', '3', '4', '5']],
    ['fd.types[|', ['0', '1', '2']],
    ['k8s.pod.label[|', ['app.kubernetes.io/name', 'a key']],
  ])('is offered in brackets, of those that captures name and those that are known: %s', async (text, expected) => {
    expect(await labels(text)).toEqual(expected);
  });

  it('is offered in brackets and behind a dot', async () => {
    expect(await labels('evt.arg[re|')).toEqual(expect.arrayContaining(['res', 'fd', 'name']));
    expect(await labels('evt.arg.re|')).toEqual(expect.arrayContaining(['evt.arg.res', 'evt.arg.fd']));
    expect(await labels('thread.cgroup.|')).toEqual(expect.arrayContaining(['thread.cgroup.cpuset']));
  });

  it('is offered behind a dot only where it can stand there', async () => {
    const offered = await labels('k8s.pod.label.|', 'field');
    expect(offered).toContain('k8s.pod.label.app.kubernetes.io/name');
    expect(offered).not.toContain('k8s.pod.label.a key');
  });

  it('is written with what closes it, where that is missing', async () => {
    expect(await accepted('proc.env[P|', 'PATH')).toBe('proc.env[PATH]');
    expect(await accepted('proc.env["P|', '"PATH"')).toBe('proc.env["PATH"]');
    expect(await accepted('proc.env[P|] = a', 'PATH')).toBe('proc.env[PATH] = a');
  });

  it('is not offered where a field takes none', async () => {
    expect(await labels('proc.name[|')).toEqual([]);
  });
});
