import { describe, expect, it } from 'vitest';
import { lastEvent, Printed } from './printed';

describe('a parameter of an event', () => {
  const event = `
    process 1 a pid=1 cwd=/root
    a (1) < openat fd=3 dirfd=-100 name=hosts flags=1 mode=0`;

  it.each([
    ['evt.arg.fd', '<f>/root/hosts', 'is what it stands for'],
    ['evt.arg.flags', 'O_RDONLY', 'is its names'],
    ['evt.arg.mode', '0', 'is its value, where that stands for nothing'],
    ['evt.arg[2]', '/root/hosts', 'can be asked for by its number'],
    ['evt.arg[9]', '<NA>', 'is missing where the event has fewer'],
    ['evt.arg.res', '<NA>', 'is missing where the event has none of that name'],
    ['evt.rawarg.fd', '3', 'is itself in its raw form'],
    ['evt.rawarg.name', 'hosts', 'is itself where it is a text'],
    ['evt.rawarg.flags', '1', 'is itself where it has names'],
    ['evt.rawarg.res', '<NA>', 'is missing in its raw form, too'],
  ])('%s is %s: it %s', (name, expected) => expect(lastEvent(event, name)).toEqual([expected]));

  it('of a failed call is the name of its error', () => {
    const names = ['evt.arg.res', 'evt.rawarg.res', 'evt.res', 'evt.rawres', 'evt.failed'];
    expect(lastEvent('a (1) < access res=-2 name=/x', ...names)).toEqual(['ENOENT', '-2', 'ENOENT', '-2', 'true']);
  });
});

describe('what an event is about', () => {
  it.each([
    ['a (1) > read fd=3 size=1', 'fd 1 3 file /a', 'file'],
    ['a (1) > read fd=3 size=1', 'fd 1 3 ipv4 10.0.0.1:1->10.0.0.2:2 tcp', 'net'],
    ['a (1) > read fd=3 size=1', 'fd 1 3 pipe', 'ipc'],
    ['a (1) > read fd=9 size=1', 'fd 1 3 pipe', 'unknown'],
    ['a (1) > pipe', '', 'IPC'],
    ['a (1) > open name=/a flags=1 mode=0', '', 'file'],
    ['a (1) > syscall ID=16 nativeID=39', '', 'process'],
    ['a (1) > poll', '', 'wait'],
  ])('%s with %j: %s', (event, fd, expected) =>
    expect(lastEvent(`${fd}\n${event}`, 'evt.category')).toEqual([expected]),
  );

  it.each([
    ['a (1) > read fd=3 size=1', ['true', 'true', 'false', 'read', 'false', 'read']],
    ['a (1) < write res=1 data=x', ['true', 'false', 'true', 'write', 'false', 'write']],
    ['a (1) > poll', ['false', 'false', 'false', '<NA>', 'true', 'poll']],
    ['a (1) > switch next=0', ['false', 'false', 'false', '<NA>', 'false', '<NA>']],
    ['a (1) > syscall ID=16 nativeID=39', ['false', 'false', 'false', '<NA>', 'false', 'getpid']],
  ])('%s does: %j', (event, expected) => {
    const names = ['evt.is_io', 'evt.is_io_read', 'evt.is_io_write', 'evt.io_dir', 'evt.is_wait', 'syscall.type'];
    expect(lastEvent(event, ...names)).toEqual(expected);
  });

  it.each([
    ['evt.type.is.read', '1'],
    ['evt.type.is.write', '0'],
    ['evt.type.is.6', '1'],
    ['evt.count', '1'],
    ['evt.count.exit', '<NA>'],
    ['evt.source', 'syscall'],
    ['evt.is_async', 'false'],
  ])('%s is %s', (name, expected) => expect(lastEvent('a (1) > read fd=3 size=1', name)).toEqual([expected]));
});

describe('an open call', () => {
  const asked = (event: string): string[] =>
    lastEvent(event, 'evt.is_open_read', 'evt.is_open_write', 'evt.is_open_exec', 'evt.is_open_create');

  it.each([
    ['a (1) < open fd=3 name=/a flags=1 mode=0', ['true', 'false', 'false', 'false']],
    ['a (1) < open fd=-2 name=/a flags=3 mode=0', ['true', 'true', 'false', 'false']],
    ['a (1) < openat fd=3 dirfd=-100 name=/a flags=16390 mode=0o755', ['false', 'true', 'true', 'true']],
    ['a (1) < creat fd=3 name=/a mode=0o700', ['false', 'false', 'true', 'false']],
    ['a (1) > open name=/a flags=1 mode=0', ['false', 'false', 'false', 'false']],
    ['a (1) < read res=1 data=x', ['false', 'false', 'false', 'false']],
  ])('%s asked for reading, writing, execution, creation: %j', (event, expected) => {
    const decimal = event.replace(/0o([0-7]+)/, (_, digits) => String(Number.parseInt(digits, 8)));
    expect(asked(decimal)).toEqual(expected);
  });
});

describe('the paths of a call', () => {
  const names = ['name', 'nameraw', 'source', 'sourceraw', 'target', 'targetraw'].map((name) => `fs.path.${name}`);

  it.each([
    ['a (1) < unlink res=0 path=x', ['/root/x', 'x', '<NA>', '<NA>', '<NA>', '<NA>']],
    ['a (1) < unlink res=-2 path=x', ['<NA>', '<NA>', '<NA>', '<NA>', '<NA>', '<NA>']],
    ['a (1) < open fd=-2 name=x flags=1 mode=0', ['/root/x', 'x', '<NA>', '<NA>', '<NA>', '<NA>']],
    ['a (1) < unlinkat res=0 dirfd=5 name=x', ['/etc/x', 'x', '<NA>', '<NA>', '<NA>', '<NA>']],
    ['a (1) < rename res=0 oldpath=a newpath=/b', ['<NA>', '<NA>', '/root/a', 'a', '/b', '/b']],
    ['a (1) < symlinkat res=0 target=a linkdirfd=5 linkpath=b', ['<NA>', '<NA>', '/root/a', 'a', '/etc/b', 'b']],
    ['a (1) < access res=0 name=x', ['<NA>', '<NA>', '<NA>', '<NA>', '<NA>', '<NA>']],
  ])('%s: %j', (event, expected) => {
    expect(lastEvent(`process 1 a pid=1 cwd=/root\nfd 1 5 directory /etc\n${event}`, ...names)).toEqual(expected);
  });

  it('with a directory fd are told by evt.abspath', () => {
    const lines = 'process 1 a pid=1 cwd=/root\nfd 1 5 directory /etc\n';
    const paths = ['evt.abspath', 'evt.abspath.src', 'evt.abspath.dst'];
    expect(lastEvent(`${lines}a (1) < unlinkat res=0 dirfd=5 name=x`, ...paths)).toEqual(['/etc/x', '<NA>', '<NA>']);
    expect(lastEvent(`${lines}a (1) < renameat res=0 olddirfd=5 oldpath=x newdirfd=-100 newpath=y`, ...paths)).toEqual([
      '<NA>',
      '/etc/x',
      '/root/y',
    ]);
    expect(lastEvent(`${lines}a (1) < unlink res=0 path=x`, ...paths)).toEqual(['<NA>', '<NA>', '<NA>']);
  });
});

describe('the bytes moved and the errors', () => {
  const names = ['', '.in', '.out', '.file', '.file.in', '.net', '.net.out'].map((name) => `evt.buflen${name}`);
  const lines = 'fd 1 3 file /a\nfd 1 4 ipv4 10.0.0.1:1->10.0.0.2:2 tcp\n';

  it.each([
    ['a (1) > read fd=3 size=9\na (1) < read res=7 data=x', ['7', '7', '<NA>', '7', '7', '<NA>', '<NA>']],
    ['a (1) > write fd=4 size=9\na (1) < write res=7 data=x', ['7', '<NA>', '7', '<NA>', '<NA>', '7', '7']],
  ])('of %j are %j', (events, expected) => expect(lastEvent(lines + events, ...names)).toEqual(expected));

  it.each([
    ['a (1) > read fd=3 size=9\na (1) < read res=-11 data=', 'file'],
    ['a (1) > write fd=4 size=9\na (1) < write res=-11 data=', 'net'],
    ['a (1) < open fd=-2 name=/a flags=1 mode=0', 'file'],
    ['a (1) < connect res=-111 tuple=NULL fd=9', 'net'],
    ['a (1) < mmap res=-12 vm_size=1 vm_rss=1 vm_swap=0', 'memory'],
    ['a (1) < access res=-2 name=/x', 'other'],
  ])('%j counts as an error of %s', (events, subject) => {
    const subjects = ['file', 'net', 'memory', 'other'];
    const counted = lastEvent(lines + events, 'evt.count.error', ...subjects.map((name) => `evt.count.error.${name}`));
    expect(counted).toEqual(['1', ...subjects.map((name) => (name === subject ? '1' : '<NA>'))]);
  });
});

describe('a message to the system log', () => {
  it('has a facility, a severity and a text', () => {
    const lines = `
      fd 1 3 unix 0->0 /dev/log
      a (1) > sendto fd=3 size=9
      a (1) < sendto res=9 data="<38>sshd: hello"`;
    const names = ['facility', 'facility.str', 'severity', 'severity.str', 'message'].map((name) => `syslog.${name}`);
    expect(lastEvent(lines, ...names, 'evt.is_syslog')).toEqual(['4', 'auth', '6', 'info', 'sshd: hello', 'true']);
    expect(lastEvent(lines.replace('/dev/log', '/dev/lag'), ...names.slice(0, 1))).toEqual(['<NA>']);
  });
});

describe('a wait', () => {
  it('takes from the enter event to the exit', () => {
    const printed = new Printed(`
      1 10:00:00.000000000 0 a (1) > poll
      2 10:00:00.012000000 0 a (1) < poll res=0`);
    const names = ['evt.latency', 'evt.latency.human', 'evt.wait_latency'];
    expect(printed.text(names, 1)).toEqual(['0', '0ns', '<NA>']);
    expect(printed.text(names, 2)).toEqual(['12000000', '12ms', '12000000']);
  });
});
