import { describe, expect, it } from 'vitest';
import type { FileOrder } from '../../../../src/session/fileProtocol';
import { drawnCapture } from '../../../support/drawnCapture';
import { SessionHarness } from '../harness';

const CAPTURE = drawnCapture(`
  app (1) > openat
  app (1) < openat fd=3 dirfd=-100 name=/etc/.new flags=3 mode=0
  app (1) > write fd=3 size=6
  app (1) < write res=6 data=abc
  app (1) > close fd=3
  app (1) < close res=0
  app (1) > rename
  app (1) < rename res=0 oldpath=/etc/.new newpath=/etc/app.cfg`);

/** Three processes: one reads a file to its end, two write one after the other what one of them had open before. */
const SEVERAL = drawnCapture(`
  process 2 writer pid=2
  fd 2 5 file /var/log/app
  writer (2) > write fd=5 size=4
  writer (2) < write res=4 data=long
  reader (1) > openat
  reader (1) < openat fd=3 dirfd=-100 name=/etc/hosts flags=1 mode=0
  reader (1) > read fd=3 size=9
  reader (1) < read res=2 data=ok
  reader (1) > read fd=3 size=9
  reader (1) < read res=0 data=""
  app (3) > openat
  app (3) < openat fd=4 dirfd=-100 name=/var/log/app flags=258 mode=0
  app (3) > write fd=4 size=100
  app (3) < write res=100 data=cut`);

async function numbers(session: SessionHarness, order: FileOrder, descending = false): Promise<number[]> {
  const { files } = await session.ask('files', { from: 0, count: 10, order, descending });
  return files.map(({ number }) => number);
}

describe('files', () => {
  it('are listed with the path that they had in the end', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect(await session.ask('files', { from: 0, count: 10 })).toMatchObject({
      count: 1,
      complete: true,
      counted: true,
      files: [
        {
          number: 4,
          renameNumber: 8,
          path: '/etc/app.cfg',
          openedAs: '/etc/.new',
          written: true,
          writtenLength: 6,
          readLength: 0,
          missing: 3,
        },
      ],
    });
  });

  it('are read by their first event, with a mark for what the capture lacks', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect((await session.ask('fileContent', { number: 4 })).text).toBe('abc⟨3 bytes not in the capture⟩');
    await expect(session.ask('fileContent', { number: 2 })).rejects.toThrow('bad-request');
  });

  it('are handed over as bytes, with zeros where the capture lacks some', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    const { bytes, lacking } = await session.ask('fileBytes', { number: 4 });
    expect([...bytes]).toEqual([97, 98, 99, 0, 0, 0]);
    expect(lacking).toBe(3);
  });

  it('say why they are perhaps not whole', async () => {
    const session = await SessionHarness.opened(SEVERAL);
    const { files } = await session.ask('files', { from: 0, count: 10 });
    expect(files.map(({ path, lacks }) => [path, ...lacks])).toEqual([
      ['/var/log/app', 'open-before'],
      ['/etc/hosts'],
      ['/var/log/app', 'cut'],
    ]);
  });

  it('are numbered among the contents of their path that were written, or that were read', async () => {
    const session = await SessionHarness.opened(SEVERAL);
    const { files } = await session.ask('files', { from: 0, count: 10 });
    expect(files.map(({ version, versions }) => [version, versions])).toEqual([
      [1, 2],
      [1, 1],
      [2, 2],
    ]);
  });

  it('are listed in the order of a column', async () => {
    const session = await SessionHarness.opened(SEVERAL);
    expect(await numbers(session, 'number')).toEqual([2, 6, 12]);
    expect(await numbers(session, 'number', true)).toEqual([12, 6, 2]);
    expect(await numbers(session, 'path')).toEqual([6, 2, 12]);
    expect(await numbers(session, 'process')).toEqual([12, 6, 2]);
    expect(await numbers(session, 'written', true)).toEqual([12, 2, 6]);
    expect(await numbers(session, 'read', true)).toEqual([6, 12, 2]);
    expect(await numbers(session, 'missing', true)).toEqual([12, 6, 2]);
    await expect(session.ask('files', { from: 0, count: 1, order: 'size' as FileOrder })).rejects.toThrow(
      'bad-request',
    );
  });

  it('are those that an event of the selection is about, a rename too', async () => {
    const session = await SessionHarness.opened(SEVERAL);
    const of = async (harness: SessionHarness, filter: string): Promise<number[]> => {
      const outcome = await harness.ask('select', { filter });
      if (!outcome.accepted) throw new Error(filter);
      const { selection } = outcome.progress;
      return (await harness.ask('files', { from: 0, count: 10, selection })).files.map(({ number }) => number);
    };
    expect(await of(session, 'proc.name=reader')).toEqual([6]);
    expect(await of(session, 'fd.name=/var/log/app')).toEqual([2, 12]);
    expect(await of(session, 'evt.type=switch')).toEqual([]);
    expect(await of(await SessionHarness.opened(CAPTURE), 'evt.type=rename')).toEqual([4]);
  });

  it('are found by a part of their path or process', async () => {
    const session = await SessionHarness.opened(SEVERAL);
    const found = async (text: string): Promise<number[]> =>
      (await session.ask('files', { from: 0, count: 10, text })).files.map(({ number }) => number);
    expect(await found('HOSTS')).toEqual([6]);
    expect(await found('writer')).toEqual([2]);
    expect(await found('nothing')).toEqual([]);
  });
});
