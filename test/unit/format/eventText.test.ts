import { describe, expect, it } from 'vitest';
import { eventArguments, eventInfo, eventName } from '../../../src/engine/format/eventText';
import { lastEvent, lonelyEvent } from './eventContext';

describe('arguments', () => {
  it('each end in a blank', () => {
    expect(eventArguments(lonelyEvent('>', 'ioctl', { fd: 1, request: 0x5401, argument: 0x7ffd081c5e10 }))).toBe(
      'fd=1 request=5401 argument=7FFD081C5E10 ',
    );
  });

  it('are those that the event carries, not those of its type', () => {
    expect(eventArguments(lonelyEvent('<', 'read', { res: 0, data: '' }))).toBe('res=0 data= ');
  });

  it('call the process group of an execve as its writer did', () => {
    expect(eventArguments(lonelyEvent('<', 'execve', { res: 0, vpgid: 5 }))).toContain(' pgid=5 ');
    expect(eventArguments(lonelyEvent('<', 'execve', { res: 0, vpgid: 5, pgid: 6 }))).toMatch(/ vpgid=5 .* pgid=6 /);
  });

  it('show data in the mode that is asked for', () => {
    const options = { dataMode: 'base64', wholeBuffers: true } as const;
    expect(eventArguments(lonelyEvent('<', 'read', { res: 3, data: 'foo' }, options))).toBe('res=3 data=Zm9v ');
  });
});

describe('generic events', () => {
  it.each([
    [0, '<unknown>'],
    [2, 'exit'],
    [298, 'sigreturn'],
    [65535, '<unknown>'],
  ])('of code %i are named %s', (ID, expected) => {
    expect(eventName(lonelyEvent('>', 'syscall', { ID, nativeID: 1 }).cursor)).toBe(expected);
  });

  it('show no arguments', () => {
    expect(eventInfo(lonelyEvent('>', 'syscall', { ID: 2, nativeID: 1 }))).toBe('');
  });
});

describe('writes to the system log', () => {
  const write = (data: string, path = '/dev/log'): string =>
    eventInfo(
      lastEvent(`
        fd 100 5 unix a1->b2 ${path}
        1 10:00:00.000000000 0 logger (100) > sendto@30 fd=5 size=9 tuple=NULL
        2 10:00:00.000000001 0 logger (100) < sendto@31 res=9 data="${data}"
      `),
    );

  it('show severity and message in place of the arguments', () => {
    expect(write('<30>a\\x01\\nb')).toBe('syslog sev=info msg=a\x01\nb');
    expect(write('<999>hello')).toBe('syslog sev=debug msg=hello');
  });

  it('end at a NUL', () => {
    expect(write('<11>a\\0b')).toBe('syslog sev=err msg=a');
  });

  it.each(['hello', '<-3>hello', '<1b>hello'])('without a priority, such as %s, show their arguments', (data) => {
    expect(write(data)).toBe(`res=9 data=${data} `);
  });

  it('are those to a socket of that name', () => {
    expect(write('<30>a', '/run/x')).toBe('res=9 data=<30>a ');
  });
});
