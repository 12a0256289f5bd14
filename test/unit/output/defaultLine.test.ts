import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnCapture } from '../../support/drawnCapture';
import { defaultLines, openTrace, shownRows } from '../../support/openedTrace';

/** Draws a capture of state and lines, and prints it. */
function printed(state: string, lines: readonly string[]): string[] {
  const opened = openTrace(drawnCapture(`${state}\n${lines.join('\n')}`));
  return [...defaultLines(opened, shownRows(opened))];
}

describe('the default line', () => {
  const zone = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = 'UTC';
  });
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('prints what sysdig prints for the same events', () => {
    const lines = [
      '1 17:35:48.514667033 0 curl (100) > access mode=0(F_OK) ',
      '2 17:35:48.514670468 0 curl (100) < access res=-2(ENOENT) name=/etc/ld.so.nohwcap ',
      '3 17:35:48.514678274 0 curl (100) > open ',
      '4 17:35:48.514682170 0 curl (100) < open fd=3(<f>/etc/ld.so.cache) name=/etc/ld.so.cache flags=4097(O_RDONLY|O_CLOEXEC) mode=0 ',
      '5 17:35:48.514683289 0 curl (100) > fstat fd=3(<f>/etc/ld.so.cache) ',
      '6 17:35:48.514685433 0 curl (100) < fstat res=0 ',
      '7 17:35:48.514686029 1 curl (100) > socket domain=1(AF_LOCAL) type=526337 proto=0 ',
      '8 17:35:48.514686030 1 curl (100) < socket fd=4(<u>) ',
    ];
    expect(printed('process 100 curl pid=100 cwd=/', lines)).toEqual(lines);
  });

  it('shows <NA> for the name of a thread nobody knows', () => {
    const lines = ['1 10:00:00.000000000 0 <NA> (852) > listen fd=3 backlog=1 '];
    expect(printed('unlisted 852', lines)).toEqual(lines);
  });

  it('shows the id of an event without a thread', () => {
    const lines = [
      '1 10:00:00.000000000 1 <NA> (0) > switch next=100(curl) pgft_maj=0 pgft_min=0 vm_size=0 vm_rss=0 vm_swap=0 ',
    ];
    expect(printed('process 100 curl pid=100\nunlisted 0', lines)).toEqual(lines);
  });
});
