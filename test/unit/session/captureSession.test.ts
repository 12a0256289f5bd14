import { describe, expect, it } from 'vitest';
import { CaptureInputError } from '../../../src/session/captureInput';
import type { SelectionProgress, SelectOutcome } from '../../../src/session/protocol';
import { blockOffsets, cutOff } from '../../support/damage';
import { drawnCapture } from '../../support/drawnCapture';
import { HandFedInput, SessionHarness, until } from './harness';

const CAPTURE = drawnCapture(`
process 100 curl pid=100 cwd=/root/ exe=curl exepath=/usr/bin/curl args="-6\\0http://x\\0" uid=1000 gid=100 ptid=50
process 50 bash pid=50 cwd=/ exe=bash uid=1000 gid=100
fd 100 3 file /etc/hosts
user 1000 100 ann /home/ann /bin/sh
group 100 users
1 10:00:00.000000000 0 curl (100) > read fd=3 size=100
2 10:00:00.000000500 1 curl (100) < read res=100 data="ab\\x00"
3 10:00:00.000000700 1 curl (100) > procinfo cpu_usr=1 cpu_sys=2
4 10:00:00.000000600 0 bash (50) > close fd=9
5 10:00:00.000000900 0 bash (50) < close res=-9
`);

function accepted(outcome: SelectOutcome): SelectionProgress {
  if (!outcome.accepted) throw new Error(outcome.diagnostics[0].message);
  return outcome.progress;
}

/** A capture of so many calls, one event each. */
function manyEvents(count: number): Uint8Array {
  const lines = Array.from({ length: count }, (_, row) => {
    const nanoseconds = String(row).padStart(9, '0');
    return `${row + 1} 10:00:00.${nanoseconds} ${row % 2} sh (1) > close fd=3`;
  });
  return drawnCapture(lines.join('\n'));
}

describe('lines', () => {
  it('are those of the selection, with the time since the line before', async () => {
    const { lines, from } = await (await SessionHarness.opened(CAPTURE)).ask('lines', {
      selection: 0,
      from: 0,
      count: 10,
    });
    expect(from).toBe(0);
    expect(lines.map(({ number, delta }) => [number, delta])).toEqual([
      [1, null],
      [2, 500],
      [4, 100],
      [5, 300],
    ]);
    expect(lines[1]).toMatchObject({
      time: expect.stringMatching(/^\d\d:00:00\.000000500$/),
      cpu: 1,
      process: 'curl',
      tid: 100,
      direction: '<',
      event: 'read',
      fd: '3 /etc/hosts',
      details: 'res=100 data=ab. ',
      failed: false,
    });
    expect(lines[2]).toMatchObject({ fd: '9' });
    expect(lines[3]).toMatchObject({ failed: true });
  });

  it('show fields that are asked for, beside what every line has; what is none shows nothing', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const fields = ['thread.tid', 'evt.res', 'no.such.field'];
    const { lines } = await session.ask('lines', { selection: 0, from: 0, count: 4, fields });
    expect(lines.map((line) => line.fields?.['thread.tid'])).toEqual(lines.map(({ tid }) => String(tid)));
    expect(lines[1].fields).toHaveProperty(['evt.res'], 'SUCCESS');
    expect(lines.some((line) => Object.hasOwn(line.fields ?? {}, 'no.such.field'))).toBe(false);
    expect((await session.ask('lines', { selection: 0, from: 0, count: 1 })).lines[0].fields).toBeUndefined();
  });

  it('know the line before the first one of a page', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect((await session.ask('lines', { selection: 0, from: 2, count: 1 })).lines[0].delta).toBe(100);
  });

  it('end with the selection', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect((await session.ask('lines', { selection: 0, from: 3, count: 500 })).lines).toHaveLength(1);
    expect((await session.ask('lines', { selection: 0, from: 99, count: 1 })).lines).toEqual([]);
  });

  it('are those of the selection by time, where that is asked for; each keeps its number', async () => {
    const session = await SessionHarness.opened(
      drawnCapture(`
1 10:00:00.000000500 0 sh (1) > close fd=3
2 10:00:00.000000300 1 sh (2) > close fd=3
3 10:00:00.000000900 0 sh (1) > close fd=3
4 10:00:00.000000400 1 sh (2) > close fd=3
`),
    );
    const page = { selection: 0, from: 0, count: 10, order: 'time' } as const;
    const { lines } = await session.ask('lines', page);
    expect(lines.map(({ number, delta }) => [number, delta])).toEqual([
      [2, null],
      [4, 100],
      [1, 100],
      [3, 400],
    ]);
    expect(await session.ask('locate', { selection: 0, number: 1, order: 'time' })).toEqual({ index: 2 });
    // One beyond the last is looked for where the last one stands.
    expect(await session.ask('locate', { selection: 0, number: 99, order: 'time' })).toEqual({ index: 1 });
  });

  it('lack their parameters, and nothing else, where the bytes can no longer be read', async () => {
    const session = await SessionHarness.opened(CAPTURE, { read: () => 0 });
    const [line] = (await session.ask('lines', { selection: 0, from: 1, count: 1 })).lines;
    expect(line).toMatchObject({ number: 2, event: 'read', process: 'curl', fd: '3 /etc/hosts' });
    expect(line.details).toContain('cannot be read');
    await expect(session.ask('detail', { number: 2 })).rejects.toThrow('unreadable');
  });
});

describe('the detail of an event', () => {
  it('has parameters, process, fd, partner and latency', async () => {
    const detail = await (await SessionHarness.opened(CAPTURE)).ask('detail', { number: 2 });
    expect(detail).toMatchObject({
      number: 2,
      event: 'read',
      direction: '<',
      category: 'IO_READ SYSCALL',
      partner: 1,
      latency: 500,
      failed: false,
      parameters: [
        { name: 'res', type: 'ERRNO', value: '100', resolved: '' },
        { name: 'data', type: 'BYTEBUF', value: 'ab.', resolved: '' },
      ],
    });
    expect(Object.fromEntries(detail.process.map(({ label, value }) => [label, value]))).toMatchObject({
      Name: 'curl',
      'Process ID': '100',
      Parent: '50 bash',
      Executable: '/usr/bin/curl',
      Arguments: '-6 http://x',
      'Working directory': '/root/',
      User: 'ann (1000)',
      Group: 'users (100)',
    });
    expect(detail.fd.slice(0, 3)).toEqual([
      { label: 'Number', value: '3', condition: 'fd.num=3' },
      { label: 'Type', value: 'file', condition: 'fd.type=file' },
      { label: 'Name', value: '/etc/hosts', condition: 'fd.name=/etc/hosts' },
    ]);
  });

  it('has conditions that keep the event, for each value that can be filtered by', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    for (const number of [1, 2, 4, 5]) {
      const { process, fd, parameters, related } = await session.ask('detail', { number });
      const conditions = [...process, ...fd, ...parameters].flatMap(({ condition }) => condition ?? []);
      conditions.push(...Object.values(related).filter((each): each is string => typeof each === 'string'));
      expect(conditions.length).toBeGreaterThan(5);
      for (const filter of conditions) {
        const { selection } = accepted(await session.ask('select', { filter }));
        const { lines } = await session.ask('lines', { selection, from: 0, count: 10 });
        expect([filter, lines.map((line) => line.number)]).toEqual([filter, expect.arrayContaining([number])]);
        await session.ask('release', { selection });
      }
    }
  });

  it('has the data as bytes, and says of how many the capture kept them', async () => {
    const { data } = await (await SessionHarness.opened(CAPTURE)).ask('detail', { number: 2 });
    expect(data).toEqual({ parameter: 'data', bytes: Uint8Array.from([97, 98, 0]), originalLength: 100 });
  });

  it('says the same latency at both ends of a call', async () => {
    expect(await (await SessionHarness.opened(CAPTURE)).ask('detail', { number: 1 })).toMatchObject({
      partner: 2,
      latency: 500,
      data: null,
    });
  });

  it('gives an unknown fd by its number', async () => {
    const { fd } = await (await SessionHarness.opened(CAPTURE)).ask('detail', { number: 4 });
    expect(fd).toMatchObject([{ value: '9' }, { value: expect.stringContaining('before the capture') }]);
  });

  it('is there for hidden events, and for no others than those in the capture', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect(await session.ask('detail', { number: 3 })).toMatchObject({ event: 'procinfo' });
    await expect(session.ask('detail', { number: 6 })).rejects.toThrow('bad-request');
    await expect(session.ask('detail', { number: 0 })).rejects.toThrow('bad-request');
  });
});

describe('a selection', () => {
  it('is answered complete when that takes no time', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const progress = accepted(await session.ask('select', { filter: 'evt.dir = <' }));
    expect(progress).toMatchObject({ matched: 2, scanned: 5, complete: true });
    const { lines } = await session.ask('lines', { selection: progress.selection, from: 0, count: 9 });
    expect(lines.map(({ number, delta }) => [number, delta])).toEqual([
      [2, null],
      [5, 400],
    ]);
  });

  it('of an empty filter is selection 0', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect(accepted(await session.ask('select', { filter: '  ' }))).toEqual({
      selection: 0,
      matched: 4,
      scanned: 5,
      complete: true,
    });
  });

  it('is refused with the place of the mistake when the filter is not valid', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const outcome = await session.ask('select', { filter: 'evt.num=1 and proc.nam=x' });
    expect(outcome).toMatchObject({ accepted: false, diagnostics: [{ start: 14, end: 22 }] });
  });

  it('locates an event, the next one that it keeps, or its last', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { selection } = accepted(await session.ask('select', { filter: 'proc.name = curl' }));
    const index = async (number: number): Promise<number> => (await session.ask('locate', { selection, number })).index;
    expect([await index(1), await index(2), await index(5)]).toEqual([0, 1, 1]);
    const none = accepted(await session.ask('select', { filter: 'proc.name = nobody' }));
    expect(await session.ask('locate', { selection: none.selection, number: 1 })).toEqual({ index: -1 });
  });

  it('grows while the capture is read, and says so', async () => {
    const bytes = manyEvents(100);
    const offsets = blockOffsets(bytes).slice(-100);
    const input = new HandFedInput(bytes);
    const session = new SessionHarness();
    const ended = session.session.run(() => input);
    input.feedTo(offsets[30]);
    await until(() => session.events('selection').some(({ scanned }) => scanned === 30));
    const progress = accepted(await session.ask('select', { filter: 'evt.cpu = 1' }));
    expect(progress).toMatchObject({ matched: 15, scanned: 30, complete: false });
    expect(await session.ask('progress', {})).toMatchObject({ state: 'reading', events: 30, bytesRead: offsets[30] });
    input.feedTo(bytes.length);
    await ended;
    const ofSelection = (): SelectionProgress[] =>
      session.events('selection').filter(({ selection }) => selection === progress.selection);
    await until(() => ofSelection().at(-1)?.complete === true);
    expect(ofSelection().at(-1)).toMatchObject({ matched: 50, scanned: 100 });
    expect(session.events('selection').find(({ selection, complete }) => selection === 0 && complete)).toMatchObject({
      matched: 100,
    });
  });

  it('is gone once it was released; number 0 never is', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { selection } = accepted(await session.ask('select', { filter: 'evt.num>0' }));
    await session.ask('release', { selection });
    await session.ask('release', { selection: 0 });
    await expect(session.ask('lines', { selection, from: 0, count: 1 })).rejects.toThrow('bad-request');
    expect((await session.ask('lines', { selection: 0, from: 0, count: 1 })).lines).toHaveLength(1);
  });

  it('is refused when too many are in use, until one is released', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const ids: number[] = [];
    for (let made = 0; made < 16; made++) {
      ids.push(accepted(await session.ask('select', { filter: `evt.num>${made}` })).selection);
    }
    await expect(session.ask('select', { filter: 'evt.num>99' })).rejects.toThrow('bad-request: More than 16');
    await session.ask('release', { selection: ids[3] });
    expect(accepted(await session.ask('select', { filter: 'evt.num>99' })).matched).toBe(0);
  });

  it('ends where bytes that its filter needs cannot be read, with a notice', async () => {
    const session = await SessionHarness.opened(CAPTURE, { read: () => 0 });
    const { selection, matched } = accepted(await session.ask('select', { filter: 'evt.buffer contains a' }));
    expect(matched).toBe(0);
    expect(session.events('selection').filter((progress) => progress.selection === selection)).toMatchObject([
      { complete: true },
    ]);
    const [notice] = (await session.ask('progress', {})).notices;
    expect(notice).toMatchObject({ severity: 'error', reason: 'unreadable' });
  });
});

describe('cancelling', () => {
  const LARGE = manyEvents(60_000);

  it('before a request begins leaves it undone', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const first = session.request('describe', {});
    const second = session.request('select', { filter: 'evt.num>0' });
    session.send({ kind: 'cancel', id: second, capture: 'c', generation: 1 });
    expect(await session.answer(second)).toMatchObject({ failure: { reason: 'cancelled' } });
    expect(await session.answer(first)).toHaveProperty('result');
    // Had it been made, it would be number 1.
    expect(accepted(await session.ask('select', { filter: 'evt.num>0' })).selection).toBe(1);
  });

  it('while a filter is being worked out releases its selection', async () => {
    const session = await SessionHarness.opened(LARGE);
    const id = session.request('select', { filter: 'evt.num>0' });
    session.send({ kind: 'cancel', id, capture: 'c', generation: 1 });
    expect(await session.answer(id)).toMatchObject({ failure: { reason: 'cancelled' } });
    await expect(session.ask('lines', { selection: 1, from: 0, count: 1 })).rejects.toThrow('bad-request');
  });

  it('leaves what is shown as it is while the next filter is worked out, until it is released', async () => {
    const session = await SessionHarness.opened(LARGE);
    const { selection: shown } = accepted(await session.ask('select', { filter: 'evt.num<=5' }));
    await until(() =>
      session.events('selection').some(({ selection, matched }) => selection === shown && matched === 5),
    );
    const ids = ['evt.num>1', 'evt.num>2', 'evt.num>3'].map((filter) => session.request('select', { filter }));
    for (const id of ids.slice(0, 2)) session.send({ kind: 'cancel', id, capture: 'c', generation: 1 });
    for (const id of ids.slice(0, 2)) {
      expect(await session.answer(id)).toMatchObject({ failure: { reason: 'cancelled' } });
    }
    expect((await session.ask('lines', { selection: shown, from: 0, count: 9 })).lines).toHaveLength(5);
    expect(await session.answer(ids[2])).toMatchObject({ result: { accepted: true } });
    await session.ask('release', { selection: shown });
    await expect(session.ask('lines', { selection: shown, from: 0, count: 1 })).rejects.toThrow('bad-request');
  });

  it('after the answer, or of a request that never was, does nothing', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const id = session.request('describe', {});
    await session.answer(id);
    session.send({ kind: 'cancel', id, capture: 'c', generation: 1 });
    session.send({ kind: 'cancel', id: 999, capture: 'c', generation: 1 });
    expect(await session.ask('describe', {})).toMatchObject({ fileName: 'test.scap' });
    expect(session.answers(id)).toHaveLength(1);
  });
});

describe('bad messages', () => {
  const message = { kind: 'request', id: 7, capture: 'c', generation: 1, method: 'lines' };
  const params = { selection: 0, from: 0, count: 1 };

  it.each([
    ['an unknown method', { ...message, method: 'format', params }],
    ['a method of every object', { ...message, method: 'toString', params }],
    ['no method', { ...message, method: undefined, params }],
    ['no parameters', message],
    ['parameters that are a list', { ...message, params: [0, 0, 1] }],
    ['a text for a number', { ...message, params: { ...params, from: '0' } }],
    ['a negative index', { ...message, params: { ...params, from: -1 } }],
    ['a fraction', { ...message, params: { ...params, from: 0.5 } }],
    ['NaN', { ...message, params: { ...params, selection: Number.NaN } }],
    ['more lines than may be asked for', { ...message, params: { ...params, count: 501 } }],
    ['an unknown selection', { ...message, params: { ...params, selection: 44 } }],
    ['a filter that is no text', { ...message, method: 'select', params: { filter: 5 } }],
    ['a filter of a megabyte', { ...message, method: 'select', params: { filter: 'x'.repeat(1_000_000) } }],
  ])('with %s are answered with bad-request', async (_what, bad) => {
    const session = await SessionHarness.opened(CAPTURE);
    session.send(bad);
    expect(await session.answer(7)).toMatchObject({ failure: { reason: 'bad-request' } });
  });

  it.each([
    [null],
    [5],
    ['lines'],
    [[]],
    [{}],
    [{ kind: 'request' }],
    [{ kind: 'request', id: '7', generation: 1 }],
    [{ kind: 'ready' }],
  ])('that cannot be answered are dropped: %j', async (bad) => {
    const session = await SessionHarness.opened(CAPTURE);
    const before = session.sent.length;
    session.send(bad);
    await session.ask('describe', {});
    expect(session.sent).toHaveLength(before + 1);
  });

  it('that use an id twice at a time get two answers', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    session.send({ ...message, params });
    session.send({ ...message, params });
    await until(() => session.answers(7).length === 2);
    expect(session.answers(7).filter((answer) => 'failure' in answer)).toHaveLength(1);
  });

  it('to an older reading of the capture are answered with cancelled', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    session.send({ ...message, params, generation: 0 });
    expect(await session.answer(7)).toMatchObject({ failure: { reason: 'cancelled' } });
  });
});

describe('the reading', () => {
  it('says when it is complete', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { length } = CAPTURE;
    expect(session.events('progress').find(({ state }) => state === 'complete')).toEqual({
      state: 'complete',
      growing: false,
      eventsBefore: [0],
      bytesRead: length,
      bytesTotal: length,
      events: 5,
      notices: [],
    });
  });

  it('says after that, in one harmless notice, what the recording lacks and how old it is', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect(session.events('progress').at(-1)?.notices).toEqual([
      {
        severity: 'info',
        reason: 'recording',
        message:
          '1 buffer cut at 3 bytes, without 97 bytes. 1 event is older than one before, by up to 100ns. Written by sysdig 0.1.104 or later (by its event types), in August 2018 or later (by its process list).',
      },
    ]);
  });

  it('can be stopped; what was read stays', async () => {
    const bytes = manyEvents(100);
    const input = new HandFedInput(bytes);
    const session = new SessionHarness();
    const ended = session.session.run(() => input);
    input.feedTo(blockOffsets(bytes).slice(-100)[40]);
    await until(() => session.events('selection').some(({ scanned }) => scanned === 40));
    await session.ask('stop', {});
    input.feedTo(bytes.length - 1000);
    await ended;
    const progress = await session.ask('progress', {});
    expect(progress.state).toBe('stopped');
    expect(progress.notices).toEqual([]);
    expect((await session.ask('lines', { selection: 0, from: 39, count: 1 })).lines[0].number).toBe(40);
    await until(() => session.events('selection').at(-1)?.complete === true);
  });

  it('of a cut-off capture gives the events before the damage and a notice with the place', async () => {
    const session = await SessionHarness.opened(cutOff(CAPTURE, CAPTURE.length - 5));
    expect(await session.ask('progress', {})).toMatchObject({
      state: 'complete',
      events: 4,
      notices: [
        { severity: 'error', reason: 'truncated-block', offset: blockOffsets(CAPTURE).at(-1) },
        { severity: 'info', reason: 'recording' },
      ],
    });
  });

  it.each([
    ['an empty file', new Uint8Array(0), 'empty-file'],
    ['something else', new TextEncoder().encode('GET / HTTP/1.1\r\n'), 'not-a-capture'],
  ])('of %s has failed, and says why', async (_what, bytes, reason) => {
    const session = await SessionHarness.opened(bytes);
    expect(await session.ask('progress', {})).toMatchObject({ state: 'failed', notices: [{ reason }] });
    expect(accepted(await session.ask('select', { filter: '' }))).toMatchObject({ matched: 0, complete: true });
  });

  it('of a capture without events is complete, and without notices', async () => {
    const session = await SessionHarness.opened(drawnCapture('process 1 init'));
    expect(await session.ask('progress', {})).toMatchObject({ state: 'complete', events: 0, notices: [] });
  });

  it('that cannot begin is a failure with a notice, and requests are still answered', async () => {
    const session = new SessionHarness();
    await session.session.run(() => {
      throw new Error('no such thing');
    });
    expect(session.events('progress')).toMatchObject([{ state: 'failed', notices: [{ severity: 'error' }] }]);
    expect(session.events('progress')[0].notices).toHaveLength(1);
    expect(await session.ask('describe', {})).toMatchObject({ fileName: 'test.scap', bytesTotal: 0 });
  });

  it('is announced as restarted when it is not the first', async () => {
    const session = new SessionHarness(2);
    const input = new HandFedInput(CAPTURE);
    input.feedTo(CAPTURE.length);
    await session.session.run(() => input);
    expect(session.sent[0]).toMatchObject({ kind: 'event', event: 'restarted', generation: 2 });
  });

  it('is announced as restarted even when it cannot begin: the pages have to know its generation', async () => {
    const session = new SessionHarness(2);
    await session.session.run(() => {
      throw new CaptureInputError('The file cannot be opened: it does not exist.');
    });
    expect(session.sent[0]).toMatchObject({ event: 'restarted', generation: 2 });
    expect(session.events('progress')).toMatchObject([{ state: 'failed', notices: [{ reason: 'unreadable' }] }]);
  });
});

describe('the neighbour of an event', () => {
  it('is the next or previous shown one of the same fd or thread', async () => {
    const session = await SessionHarness.opened(
      drawnCapture(`
        process 100 curl pid=100
        process 50 bash pid=50
        fd 100 3 file /etc/hosts
        1 10:00:00.000000000 0 curl (100) > read fd=3 size=100
        2 10:00:00.000000100 0 bash (50) > close fd=3
        3 10:00:00.000000200 0 curl (100) > procinfo cpu_usr=1 cpu_sys=2
        4 10:00:00.000000300 0 curl (100) < read res=100 data="ab"
        5 10:00:00.000000400 0 curl (100) > getuid
        6 10:00:00.000000500 0 bash (50) < close res=0
      `),
    );
    const from = async (number: number, of: 'fd' | 'thread', step: -1 | 1): Promise<number | null> =>
      (await session.ask('neighbour', { number, of, step })).number;
    expect([await from(1, 'fd', 1), await from(4, 'fd', 1), await from(4, 'fd', -1)]).toEqual([4, null, 1]);
    expect([await from(1, 'thread', 1), await from(5, 'thread', -1), await from(6, 'thread', -1)]).toEqual([4, 4, 2]);
    expect([await from(5, 'fd', 1), await from(1, 'thread', -1)]).toEqual([null, null]);
    await expect(from(7, 'fd', 1)).rejects.toThrow('There is no event 7');
  });
});
