import { describe, expect, it } from 'vitest';
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

describe('files', () => {
  it('are listed with the path that they had in the end', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect(await session.ask('files', { from: 0, count: 10 })).toMatchObject({
      count: 1,
      files: [{ number: 4, path: '/etc/app.cfg', openedAs: '/etc/.new', written: true, length: 6 }],
    });
  });

  it('are read by their first event, with a mark for what the capture lacks', async () => {
    const session = await SessionHarness.opened(CAPTURE);
    expect((await session.ask('fileContent', { number: 4 })).text).toBe('abc⟨3 bytes not in the capture⟩');
    await expect(session.ask('fileContent', { number: 2 })).rejects.toThrow('bad-request');
  });
});
