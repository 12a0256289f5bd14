import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { numberOf, placeOf } from '../../../../src/session/timeline/hostAddress';
import { blockOffsets } from '../../../support/damage';
import { drawnCapture } from '../../../support/drawnCapture';
import { HandFedInput, TimelineHarness, until } from '../harness';

const WEB = drawnCapture(`
machine web-1
process 100 nginx pid=100
1 10:00:00.000000010 0 nginx (100) > openat
2 10:00:00.000000030 0 nginx (100) < openat fd=3 dirfd=-100 name=/a flags=1 mode=0
3 10:00:00.000000050 0 nginx (100) > read fd=3 size=9
4 10:00:00.000000070 0 nginx (100) < read res=3 data=web
`);
const DATABASE = drawnCapture(`
machine db-1
process 100 postgres pid=100
1 10:00:00.000000020 0 postgres (100) > openat
2 10:00:00.000000030 0 postgres (100) < openat fd=3 dirfd=-100 name=/b flags=1 mode=0
3 10:00:00.000000060 0 postgres (100) > read fd=3 size=9
4 10:00:00.000000065 0 postgres (100) < read res=4 data=base
`);

const both = (): Promise<TimelineHarness> => TimelineHarness.opened({ bytes: WEB }, { bytes: DATABASE });

/** The lines of a selection, as `place:number`. */
async function linesOf(harness: TimelineHarness, selection = 0, from = 0, count = 100): Promise<string[]> {
  const { lines } = await harness.ask('lines', { selection, from, count });
  return lines.map(({ number }) => `${placeOf(number)}:${numberOf(number)}`);
}

async function selected(harness: TimelineHarness, filter: string): Promise<string[]> {
  const outcome = await harness.ask('select', { filter });
  if (!outcome.accepted) throw new Error(outcome.diagnostics[0].message);
  const lines = await linesOf(harness, outcome.progress.selection);
  expect(lines).toHaveLength(outcome.progress.matched);
  return lines;
}

/** The address of an event as it stands in a list. */
async function address(harness: TimelineHarness, place: number, number: number): Promise<number> {
  const { lines } = await harness.ask('lines', { selection: 0, from: 0, count: 100 });
  const line = lines.find((each) => placeOf(each.number) === place && numberOf(each.number) === number);
  return line?.number ?? 0;
}

describe('a timeline of two hosts', () => {
  it('has the events of both in order of time, and by host where that is the same', async () => {
    const harness = await both();
    expect(await linesOf(harness)).toEqual(['0:1', '1:1', '0:2', '1:2', '0:3', '1:3', '1:4', '0:4']);
    expect(await linesOf(harness, 0, 3, 2)).toEqual(['1:2', '0:3']);
    expect(harness.events('selection').at(-1)).toMatchObject({ matched: 8, scanned: 8, complete: true });
  });

  it('counts the time to the line before, whichever host that is of', async () => {
    const { lines } = await (await both()).ask('lines', { selection: 0, from: 0, count: 100 });
    expect(lines.map(({ delta }) => delta)).toEqual([null, 10, 10, 0, 20, 10, 5, 5]);
    const { lines: later } = await (await both()).ask('lines', { selection: 0, from: 2, count: 1 });
    expect(later.map(({ delta }) => delta)).toEqual([10]);
  });

  it('corrects clocks that were ahead, and shows corrected times', async () => {
    const harness = await TimelineHarness.opened({ bytes: WEB }, { bytes: DATABASE, clockCorrection: -15n });
    expect(await linesOf(harness)).toEqual(['1:1', '0:1', '1:2', '0:2', '1:3', '0:3', '1:4', '0:4']);
    const { lines } = await harness.ask('lines', { selection: 0, from: 0, count: 1 });
    expect(lines[0].time).toMatch(/:00:00\.000000005$/);
    const detail = await harness.ask('detail', { number: lines[0].number });
    expect(detail.time).toMatch(/:00:00\.000000005$/);
    expect(detail.process).toContainEqual(expect.objectContaining({ label: 'Clock of the host' }));
  });

  it('names hosts as it is told, else as their machines', async () => {
    const harness = await TimelineHarness.opened({ bytes: WEB, host: 'front' }, { bytes: DATABASE });
    const { lines } = await harness.ask('lines', { selection: 0, from: 0, count: 2, fields: ['host.name'] });
    expect(lines.map(({ fields }) => fields?.['host.name'])).toEqual(['front', 'db-1']);
    expect(harness.events('progress').at(-1)?.hosts).toEqual([
      { name: 'front', events: 4 },
      { name: 'db-1', events: 4 },
    ]);
  });

  it('filters by host and by what each host knows', async () => {
    const harness = await both();
    expect(await selected(harness, 'host.name=db-1')).toEqual(['1:1', '1:2', '1:3', '1:4']);
    expect(await selected(harness, 'fd.name=/a or (host.name startswith db and evt.type=read)')).toEqual([
      '0:2',
      '0:3',
      '1:3',
      '1:4',
      '0:4',
    ]);
    expect(await selected(harness, 'proc.name=postgres and evt.num<=2')).toEqual(['1:1', '1:2']);
    expect(await selected(harness, 'host.name=none')).toEqual([]);
  });

  it('refuses a filter once', async () => {
    expect(await (await both()).ask('select', { filter: 'proc.nam=1' })).toMatchObject({ accepted: false });
  });

  it('counts and explains filters over all hosts', async () => {
    const harness = await both();
    expect(await harness.ask('count', { filter: 'evt.type=read' })).toEqual({
      accepted: true,
      matched: 4,
      scanned: 8,
      complete: true,
    });
    const explained = await harness.ask('explain', { filter: 'evt.type=read and host.name=db-1' });
    expect(explained).toMatchObject({
      complete: true,
      parts: [{ kept: 2 }, { asked: 8, kept: 4 }, { asked: 4, kept: 2, alone: 4 }],
    });
  });

  it('offers the hosts as values', async () => {
    const harness = await both();
    const { values } = await harness.ask('fieldValues', { field: 'host.name', prefix: '', limit: 10 });
    expect(values).toEqual([
      { text: 'web-1', count: 4 },
      { text: 'db-1', count: 4 },
    ]);
    const { items } = await harness.ask('complete', { text: 'host.name = ', offset: 12 });
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['web-1', 'db-1']));
  });

  it('tells of an event on its own host', async () => {
    const harness = await both();
    const detail = await harness.ask('detail', { number: await address(harness, 1, 4) });
    expect(detail).toMatchObject({
      number: await address(harness, 1, 4),
      partner: await address(harness, 1, 3),
      related: { process: 'host.name=db-1 and proc.pid=100' },
      parameters: [{ name: 'res', value: '4' }, { name: 'data' }],
    });
    expect(detail.process.slice(0, 2)).toMatchObject([
      { label: 'Host', value: 'db-1', condition: 'host.name=db-1' },
      { label: 'Name', value: 'postgres' },
    ]);
  });

  it('shows the stream of each host', async () => {
    const harness = await both();
    const number = await address(harness, 1, 4);
    expect(await harness.ask('stream', { number })).toMatchObject({ name: '/b', readLength: 4 });
    const page = await harness.ask('streamLines', { number, mode: 'text', from: 0, count: 10 });
    expect(page.lines).toMatchObject([{ number, text: 'base' }]);
  });

  it('lists the files of one host after those of the other', async () => {
    const harness = await both();
    const page = await harness.ask('files', { from: 0, count: 10 });
    expect(page).toMatchObject({
      count: 2,
      files: [
        { path: '/a', process: expect.stringMatching(/^web-1: nginx/) },
        { path: '/b', process: expect.stringMatching(/^db-1: postgres/), lastNumber: await address(harness, 1, 4) },
      ],
    });
    const second = await harness.ask('files', { from: 1, count: 1 });
    expect(second.files.map(({ path }) => path)).toEqual(['/b']);
    expect(await harness.ask('fileContent', { number: page.files[1].number })).toMatchObject({ text: 'base' });
  });

  it('finds an event in the list by its address', async () => {
    const harness = await both();
    const number = await address(harness, 1, 4);
    expect(await harness.ask('locate', { selection: 0, number })).toEqual({ index: 6 });
    const outcome = await harness.ask('select', { filter: 'host.name=web-1' });
    const selection = outcome.accepted ? outcome.progress.selection : -1;
    expect(await harness.ask('locate', { selection, number })).toEqual({ index: 3 });
  });

  it.each([
    ['packetFile', { selection: 0 }],
    ['conversationFile', { selection: 0 }],
    ['httpArchive', { selection: 0 }],
    ['echo', { selection: 0, mode: 'dots', order: 'time', from: 0, count: 10 }],
  ] as const)('says that there is no %s of several hosts', async (method, params) => {
    await expect((await both()).ask(method, params as never)).rejects.toThrow(/one host by itself/);
  });

  it('is no command line of sysdig', async () => {
    const translated = await (await both()).ask('translate', { filter: 'fd.num=3', tool: 'sysdig' });
    expect(translated).toMatchObject({ said: false, reason: expect.stringMatching(/one capture at a time/) });
  });

  it('refuses places that it does not have', async () => {
    const harness = await both();
    await expect(harness.ask('detail', { number: 5 * 2 ** 32 + 1 })).rejects.toThrow(/no capture 6/);
    await expect(harness.ask('detail', { number: 2 ** 32 + 99 })).rejects.toThrow(/no event 99/);
  });

  it('shows what can be read where one capture cannot', async () => {
    const harness = await TimelineHarness.opened({ bytes: WEB }, { bytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
    expect(await linesOf(harness)).toEqual(['0:1', '0:2', '0:3', '0:4']);
    expect(harness.events('progress').at(-1)).toMatchObject({ state: 'complete', events: 4 });
    expect(harness.events('progress').at(-1)?.notices[0].message).toMatch(/^1\.scap: /);
  });
});

describe('the lines of a timeline', () => {
  it('are those sorted by corrected time, host and number, in any order of the files', async () => {
    const times = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });
    const host = fc.record({ times, correction: fc.integer({ min: -5, max: 5 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(host, { minLength: 1, maxLength: 3 }), async (hosts) => {
        const captures = hosts.map(({ times: each, correction }) => ({
          bytes: drawnCapture(
            each.map((time, index) => `${index + 1} 10:00:00.00000000${time} 0 a (1) > close fd=3`).join('\n'),
          ),
          clockCorrection: BigInt(correction),
        }));
        const expected = hosts
          .flatMap(({ times: each, correction }, place) =>
            each.map((time, index) => ({ time: time + correction, place, number: index + 1 })),
          )
          .sort((a, b) => a.time - b.time || a.place - b.place || a.number - b.number)
          .map(({ place, number }) => `${place}:${number}`);
        expect(await linesOf(await TimelineHarness.opened(...captures))).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a timeline that is still being read', () => {
  afterEach(() => vi.restoreAllMocks());

  const FIRST = 3;

  /** Two captures of which the first events can be let in one by one, and what has been shown of them. */
  function follow(growing: boolean): {
    harness: TimelineHarness;
    feed: (place: number, events: number) => void;
    over: Promise<void>;
  } {
    const inputs = [WEB, DATABASE].map((bytes) => new HandFedInput(bytes));
    for (const input of inputs) input.growing = growing;
    const offsets = [WEB, DATABASE].map((bytes) => [...blockOffsets(bytes), bytes.length]);
    const harness = new TimelineHarness([{ fileName: 'web.scap' }, { fileName: 'db.scap' }]);
    const over = harness.session.run((place) => inputs[place]);
    return { harness, feed: (place, events) => inputs[place].feedTo(offsets[place][FIRST + events]), over };
  }

  const matched = (harness: TimelineHarness): number => harness.events('selection').at(-1)?.matched ?? 0;

  it('shows no line before one that another host may still have', async () => {
    const { harness, feed, over } = follow(false);
    feed(0, 4);
    await until(() => (harness.events('progress').at(-1)?.events ?? 0) === 4);
    expect(matched(harness)).toBe(0);
    feed(1, 3);
    // The third event of the second host is at 60 ns: what is older is known.
    await until(() => matched(harness) === 5);
    expect(await linesOf(harness)).toEqual(['0:1', '1:1', '0:2', '1:2', '0:3']);
    feed(1, 4);
    await over;
    await until(() => matched(harness) === 8);
    expect(harness.events('selection').every(({ moved }) => moved === 0)).toBe(true);
  });

  it('does not wait for a host that is silent, and says that lines have moved when that one goes on', async () => {
    const { harness, feed, over } = follow(true);
    feed(1, 1);
    feed(0, 4);
    await until(() => (harness.events('progress').at(-1)?.events ?? 0) === 5);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => now + 10_000);
    await until(() => matched(harness) === 5);
    expect(await linesOf(harness)).toEqual(['0:1', '1:1', '0:2', '0:3', '0:4']);
    expect(harness.events('selection').at(-1)).toMatchObject({ moved: 0 });
    feed(1, 4);
    await over;
    await until(() => matched(harness) === 8);
    expect(await linesOf(harness)).toEqual(['0:1', '1:1', '0:2', '1:2', '0:3', '1:3', '1:4', '0:4']);
    expect(harness.events('selection').at(-1)?.moved).toBeGreaterThan(0);
  });
});

describe('a later reading of a timeline', () => {
  it('says nothing before all captures are open, and then what each has dropped', async () => {
    const harness = new TimelineHarness([{ fileName: 'web.scap' }, { fileName: 'db.scap' }], 2);
    const inputs = [WEB, DATABASE].map((bytes) => new HandFedInput(bytes));
    for (const [place, input] of inputs.entries()) {
      input.eventsBefore = 10 + place;
      input.feedTo(input.bytesTotal);
    }
    let open = (): void => undefined;
    const opening = new Promise<void>((resolve) => {
      open = resolve;
    });
    const over = harness.session.run(async (place) => {
      if (place === 1) await opening;
      return inputs[place];
    });
    await until(() => inputs[0].bytesGiven === inputs[0].bytesTotal);
    await setImmediate();
    expect(harness.sent).toEqual([]);
    open();
    await over;
    expect(harness.sent[0]).toMatchObject({ event: 'restarted', payload: { eventsBefore: [10, 11] } });
    expect(harness.events('restarted')).toHaveLength(1);
    expect(harness.events('progress').at(-1)).toMatchObject({ state: 'complete', events: 8, eventsBefore: [10, 11] });
  });

  it('begins also where a capture cannot be opened', async () => {
    const harness = new TimelineHarness([{ fileName: 'web.scap' }, { fileName: 'db.scap' }], 2);
    const input = new HandFedInput(WEB);
    input.feedTo(input.bytesTotal);
    await harness.session.run((place) => (place === 0 ? input : Promise.reject(new Error('It is gone.'))));
    expect(harness.sent[0]).toMatchObject({ event: 'restarted', payload: { eventsBefore: [0, 0] } });
  });
});
