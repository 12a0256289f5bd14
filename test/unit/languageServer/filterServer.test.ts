import { afterEach, describe, expect, it } from 'vitest';
import { InsertTextFormat } from 'vscode-languageserver';
import { EMPTY_ENVIRONMENT } from '../../../src/engine/language/environment';
import { complete } from '../../../src/engine/language/languageService';
import type { CaptureQuestions } from '../../../src/language/protocol';
import { ConnectedClient, type Edit } from './connectedClient';

const HEAD = `# Shells.
list shells: bash, sh

macro started: evt.type = execve and evt.dir = <

`;

const CAPTURES: Partial<CaptureQuestions> = {
  values: async ({ field }) => ({
    values: field === 'proc.name' ? [{ text: 'nginx', count: 1234 }] : [],
    complete: true,
  }),
  captures: async () => [
    { capture: '/a/dns-ndots.scap', label: 'dns-ndots.scap' },
    { capture: '/a/big.scap', label: 'big.scap' },
  ],
  count: async ({ filter, capture }) =>
    [
      { capture: '/a/dns-ndots.scap', label: 'dns-ndots.scap', matched: filter.length * 100, complete: true },
      { capture: '/a/big.scap', label: 'big.scap', matched: 1, complete: false },
    ].filter((count) => capture === undefined || count.capture === capture),
};

interface Item {
  readonly label: string;
  readonly kind: number;
  readonly labelDetails?: { readonly description: string };
  readonly documentation?: string;
  readonly insertTextFormat?: InsertTextFormat;
  readonly textEdit: Edit;
}

interface Lens {
  readonly range: Edit['range'];
  readonly command?: { readonly title: string; readonly command: string; readonly arguments: readonly string[] };
}

let client: ConnectedClient;

async function start(questions: Partial<CaptureQuestions> = CAPTURES): Promise<ConnectedClient> {
  client = await ConnectedClient.start(questions);
  return client;
}

afterEach(() => client.stop());

async function items(text: string): Promise<readonly Item[]> {
  const at = await (await start()).open(text);
  const { items } = await client.askAt<{ items: readonly Item[] }>('textDocument/completion', at);
  return items;
}

describe('completion', () => {
  it('offers fields with type and description', async () => {
    const found = (await items('filter a: proc.na|')).find(({ label }) => label === 'proc.name');
    expect(found).toMatchObject({
      labelDetails: { description: 'a text' },
      documentation: expect.stringMatching(/\w/),
    });
    expect(found && client.edited('file:///filters.scapfilter', [found.textEdit])).toBe('filter a: proc.name');
  });

  it('offers operators, values with their counts, macros and lists', async () => {
    expect((await items('filter a: proc.name |')).map(({ label }) => label)).toContain('startswith');
    expect((await items('filter a: proc.name = |'))[0]).toMatchObject({
      label: 'nginx',
      labelDetails: { description: '1,234 events' },
    });
    expect((await items(`${HEAD}filter a: |`)).map(({ label }) => label)).toContain('started');
    expect((await items(`${HEAD}filter a: proc.name in (|)`))[0].label).toBe('shells');
  });

  it('offers the operators of the type of a field', async () => {
    const operators = async (field: string): Promise<string[]> =>
      (await items(`filter a: ${field} |`)).map(({ label }) => label);
    expect(await operators('evt.cpu')).toEqual(expect.arrayContaining(['=', '<', 'in']));
    expect(await operators('evt.cpu')).not.toContain('contains');
    expect(await operators('evt.buffer')).toContain('bcontains');
    expect(await operators('fd.types')).toEqual(['in', 'intersects', 'exists']);
  });

  it('offers snippets, with places to fill in', async () => {
    const slow = (await items('filter a: |')).find(({ label }) => label === 'slow calls');
    expect(slow?.insertTextFormat).toBe(InsertTextFormat.Snippet);
    expect(slow?.textEdit.newText).toContain('${1:');
  });

  it('is the list of the filter box', async () => {
    const box = await complete('evt.type = ', 11, EMPTY_ENVIRONMENT);
    const there = await items('filter a: evt.type = |');
    expect(there.map(({ label }) => label)).toEqual(box.items.map(({ label }) => label));
  });

  it('follows what is typed', async () => {
    const { uri, position } = await (await start()).open('filter a: |');
    await client.type(uri, position, 'len(');
    const after = { ...position, character: position.character + 4 };
    const help = await client.askAt<{ signatures: { label: string }[] }>('textDocument/signatureHelp', {
      uri,
      position: after,
    });
    expect(help.signatures[0].label).toBe('len(value) → number');
  });
});

describe('hover', () => {
  it('tells of a field, and how many events of each capture the condition keeps', async () => {
    const at = await (await start()).open('filter a: proc.na|me = nginx');
    const { contents } = await client.askAt<{ contents: { value: string } }>('textDocument/hover', at);
    expect(contents.value).toContain('```scap-filter\nproc.name\n```');
    expect(contents.value).toContain('**1,700 events** in dns\\-ndots\\.scap');
    expect(contents.value).toContain('**1 event so far** in big\\.scap');
  });

  it('tells what a macro stands for', async () => {
    const at = await (await start()).open(`${HEAD}filter a: star|ted`);
    const { contents } = await client.askAt<{ contents: { value: string } }>('textDocument/hover', at);
    expect(contents.value).toContain('evt.type = execve and evt.dir = <');
  });

  it('shows a text of a file as it is, whatever it holds', async () => {
    const at = await (await start()).open('filter a: proc.name = "<b>```|"');
    const { contents } = await client.askAt<{ contents: { value: string } }>('textDocument/hover', at);
    expect(contents.value).toContain('````scap-filter\n"<b>```"\n````');
  });
});

describe('diagnostics', () => {
  const wrong = async (uri: string): Promise<string[]> => {
    const report = await client.askAt<{ items: { range: Edit['range'] }[] }>('textDocument/diagnostic', { uri });
    return report.items.map(({ range }) => client.text(uri, range));
  };

  it('say what is wrong where, with ways out', async () => {
    const { uri } = await (await start()).open(`${HEAD}filter a: evt.type=ipv4`);
    expect(await wrong(uri)).toEqual([expect.stringContaining('ipv4')]);
    const position = { line: 5, character: 20 };
    const actions = await client.askAt<{ title: string; edit: { changes: Record<string, Edit[]> } }[]>(
      'textDocument/codeAction',
      { uri },
      { range: { start: position, end: position }, context: { diagnostics: [] } },
    );
    const texts = actions.map(({ edit }) => client.edited(uri, edit.changes[uri]));
    expect(texts).toContain(`${HEAD}filter a: fd.type=ipv4`);
  });

  it('are as many as there are mistakes, each at its place', async () => {
    const { uri } = await (await start()).open('filter a: evt.latency>1ms && proc.nam=x\nfilter b: fd.ip=1.2.3');
    expect(await wrong(uri)).toEqual(expect.arrayContaining(['1ms', '&&', 'proc.nam', '1.2.3']));
  });

  it('know the macros of other files, once these have been sent', async () => {
    const { uri } = await (await start()).open('filter a: started');
    expect(await wrong(uri)).toEqual(['started']);
    await client.otherFiles([{ uri: 'file:///other.scapfilter', text: HEAD }]);
    expect(await wrong(uri)).toEqual([]);
    expect(client.refreshes).toContain('workspace/diagnostic/refresh');
  });

  it('follow the version that filters are written for', async () => {
    const { uri } = await (await start()).open('filter a: proc.name regex c.*');
    expect(await wrong(uri)).toEqual([]);
    await client.configure('0.29.3');
    expect(await wrong(uri)).not.toEqual([]);
  });
});

describe('macros and lists', () => {
  const OTHER = 'file:///other.scapfilter';

  async function openBoth(): Promise<{ uri: string; position: Edit['range']['start'] }> {
    await start();
    await client.open('filter b: not started and evt.cpu = 1\n', OTHER);
    return client.open(`${HEAD}filter a: star|ted and proc.name in (shells)\n`);
  }

  it('lead to their definition', async () => {
    const at = await openBoth();
    const [{ uri, range }] = await client.askAt<{ uri: string; range: Edit['range'] }[]>('textDocument/definition', at);
    expect([uri, range.start.line, client.text(uri, range)]).toEqual([at.uri, 3, 'started']);
  });

  it('are found wherever they are used', async () => {
    const at = await openBoth();
    const context = { includeDeclaration: true };
    const found = await client.askAt<{ uri: string }[]>('textDocument/references', at, { context });
    expect(found.map(({ uri }) => uri).sort()).toEqual([at.uri, at.uri, OTHER].sort());
  });

  it('are renamed everywhere', async () => {
    const at = await openBoth();
    const prepared = await client.askAt<{ range: Edit['range']; placeholder: string }>(
      'textDocument/prepareRename',
      at,
    );
    expect(prepared.placeholder).toBe('started');
    const { changes } = await client.askAt<{ changes: Record<string, Edit[]> }>('textDocument/rename', at, {
      newName: 'launched',
    });
    expect(client.edited(at.uri, changes[at.uri])).toBe(client.text(at.uri).replaceAll('started', 'launched'));
    expect(client.edited(OTHER, changes[OTHER])).toBe('filter b: not launched and evt.cpu = 1\n');
  });

  it('are lists as well as macros', async () => {
    const text = `${HEAD}filter a: proc.name in (she|lls)\n`;
    const at = await (await start()).open(text);
    const [{ range }] = await client.askAt<{ range: Edit['range'] }[]>('textDocument/definition', at);
    expect([range.start.line, client.text(at.uri, range)]).toEqual([1, 'shells']);
    const context = { includeDeclaration: false };
    const uses = await client.askAt<{ range: Edit['range'] }[]>('textDocument/references', at, { context });
    expect(uses.map((use) => use.range.start.line)).toEqual([5]);
    const { changes } = await client.askAt<{ changes: Record<string, Edit[]> }>('textDocument/rename', at, {
      newName: 'consoles',
    });
    expect(client.edited(at.uri, changes[at.uri])).toBe(text.replace('|', '').replaceAll('shells', 'consoles'));
  });

  it('are not renamed to what cannot be a name', async () => {
    const at = await openBoth();
    await expect(client.askAt('textDocument/rename', at, { newName: 'a b' })).rejects.toThrow(/letters, digits/);
  });

  it('are the only things that can be renamed', async () => {
    const at = await (await start()).open('filter a: proc.na|me = x');
    expect(await client.askAt('textDocument/prepareRename', at)).toBeNull();
  });
});

describe('the outline of a file', () => {
  it('has filters, macros and lists', async () => {
    const { uri } = await (await start()).open(`${HEAD}filter Some words:\n  started\n`);
    const symbols = await client.askAt<{ name: string; kind: number }[]>('textDocument/documentSymbol', { uri });
    expect(symbols.map(({ name }) => name)).toEqual(['shells', 'started', 'Some words']);
    expect(new Set(symbols.map(({ kind }) => kind)).size).toBe(3);
    expect(await client.askAt('textDocument/foldingRange', { uri })).toEqual([{ startLine: 5, endLine: 6 }]);
  });

  it('has colours', async () => {
    const { uri } = await (await start()).open('filter a:\n  proc.name = "x\ny"\n');
    const { data } = await client.askAt<{ data: number[] }>('textDocument/semanticTokens/full', { uri });
    // Keyword, field, operator, and a text over two lines: five numbers each.
    expect(data).toHaveLength(25);
    expect(data.slice(0, 3)).toEqual([0, 0, 6]);
  });

  it('is put in order', async () => {
    const { uri } = await (await start()).open('filter a:evt.cpu=1\n  and evt.dir=<\n');
    const options = { options: { tabSize: 2, insertSpaces: true } };
    const edits = await client.askAt<Edit[]>('textDocument/formatting', { uri }, options);
    expect(client.edited(uri, edits)).toBe('filter a: evt.cpu = 1\n  and evt.dir = <\n');
  });
});

describe('code lenses', () => {
  const lenses = async (text: string): Promise<Lens[]> => {
    const { uri } = await (await start()).open(text);
    const found = await client.askAt<Lens[]>('textDocument/codeLens', { uri });
    return Promise.all(found.map((lens) => client.ask<Lens>('codeLens/resolve', lens)));
  };

  it('say of each filter how many events of each open capture it keeps, and show them', async () => {
    const [first, second, ...others] = await lenses(`${HEAD}filter a:\n  proc.name in (shells)\n`);
    const filter = 'proc.name in (bash, sh)';
    expect(first.command).toEqual({
      title: '2,300 events in dns-ndots.scap · Show',
      command: 'scaplens.showFilter',
      arguments: ['/a/dns-ndots.scap', filter],
    });
    expect(first.range.start.line).toBe(5);
    expect(second.command?.title).toBe('1 event so far in big.scap · Show');
    expect(others).toEqual([]);
  });

  it('are none above a filter that cannot be asked', async () => {
    expect(await lenses('filter a: evt.type = ipv4\n\nfilter b:\n')).toEqual([]);
  });

  it('are none without an open capture', async () => {
    const { uri } = await (await start({})).open('filter a: evt.cpu = 1');
    expect(await client.askAt<Lens[]>('textDocument/codeLens', { uri })).toEqual([]);
  });

  it('are asked for again when captures come, go or grow', async () => {
    await (await start()).capturesChanged();
    await client.ask('textDocument/documentSymbol', { textDocument: { uri: 'file:///none' } });
    await expect.poll(() => client.refreshes).toContain('workspace/codeLens/refresh');
  });
});

describe('a very long file', () => {
  it('is completed and checked nevertheless', async () => {
    const condition = Array.from({ length: 900 }, (_, index) => `fd.num = ${index}`).join(' or ');
    const at = await (await start()).open(`filter a: ${condition} or proc.na|`);
    const { items: found } = await client.askAt<{ items: Item[] }>('textDocument/completion', at);
    expect(found.map(({ label }) => label)).toContain('proc.name');
  });
});
