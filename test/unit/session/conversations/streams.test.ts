import { describe, expect, it } from 'vitest';
import type { StreamMode } from '../../../../src/session/streamProtocol';
import { drawnCapture } from '../../../support/drawnCapture';
import { SessionHarness } from '../harness';

const CONNECTION = `
  process 1 client pid=1 cwd=/ exe=client
  process 2 server pid=2 cwd=/ exe=server
  fd 1 4 ipv4 10.0.0.1:40000->10.0.0.9:80 tcp
  fd 2 5 ipv4 10.0.0.1:40000->10.0.0.9:80 tcp
  10:00:00.000000001 client (1) > write fd=4 size=12
  10:00:00.000000002 client (1) < write res=12 data="GET /\\x0a\\x01Host"
  10:00:00.000000003 server (2) > read fd=5 size=99
  10:00:00.000000004 server (2) < read res=12 data="GET /\\x0a\\x01Host"
  10:00:00.000000005 client (1) > read fd=4 size=99
  10:00:00.000000006 client (1) < read res=-11 data=NULL
  10:00:00.000000007 client (1) > read fd=4 size=99
  10:00:00.000000008 client (1) < read res=20 data=abcd
  10:00:00.000000009 client (1) > read fd=4 size=99
  10:00:00.000000010 client (1) < read res=0 data=NULL
  10:00:00.000000011 client (1) > getuid
  10:00:00.000000012 client (1) < getuid uid=0`;

function opened(lines = CONNECTION): Promise<SessionHarness> {
  return SessionHarness.opened(drawnCapture(lines));
}

/** The lines of the stream of an event, each as event, direction, kind and text. */
async function lines(session: SessionHarness, number: number, mode: StreamMode): Promise<string[]> {
  const page = await session.ask('streamLines', { number, mode, from: 0, count: 100 });
  expect(page).toMatchObject({ complete: true, count: page.lines.length });
  return page.lines.map(
    (line) =>
      `${line.first ? line.number : ''} ${line.direction} ${line.kind}: ${line.text}${line.ascii && ` ${line.ascii}`}`,
  );
}

describe('the stream of an event', () => {
  it('is told with its ends, and with what went over it', async () => {
    const session = await opened();
    expect(await session.ask('stream', { number: 1 })).toMatchObject({
      type: 'ipv4',
      name: '10.0.0.1:40000->10.0.0.9:80',
      processes: ['client (1)'],
      calls: 4,
      failed: 1,
      readLength: 20,
      writtenLength: 12,
    });
  });

  it('is laid out as text, line by line, with what the capture lacks and what failed', async () => {
    expect(await lines(await opened(), 2, 'text')).toEqual([
      '2 written data: GET /',
      ' written data: ·Host',
      ' written gap: 1 byte not in the capture',
      '6 read failure: failed: EAGAIN',
      '8 read data: abcd',
      ' read gap: 16 bytes not in the capture',
      '10 read end: nothing left to read',
    ]);
  });

  it('is laid out as hex, and call by call', async () => {
    const session = await opened();
    expect((await lines(session, 2, 'hex'))[0]).toBe('2 written data: 4745 5420 2f0a 0148 6f73 74 GET /..Host');
    expect(await lines(session, 2, 'calls')).toEqual([
      '2 written data: GET /⏎·Host',
      '6 read failure: failed: EAGAIN',
      '8 read data: abcd',
      '10 read end: nothing left to read',
    ]);
  });

  it('says of a partial write how much was not taken', async () => {
    const session = await opened(`
      fd 1 4 ipv4 10.0.0.1:40000->10.0.0.9:80 tcp
      client (1) > write fd=4 size=10
      client (1) < write res=4 data=abcd
      client (1) > write fd=4 size=6
      client (1) < write res=6 data=efghij`);
    expect(await lines(session, 2, 'text')).toEqual([
      '2 written data: abcd',
      ' written unwritten: 6 bytes not taken',
      '4 written data: efghij',
    ]);
    expect(await lines(session, 2, 'hex')).toHaveLength(3);
    const calls = await session.ask('streamLines', { number: 2, mode: 'calls', from: 0, count: 9 });
    expect(calls.lines.map(({ length, unwritten }) => [length, unwritten])).toEqual([
      [4, 6],
      [6, 0],
    ]);
  });

  it('is of the enter as of the exit, and of no event without an fd', async () => {
    const session = await opened();
    expect((await session.ask('detail', { number: 1 })).lacks).not.toHaveProperty('stream');
    expect((await session.ask('detail', { number: 11 })).lacks).toMatchObject({
      stream: 'This event is about no file, socket or pipe.',
    });
    await expect(session.ask('stream', { number: 11 })).rejects.toThrow('bad-request');
    await expect(session.ask('stream', { number: 99 })).rejects.toThrow('There is no event 99');
  });

  it('is laid out from the call of an event on, where that is wanted', async () => {
    const session = await opened();
    const wanted = { number: 7, mode: 'text', from: 0, count: 9, start: true } as const;
    const { lines: some, count } = await session.ask('streamLines', wanted);
    expect(count).toBe(3);
    expect(some.map(({ number, offset, text }) => [number, offset, text])).toEqual([
      [8, 0, 'abcd'],
      [8, 4, '16 bytes not in the capture'],
      [10, 20, 'nothing left to read'],
    ]);
  });

  it('says where the call of an event is', async () => {
    const session = await opened();
    expect(await session.ask('streamPlace', { number: 7, mode: 'text' })).toEqual({ index: 4 });
    expect(await session.ask('streamPlace', { number: 6, mode: 'calls' })).toEqual({ index: 1 });
  });

  it('is searched in any case, from a line on and round its end', async () => {
    const session = await opened();
    const find = async (text: string, from: number): Promise<number> =>
      (await session.ask('streamFind', { number: 2, mode: 'text', text, from })).index;
    expect(await find('ABC', 0)).toBe(4);
    expect(await find('host', 2)).toBe(1);
    expect(await find('/\n', 0)).toBe(0);
    expect(await find('nowhere', 0)).toBe(-1);
  });
});

describe('a text that calls share', () => {
  const SHARED = `
    fd 1 4 ipv4 10.0.0.1:40000->10.0.0.9:80 tcp
    app (1) > write fd=4 size=6
    app (1) < write res=6 data=Host:-
    app (1) > read fd=4 size=4
    app (1) < read res=4 data=pong
    app (1) > write fd=4 size=3
    app (1) < write res=3 data=exa
    app (1) > write fd=4 size=99
    app (1) < write res=20 data=mple
    app (1) > write fd=4 size=3
    app (1) < write res=3 data=end`;

  const find = async (text: string, from = 0, mode: StreamMode = 'text'): Promise<number> =>
    (await (await opened(SHARED)).ask('streamFind', { number: 2, mode, text, from })).index;

  it('is found where it begins, whatever goes the other way meanwhile', async () => {
    expect(await find('HOST:-example')).toBe(0);
    expect(await find('-exam')).toBe(0);
    expect(await find('xamp')).toBe(2);
    expect(await find('xamp', 0, 'hex')).toBe(2);
    expect(await find('xamp', 3)).toBe(2);
  });

  it('is not found across directions, nor across what the capture lacks', async () => {
    expect(await find('-pong')).toBe(-1);
    expect(await find('mpleend')).toBe(-1);
  });
});

describe('long text', () => {
  it('is folded between characters', async () => {
    const long = `${'x'.repeat(119)}é${'y'.repeat(5)}`;
    const session = await opened(`
      fd 1 4 file /tmp/a
      app (1) > write fd=4 size=126
      app (1) < write res=126 data=${long}`);
    const page = await session.ask('streamLines', { number: 2, mode: 'text', from: 0, count: 100 });
    expect(page.lines.map(({ text }) => text)).toEqual(['x'.repeat(119), `é${'y'.repeat(5)}`]);
  });
});

describe('a conversation as packets', () => {
  const ACCEPTED = `
    process 1 client pid=1 cwd=/ exe=client
    process 2 server pid=2 cwd=/ exe=server
    fd 1 4 ipv4 10.0.0.1:40000->10.0.0.9:80 tcp
    server (2) > accept flags=0
    server (2) < accept fd=5(<4t>) tuple=10.0.0.1:40000->10.0.0.9:80 queuepct=0 queuelen=0 queuemax=0
    client (1) > write fd=4 size=3
    client (1) < write res=3 data=ask
    server (2) > read fd=5 size=99
    server (2) < read res=3 data=ask
    server (2) > getuid
    server (2) < getuid uid=0`;

  it('is written once for both ends, whole, where the filter keeps an event of one', async () => {
    const session = await opened(ACCEPTED);
    const packetsOf = async (filter: string): Promise<number> => {
      const outcome = await session.ask('select', { filter });
      if (!outcome.accepted) throw new Error('The filter was refused.');
      return (await session.ask('conversationFile', { selection: outcome.progress.selection })).packets;
    };
    // The handshake, which the server's end shows, and the question.
    expect(await packetsOf('')).toBe(4);
    expect(await packetsOf('proc.name=client')).toBe(4);
    expect(await packetsOf('evt.type=getuid')).toBe(0);
  });

  it('is written for one event', async () => {
    const session = await opened(ACCEPTED);
    const { bytes, packets } = await session.ask('streamFile', { number: 6 });
    expect(packets).toBe(4);
    expect(new TextDecoder('latin1').decode(bytes)).toContain('event 4: client (1) write');
    expect(await session.ask('streamFile', { number: 8 })).toMatchObject({ packets: 0 });
  });
});

describe('the bytes of a stream', () => {
  const content = async (part: 'both' | 'read' | 'written', most = 1000) => {
    const { bytes, ...rest } = await (await opened()).ask('streamContent', { number: 2, part, most });
    return { ...rest, text: new TextDecoder().decode(bytes) };
  };

  it('are those of one direction, as they were, with the places of what is missing', async () => {
    expect(await content('written')).toEqual({
      name: 'event-2-written',
      text: 'GET /\n\x01Host',
      gaps: [{ at: 11, length: 1 }],
      missing: 1,
      isCut: false,
      mediaType: '',
      lack: '',
    });
    expect(await content('read')).toMatchObject({ text: 'abcd', missing: 16 });
  });

  it('are those of both in the order of time, and at most as many as were asked for', async () => {
    expect(await content('both')).toMatchObject({ text: 'GET /\n\x01Hostabcd', missing: 17, isCut: false });
    expect(await content('both', 4)).toMatchObject({ text: 'GET ', isCut: true });
  });
});
