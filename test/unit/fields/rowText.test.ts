import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { findField } from '../../../src/engine/fields/catalogue';
import { RowText } from '../../../src/engine/fields/rowText';
import { drawnCapture } from '../../support/drawnCapture';
import { openTrace } from '../../support/openedTrace';

/** Fields of the last event of a drawing, as text. */
function lastEvent(lines: string, ...names: string[]): string[] {
  const opened = openTrace(drawnCapture(lines));
  const text = new RowText(opened);
  return names.map((name) => {
    const field = findField(name);
    if (!field) throw new Error(name);
    return text.text(field, (opened.trace.events.length - 1) as EventRow);
  });
}

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

  it('of an address is the source', () => {
    const socket = (address: string): string => `
      fd 100 3 ${address} tcp
      curl (100) > read fd=3 size=1`;
    expect(lastEvent(socket('ipv4 10.0.0.1:1000->10.0.0.2:80'), 'fd.ip', 'fd.port')).toEqual(['10.0.0.1', '1000']);
    expect(lastEvent(socket('ipv6 2001:db8::1:1000->2001:db8::2:80'), 'fd.ip')).toEqual(['2001:db8::1']);
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
