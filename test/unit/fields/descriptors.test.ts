import { describe, expect, it } from 'vitest';
import { lastEvent, Printed } from './printed';

/** The fields of fd 3 of a kind, in the event that uses it. */
function ofFd(fd: string, ...names: string[]): string[] {
  return lastEvent(
    `interface lo 127.0.0.1/8\ninterface eth0 10.0.0.1/24\nfd 100 3 ${fd}\na (100) > read fd=3 size=1`,
    ...names,
  );
}

describe('a file', () => {
  it.each([
    ['file /etc/ssl/certs', ['/etc/ssl', 'certs']],
    ['file /vmlinuz', ['/', 'vmlinuz']],
    ['directory /etc/ssl', ['/etc/ssl', '<NA>']],
    ['pipe pipe:[7]', ['<NA>', '<NA>']],
  ])('%s has the directory and name %j', (fd, expected) => {
    expect(ofFd(fd, 'fd.directory', 'fd.filename')).toEqual(expected);
  });

  it('has a device and an inode', () => {
    const names = ['fd.dev', 'fd.dev.major', 'fd.dev.minor', 'fd.ino', 'fd.is_upper_layer', 'fd.is_lower_layer'];
    expect(ofFd(`file /a inode=77 device=${0x0fe01} openFlags=32769`, ...names)).toEqual([
      'FE01',
      '254',
      '1',
      '77',
      'true',
      'false',
    ]);
  });

  it('that could not be opened has the directory that was tried', () => {
    const failed = 'process 100 a pid=100 cwd=/root\na (100) < openat fd=-2 dirfd=-100 name=x/y flags=1 mode=0';
    expect(lastEvent(failed, 'fd.directory', 'fd.filename', 'fd.type')).toEqual(['/root/x', '<NA>', '<NA>']);
  });

  it('is named with thread and container', () => {
    expect(ofFd('file /etc/hosts', 'fd.uid', 'fd.containername', 'fd.containerdirectory')).toEqual([
      '1003',
      ':/etc/hosts',
      ':/etc',
    ]);
  });
});

describe('a socket', () => {
  const ends = ['fd.cip', 'fd.cport', 'fd.sip', 'fd.sport', 'fd.lip', 'fd.lport', 'fd.rip', 'fd.rport'];

  it.each([
    [
      'ipv4 10.0.0.1:1000->10.0.0.2:80 tcp',
      ['10.0.0.1', '1000', '10.0.0.2', '80', '10.0.0.1', '1000', '10.0.0.2', '80'],
    ],
    [
      'ipv4 10.0.0.9:1000->10.0.0.1:80 tcp',
      ['10.0.0.9', '1000', '10.0.0.1', '80', '10.0.0.1', '80', '10.0.0.9', '1000'],
    ],
    [
      'ipv4 127.0.0.1:1000->127.0.0.1:80 tcp',
      ['127.0.0.1', '1000', '127.0.0.1', '80', '127.0.0.1', '1000', '127.0.0.1', '80'],
    ],
    ['ipv4 0.0.0.0:80 tcp', ['<NA>', '<NA>', '0.0.0.0', '80', '<NA>', '<NA>', '<NA>', '<NA>']],
    ['unix a1->b2 /run/x', ['<NA>', '<NA>', '<NA>', '<NA>', '<NA>', '<NA>', '<NA>', '<NA>']],
  ])('%s has the ends %j', (fd, expected) => expect(ofFd(fd, ...ends)).toEqual(expected));

  it.each([
    ['ipv4 10.0.0.1:1000->10.0.0.2:80 tcp', ['ip', 'tcp', 'false', 'true']],
    ['ipv4 10.0.0.9:1000->10.0.0.1:80 udp', ['ip', 'udp', 'true', 'true']],
    ['ipv4 0.0.0.0:80 tcp', ['ip', 'tcp', 'true', 'false']],
    ['unix a1->b2 /run/x', ['unix', '<NA>', 'false', 'false']],
    ['file /a', ['<NA>', '<NA>', 'false', 'false']],
  ])('%s has the family, protocol, and is server and connected: %j', (fd, expected) => {
    expect(ofFd(fd, 'fd.sockfamily', 'fd.l4proto', 'fd.is_server', 'fd.connected')).toEqual(expected);
  });

  it('has ports as numbers, or where services are named, as names', () => {
    const lines = 'fd 100 3 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp\na (100) > read fd=3 size=1';
    const names = ['fd.sproto', 'fd.cproto'];
    expect(new Printed(lines).text(names)).toEqual(['80', '1000']);
    expect(new Printed(lines, { textOptions: { namesServices: true } }).text(names)).toEqual(['http', '1000']);
  });
});

describe('the name of an fd', () => {
  it.each([
    ['a (1) < open fd=3 name=/a flags=1 mode=0', 'true'],
    ['a (1) < open fd=3 name=/a flags=1 mode=0\na (1) > read fd=3 size=1', 'false'],
    ['fd 1 3 file /a\na (1) > dup fd=3\na (1) < dup res=4 oldfd=3', 'false'],
    ['a (1) > socket domain=2 type=1 proto=0\na (1) < socket fd=4', 'false'],
    [
      'a (1) < socket fd=4 domain=1 type=1 proto=0\na (1) > connect fd=4\na (1) < connect res=-2 tuple=0->ff /a',
      'false',
    ],
    [
      'fd 1 3 unix 0->ff /a\na (1) < sendto res=1 data=a fd=3 size=1 tuple=0->ff /a\na (1) > sendto fd=3 size=1',
      'false',
    ],
    ['a (1) > getuid', '<NA>'],
  ])('after %j has changed: %s', (lines, expected) => expect(lastEvent(lines, 'fd.name_changed')).toEqual([expected]));
});

describe('a list of fds', () => {
  it('tells of each, with commas between', () => {
    const poll = `
      fd 1 3 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
      fd 1 4 ipv4 0.0.0.0:53 udp
      fd 1 5 file /a
      a (1) > poll fds="3:1 4:1 5:1 9:1" timeout=0`;
    const names = ['nums', 'names', 'cips', 'sips', 'cports', 'sports'].map((name) => `fdlist.${name}`);
    expect(lastEvent(poll, ...names)).toEqual([
      '3,4,5,9',
      '10.0.0.1:1000->10.0.0.2:80,0.0.0.0:53,/a,<NA>',
      '10.0.0.1',
      '10.0.0.2,0.0.0.0',
      '1000',
      '80,53',
    ]);
    expect(lastEvent('a (1) > getuid', ...names.slice(0, 2))).toEqual(['<NA>', '<NA>']);
  });
});
