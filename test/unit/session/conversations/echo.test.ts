import { describe, expect, it } from 'vitest';
import type { EchoMode } from '../../../../src/session/echoProtocol';
import type { RowOrder } from '../../../../src/session/protocol';
import { drawnCapture } from '../../../support/drawnCapture';
import { openTrace } from '../../../support/openedTrace';
import { viewOutput } from '../../../support/viewOutput';
import { HandFedInput, SessionHarness, until } from '../harness';

const TRAFFIC = drawnCapture(`
  process 100 curl pid=100
  fd 100 3 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
  fd 100 4 file /etc/hosts
  curl (100) > write fd=3 size=16
  curl (100) < write res=16 data=GET /\\nHost: a\\n\\n
  curl (100) > close fd=9
  curl (100) < close res=0
  curl (100) > read fd=4 size=9
  curl (100) < read res=2000 data=localhost
  curl (100) > read fd=4 size=9
  curl (100) < read res=0 data=""`);

const ALL: { selection: number; mode: EchoMode; order: RowOrder } = { selection: 0, mode: 'ascii', order: 'file' };

async function selectionOf(session: SessionHarness, filter: string): Promise<number> {
  const outcome = await session.ask('select', { filter });
  if (!outcome.accepted) throw new Error(outcome.diagnostics[0].message);
  return outcome.progress.selection;
}

describe('the echo of a selection', () => {
  it('has a block for each call that moved bytes, with what the capture lacks', async () => {
    const session = await SessionHarness.opened(TRAFFIC);
    expect(await session.ask('echo', { ...ALL, from: 0, count: 10 })).toEqual({
      count: 2,
      complete: true,
      from: 0,
      blocks: [
        {
          number: 2,
          direction: 'written',
          size: '16B',
          container: '',
          fd: '10.0.0.1:1000->10.0.0.2:80',
          process: 'curl',
          data: 'GET /\nHost: a',
          more: 0,
          missing: 1,
        },
        {
          number: 6,
          direction: 'read',
          size: '1.95KB',
          container: '',
          fd: '/etc/hosts',
          process: 'curl',
          data: 'localhost',
          more: 0,
          missing: 1991,
        },
      ],
    });
  });

  it('has those that the filter keeps', async () => {
    const session = await SessionHarness.opened(TRAFFIC);
    const selection = await selectionOf(session, 'fd.type=file');
    const { blocks, count } = await session.ask('echo', { ...ALL, selection, from: 0, count: 10 });
    expect([count, blocks[0].number]).toEqual([1, 6]);
  });

  it('shows data in other modes', async () => {
    const session = await SessionHarness.opened(TRAFFIC);
    const dataIn = async (mode: EchoMode): Promise<string> =>
      (await session.ask('echo', { ...ALL, mode, from: 0, count: 1 })).blocks[0].data;
    expect(await dataIn('dots')).toBe('GET /.Host: a..');
    expect(await dataIn('hexAscii')).toBe('\t0x0000: 4745 5420 2f0a 486f 7374 3a20 610a 0a  GET /.Host: a..');
    await expect(session.ask('echo', { ...ALL, mode: 'loud' as EchoMode, from: 0, count: 1 })).rejects.toThrow(
      'bad-request',
    );
  });

  it('leaves the end of long data out unless it is asked for', async () => {
    const session = await SessionHarness.opened(
      drawnCapture(`fd 1 3 file /a\nsh (1) > read fd=3\nsh (1) < read res=9000 data=${'x'.repeat(9000)}`),
    );
    const block = async (whole: boolean): Promise<{ readonly data: string; readonly more: number }> =>
      (await session.ask('echo', { ...ALL, from: 0, count: 1, whole })).blocks[0];
    const { data, more } = await block(false);
    expect(data.length + more).toBe(9000);
    expect(data.length).toBe(4096);
    expect(await block(true)).toMatchObject({ data: 'x'.repeat(9000), more: 0 });
  });

  it('tells where the block of an event stands, or the one before it', async () => {
    const session = await SessionHarness.opened(TRAFFIC);
    const place = (number: number): Promise<unknown> => session.ask('echoPlace', { ...ALL, number });
    expect(await place(2)).toEqual({ index: 0, exact: true });
    expect(await place(1)).toEqual({ index: 0, exact: true });
    expect(await place(4)).toEqual({ index: 0, exact: false });
    expect(await place(6)).toEqual({ index: 1, exact: true });
    expect(await place(8)).toEqual({ index: 1, exact: false });
  });

  it('is searched in both directions, round the end', async () => {
    const session = await SessionHarness.opened(TRAFFIC);
    const find = async (text: string, from: number, backwards = false): Promise<number> =>
      (await session.ask('echoFind', { ...ALL, text, from, backwards })).index;
    expect(await find('HOST', 0)).toBe(0);
    expect(await find('host', 1)).toBe(1);
    expect(await find('get /', 1)).toBe(0);
    expect(await find('host', 1, true)).toBe(1);
    expect(await find('get', 1, true)).toBe(0);
    expect(await find('nowhere', 0)).toBe(-1);
  });

  it.each<EchoMode>(['ascii', 'dots', 'hexAscii'])('as text is what the command line prints: %s', async (mode) => {
    const session = await SessionHarness.opened(TRAFFIC);
    const { text, complete } = await session.ask('echoText', { ...ALL, mode, from: 0 });
    expect(complete).toBe(true);
    const textOptions = { dataMode: mode } as const;
    expect(text).toBe(viewOutput(openTrace(TRAFFIC), 'echo_fds', { word: 'disable_color', textOptions }));
  });

  it('in the order of time is that of the list', async () => {
    const session = await SessionHarness.opened(
      drawnCapture(`
        fd 1 3 file /a
        1 10:00:02.000000000 0 sh (1) > read fd=3
        2 10:00:02.000000001 0 sh (1) < read res=1 data=b
        3 10:00:01.000000000 1 sh (1) > read fd=3
        4 10:00:01.000000001 1 sh (1) < read res=1 data=a`),
    );
    const order = async (by: RowOrder): Promise<string[]> =>
      (await session.ask('echo', { ...ALL, order: by, from: 0, count: 9 })).blocks.map(({ data }) => data);
    expect(await order('file')).toEqual(['b', 'a']);
    expect(await order('time')).toEqual(['a', 'b']);
    expect(await session.ask('echoPlace', { ...ALL, order: 'time', number: 2 })).toEqual({ index: 1, exact: true });
  });

  it('grows with the capture', async () => {
    const input = new HandFedInput(TRAFFIC);
    const harness = new SessionHarness();
    const read = harness.session.run(() => input);
    input.feedTo(TRAFFIC.length - 200);
    await until(() => harness.events('selection').some(({ matched }) => matched > 1));
    const before = await harness.ask('echo', { ...ALL, from: 0, count: 0 });
    input.feedTo(TRAFFIC.length);
    await read;
    await until(() => harness.events('selection').some(({ complete }) => complete));
    const after = await harness.ask('echo', { ...ALL, from: 0, count: 0 });
    expect(before.count).toBeLessThan(after.count);
    expect(after).toMatchObject({ count: 2, complete: true });
  });
});
