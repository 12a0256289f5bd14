import { describe, expect, it } from 'vitest';
import { lastEvent, Printed } from './printed';

describe('a field as text', () => {
  it('is the number, the name or the word', () => {
    const lines = `
      process 101 curl pid=100
      fd 101 3 file /etc/hosts
      7 10:00:00.123456789 2 curl (101) > read fd=3 size=1`;
    const names = ['evt.cpu', 'evt.rawtime', 'proc.name', 'proc.pid', 'thread.tid', 'evt.dir', 'evt.type', 'evt.is_io'];
    expect(lastEvent(lines.replace('7 10', '1 10'), ...names)).toEqual([
      '2',
      '1577872800123456789',
      'curl',
      '100',
      '101',
      '>',
      'read',
      'true',
    ]);
  });

  it('is <NA> where there is no value', () => {
    expect(lastEvent('curl (100) > getuid', 'fd.num', 'fd.name', 'evt.rawres', 'evt.buflen', 'evt.buffer')).toEqual([
      '<NA>',
      '<NA>',
      '<NA>',
      '<NA>',
      '<NA>',
    ]);
  });

  it('is an address in its shortest form', () => {
    const socket = (address: string): string => `
      fd 100 3 ${address} tcp
      curl (100) < connect res=0 tuple=${address.split(' ')[1]} fd=3`;
    expect(lastEvent(socket('ipv4 10.0.0.1:1000->10.0.0.2:80'), 'fd.cip', 'fd.sport')).toEqual(['10.0.0.1', '80']);
    expect(lastEvent(socket('ipv6 2001:db8::1:1000->2001:db8::2:80'), 'fd.cip')).toEqual(['2001:db8::1']);
  });

  it('has zeros to nine digits where it is a part of a second', () => {
    const line = '1 10:00:00.000000000 0 a (1) > getuid\n2 10:00:01.000000007 0 a (1) < getuid uid=0';
    const names = ['evt.rawtime.ns', 'evt.reltime', 'evt.reltime.s', 'evt.reltime.ns', 'evt.latency.ns', 'evt.latency'];
    expect(lastEvent(line, ...names)).toEqual(['000000007', '1000000007', '1', '000000007', '000000007', '1000000007']);
  });

  it('is a list in brackets', () => {
    expect(lastEvent('fd 1 0 file /a\nfd 1 5 pipe\na (1) > read fd=0 size=1', 'fd.types')).toEqual(['(file,pipe)']);
  });
});

describe('the number of bytes moved', () => {
  const onFd = (fd: string, exit: string): string => `
    fd 100 3 file /a
    curl (100) > read fd=${fd} size=10
    curl (100) < read ${exit}`;

  it.each([
    ['3', 'res=7 data=x', '7', 'is the result of a read'],
    ['3', 'res=-11 data=x', '<NA>', 'is not there when the read failed'],
    ['9', 'res=7 data=x', '<NA>', 'nor for an fd of which nothing is known'],
  ])('fd %s, %s → %s: %s', (fd, exit, expected) => expect(lastEvent(onFd(fd, exit), 'evt.buflen')).toEqual([expected]));
});

describe('an fd of which nothing is known', () => {
  it.each([
    ['> openat dirfd=-100 name=a', 'f', '<NA>'],
    ['< openat fd=-2 dirfd=-100 name=a', 'f', '/root/a'],
    ['< openat fd=-2 dirfd=5 name=a', 'f', '/etc/ssl/a'],
    ['< openat fd=-2 dirfd=6 name=a', 'f', '<UNKNOWN>/a'],
    ['< open fd=-2 name=/a//b', 'f', '/a/b'],
    ['> socket domain=2', '4', '<NA>'],
    ['< socket fd=-24', '4', ''],
    ['< connect res=-9 tuple=NULL fd=9', 'o', 'NULL'],
    ['> pipe', 'p', '<NA>'],
    ['> eventfd', 'e', '<NA>'],
    ['> close fd=9', 'o', '<NA>'],
  ])('%s has type character %s and name %j', (event, character, name) => {
    const lines = `
      process 100 curl pid=100 cwd=/root
      fd 100 5 directory /etc/ssl
      curl (100) ${event}`;
    expect(lastEvent(lines, 'fd.typechar', 'fd.name')).toEqual([character, name]);
  });
});

describe('a field as JSON', () => {
  const event = new Printed(`
    1 10:00:00.000000001 3 curl (100) > read fd=3 size=7
    2 10:00:00.000000002 3 curl (100) < read res=7 data=x`);

  it.each([
    ['evt.cpu', 3],
    ['evt.rawtime', 1577872800000000002n],
    ['evt.time', 1577872800000000002n],
    ['evt.is_io', true],
    ['evt.type', 'read'],
    ['evt.arg.res', '7'],
    ['fd.name', ''],
    ['fd.sport', null],
  ])('%s is %s', (name, expected) => expect(event.json(name)).toBe(expected));
});

describe('the time that is printed', () => {
  const story = `
    1 10:00:00.000000001 0 a (1) > read fd=0 size=1
    2 10:00:00.000001001 0 b (2) > getuid
    3 10:00:02.000000001 0 a (1) < read res=0 data=`;

  it.each([
    ['h', '10:00:02.000000001'],
    ['a', '1577872802.1'],
    ['r', '2.000000000'],
    ['d', '2.000000000'],
  ] as const)('in mode %s is %s', (timeMode, expected) => {
    const [printed] = new Printed(story, { timeMode }).text(['evt.outputtime'], 3);
    expect(printed.replace(/^\d\d:/, '10:')).toBe(expected);
  });

  it('in mode D counts from the event printed before', () => {
    const printed = new Printed(story, { timeMode: 'D' });
    expect([1, 2, 3].map((event) => printed.text(['evt.outputtime'], event)[0])).toEqual([
      '0.000000000',
      '0.000001000',
      '1.999999000',
    ]);
    expect(printed.text(['evt.deltatime'], 1)).toEqual(['-2000000000']);
  });
});
