import { describe, expect, it } from 'vitest';
import { drawnCapture } from '../../support/drawnCapture';
import { HandFedInput, SessionHarness, until } from './harness';

const CAPTURE = drawnCapture(`
process 100 curl pid=100
process 50 bash pid=50
process 51 bash pid=51
fd 100 3 file /etc/hosts
1 10:00:00.000000000 0 curl (100) > read fd=3 size=100
2 10:00:00.000000500 1 curl (100) < read res=2 data="ab"
3 10:00:00.000000600 0 bash (50) > close fd=9
4 10:00:00.000000700 0 bash (51) > close fd=9
5 10:00:00.000000800 0 bash (50) < close res=-9
`);

describe('the language of filters, asked of a session', () => {
  it('counts the values that events have in a field, the most frequent first', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect(await session.ask('fieldValues', { field: 'proc.name', prefix: '', limit: 10 })).toEqual({
      values: [
        { text: 'bash', count: 3 },
        { text: 'curl', count: 2 },
      ],
      complete: true,
    });
  });

  it('gives as many values as are wanted, and says that there are more', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { values, complete } = await session.ask('fieldValues', { field: 'proc.name', prefix: '', limit: 1 });
    expect(values).toHaveLength(1);
    expect(complete).toBe(false);
  });

  it('says that values are those so far while the capture is read', async () => {
    const harness = new SessionHarness();
    const input = new HandFedInput(CAPTURE);
    const over = harness.session.run(() => input);
    input.feedTo(CAPTURE.length - 1);
    await until(() => input.bytesGiven > 0);
    expect((await harness.ask('fieldValues', { field: 'proc.name', prefix: '', limit: 9 })).complete).toBe(false);
    input.feedTo(CAPTURE.length);
    await over;
    expect((await harness.ask('fieldValues', { field: 'proc.name', prefix: '', limit: 9 })).complete).toBe(true);
  });

  it('counts what a filter keeps, without making a selection of it', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    for (let time = 0; time < 100; time++) {
      expect(await session.ask('count', { filter: 'proc.name=bash' })).toEqual({
        accepted: true,
        matched: 3,
        scanned: 5,
        complete: true,
      });
    }
    const selected = await session.ask('select', { filter: 'proc.name=bash' });
    expect(selected).toMatchObject({ accepted: true, progress: { selection: 1, matched: 3 } });
  });

  it('counts on where it stopped when the capture has grown', async () => {
    const harness = new SessionHarness();
    const input = new HandFedInput(CAPTURE);
    const over = harness.session.run(() => input);
    input.feedTo(CAPTURE.length - 60);
    await until(() => input.bytesGiven > 0);
    const before = await harness.ask('count', { filter: 'evt.num > 0' });
    input.feedTo(CAPTURE.length);
    await over;
    const after = await harness.ask('count', { filter: 'evt.num > 0' });
    expect(before).toMatchObject({ accepted: true, complete: false });
    expect(after).toMatchObject({ accepted: true, matched: 5, complete: true });
  });

  it('says what is wrong with a filter that is to be counted', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect(await session.ask('count', { filter: 'proc.nmae=x' })).toMatchObject({
      accepted: false,
      diagnostics: [{ start: 0 }],
    });
  });

  it('completes, diagnoses and explains what is written', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { items } = await session.ask('complete', { text: 'proc.na', offset: 7 });
    expect(items.map(({ label }) => label)).toContain('proc.name');
    const { diagnostics, tokens } = await session.ask('diagnose', { text: 'evt.type=read and evt.dri=<' });
    expect(diagnostics).toMatchObject([{ severity: 'error', start: 18 }]);
    expect(tokens[0]).toEqual({ type: 'field', start: 0, end: 8 });
    const { hover } = await session.ask('hover', { text: 'proc.name=curl', offset: 3 });
    expect(hover?.title).toContain('proc.name');
  });

  it('refuses a place that is not in the text, and a text beyond reason', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    await expect(session.ask('complete', { text: 'ab', offset: 3 })).rejects.toThrow('bad-request');
    await expect(session.ask('diagnose', { text: 'a'.repeat(200_000) })).rejects.toThrow('bad-request');
  });
});

describe('a filter explained', () => {
  it('says of each part what it keeps by itself, and what is left with those before it', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const filter = 'proc.name=bash and (evt.type=close or fd.num=3) and evt.dir=>';
    const explanation = await session.ask('explain', { filter });
    if (!explanation.accepted) throw new Error('It is a valid filter.');
    expect(explanation.complete).toBe(true);
    const told = explanation.parts.map(({ start, end, depth, asked, kept, alone }) => {
      return [filter.slice(start, end), depth, asked, kept, alone];
    });
    expect(told).toEqual([
      [filter, 0, 5, 2, 2],
      ['proc.name=bash', 1, 5, 3, 3],
      ['evt.type=close or fd.num=3', 1, 3, 3, 5],
      ['evt.type=close', 2, 3, 3, 3],
      ['fd.num=3', 2, 0, 0, 2],
      ['evt.dir=>', 1, 3, 2, 3],
    ]);
  });

  it('goes on when it is asked again and the capture has grown', async () => {
    const harness = new SessionHarness();
    const input = new HandFedInput(CAPTURE);
    const over = harness.session.run(() => input);
    input.feedTo(CAPTURE.length - 60);
    await until(() => input.bytesGiven > 0);
    expect(await harness.ask('explain', { filter: 'evt.num > 0' })).toMatchObject({ accepted: true, complete: false });
    input.feedTo(CAPTURE.length);
    await over;
    const after = await harness.ask('explain', { filter: 'evt.num > 0' });
    expect(after).toMatchObject({ accepted: true, complete: true, parts: [{ asked: 5, kept: 5 }] });
  });

  it('says what is wrong where it is no filter', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect(await session.ask('explain', { filter: 'proc.name=' })).toMatchObject({ accepted: false });
  });
});

describe('saved filters', () => {
  const files = [
    {
      path: 'a.scapfilter',
      text: '# Who asks for names.\nfilter dns: fd.port=53\n  and proc.name in (resolvers)\nlist resolvers: dnsmasq, skydns\n',
    },
    {
      path: 'b.scapfilter',
      text: 'macro curl: proc.name = "a  b"\nfilter from curl: curl and evt.dir=>\nfilter empty:\n',
    },
  ];

  it('come with their names, on one line, with macros and lists written out', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { filters } = await session.ask('savedFilters', { files });
    expect(filters).toEqual([
      {
        path: 'a.scapfilter',
        name: 'dns',
        documentation: 'Who asks for names.',
        filter: 'fd.port=53 and proc.name in (dnsmasq, skydns)',
      },
      { path: 'b.scapfilter', name: 'from curl', documentation: '', filter: '(proc.name = "a  b") and evt.dir=>' },
    ]);
  });

  it('are refused as something else than files', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const request = session.ask('savedFilters', { files: [{ path: 'x' }] as never });
    await expect(request).rejects.toThrow('bad-request');
  });
});

describe('a filter for another tool', () => {
  it('is written in that tool’s words, or said to be impossible in a sentence', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const filter = 'proc.name=curl and fd.port=53';
    expect(await session.ask('translate', { filter, tool: 'sysdig' })).toMatchObject({
      said: true,
      text: expect.stringMatching(/^sysdig -r test\.scap 'proc\.name ?= ?curl and fd\.port ?= ?53'$/),
    });
    expect(await session.ask('translate', { filter, tool: 'wireshark' })).toMatchObject({
      said: false,
      reason: expect.stringMatching(/\.$/),
    });
    await expect(session.ask('translate', { filter, tool: 'vim' as never })).rejects.toThrow('bad-request');
  });
});
