import { describe, expect, it } from 'vitest';
import { drawnCapture } from '../../../support/drawnCapture';
import { loadCapture, OWN_FIXTURES } from '../../../support/expectations';
import { SessionHarness } from '../harness';

const quote = (text: string): string => `"${text.replaceAll('"', '\\x22').replaceAll('\r\n', '\\x0d\\x0a')}"`;
const JSON_BODY = '{"a":[1,2]}';
const REQUEST = 'GET /api HTTP/1.1\r\nHost: web\r\n\r\n';
const FORWARDED = 'GET /api HTTP/1.1\r\nHost: web\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n';
const RESPONSE = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${JSON_BODY.length}\r\n\r\n${JSON_BODY}`;

let time = 0;
function call(who: string, name: 'read' | 'write', fd: number, text: string): string {
  const at = (): string => `10:00:00.${String(time++).padStart(9, '0')}`;
  const length = text.replace(/\r\n/g, '..').length;
  return `${at()} ${who} > ${name} fd=${fd} size=999
    ${at()} ${who} < ${name} res=${length} data=${quote(text)}`;
}

const CAPTURE_LINES = `
  process 1 curl pid=1 cwd=/ exe=curl
  process 2 proxy pid=2 cwd=/ exe=proxy
  fd 2 6 ipv4 10.0.0.9:50000->10.0.0.7:80 tcp
  09:59:59.000000001 curl (1) > socket domain=2 type=1 proto=0
  09:59:59.000000002 curl (1) < socket fd=4 domain=2 type=1 proto=0
  09:59:59.000000003 curl (1) > connect fd=4 addr=10.0.0.9:80
  09:59:59.000000004 curl (1) < connect res=0 tuple=10.0.0.1:40000->10.0.0.9:80
  09:59:59.000000005 proxy (2) > accept flags=0
  09:59:59.000000006 proxy (2) < accept fd=5(<4t>) tuple=10.0.0.1:40000->10.0.0.9:80 queuepct=0 queuelen=0 queuemax=0
  ${call('curl (1)', 'write', 4, REQUEST)}
  ${call('proxy (2)', 'read', 5, REQUEST)}
  ${call('proxy (2)', 'write', 6, FORWARDED)}
  ${call('proxy (2)', 'read', 6, RESPONSE)}
  ${call('proxy (2)', 'write', 5, RESPONSE)}
  ${call('curl (1)', 'read', 4, RESPONSE)}
  ${call('curl (1)', 'write', 4, 'GET /lost HTTP/1.1\r\nHost: web\r\n\r\n')}`;
const CAPTURE = drawnCapture(CAPTURE_LINES);

const ALL = { selection: 0, from: 0, count: 100 };

describe('transactions', () => {
  it('are listed by time, those that they caused indented below them, with what was added', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const page = await session.ask('transactions', ALL);
    expect(page).toMatchObject({ count: 3, total: 3, skipped: 0 });
    expect(
      page.lines.map(({ depth, number, from, to, request, answer }) => [depth, number, from, to, request, answer]),
    ).toEqual([
      [0, 8, 'curl', 'proxy', 'GET /api HTTP/1.1', '200 OK, 11 bytes of application/json'],
      [1, 12, 'proxy', '10.0.0.7:80', 'GET /api HTTP/1.1', '200 OK, 11 bytes of application/json'],
      [0, 20, 'curl', '10.0.0.9:80', 'GET /lost HTTP/1.1', 'no answer'],
    ]);
    expect(page.lines[1]).toMatchObject({ added: ['X-Forwarded-For'], latency: 2000, answered: true });
    expect(page.lines[2]).toMatchObject({ answered: false, latency: null });
  });

  it('are told in full, JSON in lines', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    await session.ask('transactions', ALL);
    const { messages, curl } = await session.ask('transaction', { id: 1 });
    expect(messages[0]).toMatchObject({ title: 'Request', firstEvent: 12 });
    expect(messages[0].headers).toEqual([
      { name: 'Host', value: 'web', added: false },
      { name: 'X-Forwarded-For', value: '10.0.0.1', added: true },
    ]);
    expect(messages[1]).toMatchObject({ mediaType: 'application/json', lack: '' });
    expect(messages[1].body).toBe('{\n  "a": [\n    1,\n    2\n  ]\n}');
    expect(curl).toBe("curl --globoff --path-as-is -H 'X-Forwarded-For: 10.0.0.1' 'http://web/api'");
    await expect(session.ask('transaction', { id: 9 })).rejects.toThrow('There is no transaction 9');
  });

  it('are those with an event of the selection, whole chains', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const outcome = await session.ask('select', { filter: 'fd.num=6 and evt.type=write' });
    if (!outcome.accepted) throw new Error('refused');
    const { selection } = outcome.progress;
    const page = await session.ask('transactions', { ...ALL, selection });
    expect(page).toMatchObject({ count: 2, total: 3 });
    expect(await session.ask('transactionPlace', { selection, number: 14 })).toEqual({ index: 1 });
    expect(await session.ask('transactionPlace', { selection, number: 20 })).toEqual({ index: -1 });
    expect(await session.ask('transactionPlace', { selection: 0, number: 19 })).toEqual({ index: 2 });
  });

  it('have bodies that can be had as they were meant', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { bytes, mediaType, name } = await session.ask('streamContent', { number: 14, part: 'body', most: 1000 });
    expect([new TextDecoder().decode(bytes), mediaType, name]).toEqual([
      JSON_BODY,
      'application/json',
      'event-14-body',
    ]);
    await expect(session.ask('streamContent', { number: 1, part: 'body', most: 9 })).rejects.toThrow(
      'No message of HTTP begins with event 1.',
    );
  });

  it('become an archive', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { text, entries } = await session.ask('httpArchive', { selection: 0 });
    expect(entries).toBe(3);
    expect(JSON.parse(text).log.entries[0].request.url).toBe('http://web/api');
  });
});

describe('the sequence of messages', () => {
  const LATER =
    CAPTURE_LINES +
    `
    21 10:00:05.000000000 0 curl (1) > write fd=4 size=99
    22 10:00:05.000000001 0 curl (1) < write res=34 data=${quote('GET /again HTTP/1.1\r\nHost: web\r\n\r\n')}`;

  it('has requests and answers in the order of time, each between two participants', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { count, participants, lines } = await session.ask('sequence', ALL);
    expect(participants.map(({ name, outside }) => `${name}${outside ? ' outside' : ''}`)).toEqual([
      'curl',
      'proxy',
      '10.0.0.7:80 outside',
      '10.0.0.9:80 outside',
    ]);
    expect(count).toBe(5);
    expect(lines.map(({ kind, number, from, to, text }) => [kind, number, from, to, text])).toEqual([
      ['request', 8, 0, 1, 'GET /api'],
      ['request', 12, 1, 2, 'GET /api'],
      ['answer', 14, 2, 1, '200 OK, 11 bytes of application/json'],
      ['answer', 18, 1, 0, '200 OK, 11 bytes of application/json'],
      ['request', 20, 0, 3, 'GET /lost'],
    ]);
    expect(lines[1]).toMatchObject({ depth: 1, added: ['X-Forwarded-For'], answered: true, duration: null });
    expect(lines[2]).toMatchObject({ duration: 2000 });
    expect(lines[4]).toMatchObject({ answered: false });
  });

  it('says where nothing was said for a second', async () => {
    const session = await SessionHarness.opened(drawnCapture(LATER));
    const { lines } = await session.ask('sequence', ALL);
    expect(lines.slice(-2)).toMatchObject([
      { kind: 'pause', number: 22 },
      { kind: 'request', number: 22 },
    ]);
    expect(lines.at(-2)?.duration).toBeGreaterThan(4.9e9);
  });

  it('has a place for each event of a message, at either end', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const place = async (number: number): Promise<number> =>
      (await session.ask('sequencePlace', { selection: 0, number })).index;
    expect([await place(7), await place(10), await place(16), await place(1)]).toEqual([0, 0, 3, -1]);
  });
});

describe('requests in protocols of applications', () => {
  it('are listed with their answers, both ends as one', async () => {
    const session = await SessionHarness.opened(
      drawnCapture(`
        process 1 shop pid=1 cwd=/ exe=shop
        process 2 redis pid=2 cwd=/ exe=redis
        fd 1 4 ipv4 10.0.0.1:40000->10.0.0.9:6379 tcp
        redis (2) > accept flags=0
        redis (2) < accept fd=5(<4t>) tuple=10.0.0.1:40000->10.0.0.9:6379 queuepct=0 queuelen=0 queuemax=0
        shop (1) > write fd=4 size=14
        shop (1) < write res=14 data="*1\\r\\n$4\\r\\nPING\\r\\n"
        redis (2) > read fd=5 size=99
        redis (2) < read res=14 data="*1\\r\\n$4\\r\\nPING\\r\\n"
        redis (2) > write fd=5 size=7
        redis (2) < write res=7 data="+PONG\\r\\n"
        shop (1) > read fd=4 size=99
        shop (1) < read res=7 data="+PONG\\r\\n"`),
    );
    const { lines } = await session.ask('transactions', ALL);
    expect(lines).toEqual([
      expect.objectContaining({
        kind: 'call',
        number: 4,
        from: 'shop',
        to: 'redis',
        request: 'Redis PING',
        answer: 'PONG',
        latency: 6000,
      }),
    ]);
    const { messages, curl } = await session.ask('transaction', { id: 0 });
    expect(messages.map(({ title, line, firstEvent }) => [title, line, firstEvent])).toEqual([
      ['Request', 'PING', 4],
      ['Response', 'PONG', 10],
    ]);
    expect(curl).toBeNull();
  });
});

describe('a request that had to wait for a name', () => {
  it('says how long, and what was asked', async () => {
    const session = await SessionHarness.opened(loadCapture(OWN_FIXTURES, 'dns-ndots-classic'));
    const { lines } = await session.ask('transactions', ALL);
    const request = lines.find(({ kind, from }) => kind === 'http' && from === 'curl');
    expect(request?.lookup?.text).toMatch(/^10\.00s of DNS before the connection: \d+ questions/);
    expect(request?.lookup).toMatchObject({ number: 2538, connected: 4087 });
    const { messages } = await session.ask('transaction', { id: request?.id ?? -1 });
    expect(messages[0]).toMatchObject({ title: 'Before it', firstEvent: 2538 });
    expect(messages[0].headers.at(-1)?.value).toMatch(/^\D+, [\d.]+us$/);
  });
});
