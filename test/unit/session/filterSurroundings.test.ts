import { beforeAll, describe, expect, it } from 'vitest';
import { drawnCapture } from '../../support/drawnCapture';
import { SessionHarness } from './harness';

const CAPTURE = drawnCapture(`
process 100 curl pid=100
process 50 bash pid=50
1 10:00:00.000000000 0 curl (100) > close fd=3
2 10:00:00.000000500 0 curl (100) < close res=0
3 10:00:00.000000600 0 bash (50) > close fd=9
4 10:00:00.000000800 0 bash (50) < close res=-9
`);

const FILE = {
  path: 'team.scapfilter',
  text: 'macro shells: proc.name in (shell_names)\nlist shell_names: bash, sh\nfilter Mine: shells\n',
};

let session: SessionHarness;

beforeAll(async () => {
  session = await SessionHarness.opened(CAPTURE);
});

const surround = (files: readonly (typeof FILE)[], targetVersion = ''): Promise<null> =>
  session.ask('setSurroundings', { files, targetVersion });

describe("the workspace's macros and lists, in the session of a capture", () => {
  it('are unknown until somebody tells them, and are announced then', async () => {
    expect(await session.ask('select', { filter: 'shells' })).toMatchObject({ accepted: false });
    const before = session.events('surroundings').length;
    await surround([FILE]);
    expect(session.events('surroundings')).toHaveLength(before + 1);
    expect(await session.ask('select', { filter: 'shells' })).toMatchObject({
      accepted: true,
      progress: { matched: 2 },
    });
    expect((await session.ask('diagnose', { text: 'shells and proc.name in (shell_names)' })).diagnostics).toEqual([]);
  });

  it('are offered as completions, and explained by what they stand for', async () => {
    await surround([FILE]);
    const { items } = await session.ask('complete', { text: 'shel', offset: 4 });
    expect(items.filter(({ kind }) => kind === 'macro').map(({ label }) => label)).toEqual(['shells']);
    const explained = await session.ask('explain', { filter: 'shells and evt.dir=<' });
    expect(explained).toMatchObject({ accepted: true, complete: true });
    expect(explained.accepted && explained.parts[0].kept).toBe(1);
  });

  it('are written out for tools that do not know them', async () => {
    await surround([FILE]);
    const translation = await session.ask('translate', { filter: 'shells', tool: 'falco' });
    expect(translation).toMatchObject({ said: true });
    expect(JSON.stringify(translation)).toContain('proc.name in (bash, sh)');
  });

  it('count anew when they are told anew', async () => {
    await surround([FILE]);
    expect(await session.ask('count', { filter: 'shells' })).toMatchObject({ matched: 2 });
    await surround([{ ...FILE, text: 'macro shells: proc.name in (bash, curl)\n' }]);
    expect(await session.ask('count', { filter: 'shells' })).toMatchObject({ matched: 4 });
    await surround([]);
    expect(await session.ask('count', { filter: 'shells' })).toMatchObject({ accepted: false });
  });

  it('bring nothing down that name each other in a circle', async () => {
    await surround([{ path: 'circle.scapfilter', text: 'macro a: b\nmacro b: a\nlist l: l\n' }]);
    expect(await session.ask('select', { filter: 'a' })).toMatchObject({ accepted: false });
    expect(await session.ask('translate', { filter: 'a', tool: 'falco' })).toMatchObject({ said: false });
  });
});

describe('the version that filters are written for, in the session of a capture', () => {
  const TEXT = 'proc.name regex ba.*';

  it('is remarked on where a filter would not be known there, and refuses nothing', async () => {
    await surround([], '0.29.3');
    const { diagnostics } = await session.ask('diagnose', { text: TEXT });
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
    expect(diagnostics[0].message).toContain('0.29.3');
    expect(await session.ask('select', { filter: TEXT })).toMatchObject({ accepted: true });
    await surround([], '');
    expect((await session.ask('diagnose', { text: TEXT })).diagnostics).toEqual([]);
  });
});
