import { describe, expect, it } from 'vitest';
import { readCapture } from '../../support/captureContents';
import { drawnCapture } from '../../support/drawnCapture';
import { DrawnTrace } from '../../support/drawnTrace';

const LINE = '1 10:00:00.000000000 3 curl (100) > openat dirfd=-100(AT_FDCWD) name=/etc/hosts flags=1(O_RDONLY) mode=0';

describe('a drawn capture', () => {
  it('prints the lines that it was drawn with', () => {
    process.env.TZ = 'UTC';
    expect(new DrawnTrace(LINE).line(1)).toBe(`${LINE} `);
  });

  it('takes the newest event type of a name, or the one whose id is given', () => {
    const types = (line: string): number[] => readCapture(drawnCapture(line)).events.map(({ type }) => type);
    expect(types('curl (100) < openat fd=3')).toEqual([307]);
    expect(types('curl (100) < openat@103 fd=3')).toEqual([103]);
  });

  it('leaves out the parameters after the last one named', () => {
    const [event] = readCapture(drawnCapture('curl (100) < read res=2 data=ab')).events;
    expect(event.parameters).toEqual([
      [2, 0, 0, 0, 0, 0, 0, 0],
      [0x61, 0x62],
    ]);
  });

  it('writes escapes as bytes, and values with blanks', () => {
    const [event] = readCapture(drawnCapture('curl (100) < read res=5 data="a\\x00\\xff\\n b=" fd=3')).events;
    expect(event.parameters[1]).toEqual([0x61, 0, 0xff, 10, 0x20, 0x62, 0x3d]);
    const [spaced] = readCapture(drawnCapture('curl (100) < open fd=3 name=/a b/c flags=1')).events;
    expect(String.fromCharCode(...spaced.parameters[1])).toBe('/a b/c\0');
  });

  it('lists each thread that it names, except those that begin in it', () => {
    const { processes } = readCapture(
      drawnCapture(`
        sh (10) < clone res=11
        sh (11) < clone res=0
        <NA> (12) > getcwd
        unlisted 13
        cat (13) > getcwd
        cat (14) > getcwd
      `),
    );
    expect(processes.map(({ tid, comm }) => [tid, comm])).toEqual([
      [10, 'sh'],
      [14, 'cat'],
    ]);
  });

  it.each([1, 2] as const)('can be of generation %i of the format', (generation) => {
    const { events, fds, processes, damage } = readCapture(
      drawnCapture(`fd 100 3 file /etc/hosts\n${LINE}`, generation),
    );
    expect([events.length, fds[0].name, processes[0].comm, damage]).toEqual([1, '/etc/hosts', 'curl', []]);
  });

  it.each([
    ['curl (100) > opennat fd=3', 'no event type "> opennat"'],
    ['curl (100) < read nothing=3', 'has no parameter "nothing"'],
    ['curl (100) < openat@102 fd=3', 'Event type 102 is "> openat"'],
    ['2 10:00:00.000000000 0 curl (100) > getcwd', 'This is event 1, not 2'],
    ['curl (100) < read res=x', '"res" takes a whole number'],
    ['curl (100) < shutdown res=0 fd=3 how=300', '8 bits: 300 does not fit'],
    ['curl (100) < connect res=0 tuple=nonsense', 'Not address:port'],
    ['fd 100 3 socket x', 'no fd kind "socket"'],
    ['process 100 curl colour=3', 'A process has no "colour"'],
    ['whatever this is', 'Neither an event nor a list entry'],
  ])('refuses %j and says why', (line, reason) => {
    expect(() => drawnCapture(line)).toThrow(reason);
    expect(() => drawnCapture(line)).toThrow(line);
  });
});
