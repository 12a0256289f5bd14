import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, parameterIndex } from '../../../src/engine/capture/eventTable';
import { parameterText } from '../../../src/engine/format/parameterText';
import type { TextContext } from '../../../src/engine/format/textContext';
import type { ParameterInput } from '../../support/eventParameters';
import { lastEvent, lonelyEvent } from './eventContext';

/** `value(resolved)`, as it follows `name=`. */
function text(context: TextContext, name: string): string {
  const { value, resolved } = parameterText(context, parameterIndex(EVENT_TYPES[context.cursor.type], name));
  return resolved === '' ? value : `${value}(${resolved})`;
}

function textOf(event: string, name: string, input: ParameterInput): string {
  const [direction, type] = event.split(' ');
  return text(lonelyEvent(direction as '>' | '<', type, { [name]: input }), name);
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const ALL_ONES = new Uint8Array(8).fill(0xff);

describe('values that stand alone', () => {
  it.each<[string, string, ParameterInput, string]>([
    ['< fstat', 'res', -2, '-2(ENOENT)'],
    ['< fstat', 'res', -512, '-512(ERESTARTSYS)'],
    ['< fstat', 'res', -4242, '-4242(4242)'],
    ['< fstat', 'res', 78, '78'],
    ['> mmap', 'fd', -1, '-1(EPERM)'],
    ['> openat', 'dirfd', -100, '-100(AT_FDCWD)'],
    ['> open', 'flags', 4097, '4097(O_RDONLY|O_CLOEXEC)'],
    ['> open', 'mode', 0o644, '0644'],
    ['< chmod', 'mode', 0o644, '0644(S_IROTH|S_IRGRP|S_IWUSR|S_IRUSR)'],
    ['> kill', 'sig', 15, '15(SIGTERM)'],
    ['> kill', 'sig', 99, '99'],
    ['> nanosleep', 'interval', 2500000, '2500000(0.0025s)'],
    ['> nanosleep', 'interval', ALL_ONES, 'none'],
    ['> ppoll', 'sigmask', 0x4002, 'SIGINT SIGTERM'],
    ['> ppoll', 'sigmask', 0, ''],
    ['> lseek', 'offset', -62, '-62'],
    ['> ioctl', 'argument', 0x7ffd081c5e10, '7FFD081C5E10'],
    ['< getrlimit', 'max', -1, '-1'],
    ['> setuid', 'uid', bytes(0xff, 0xff, 0xff, 0xff), '-1(<NONE>)'],
    ['> setuid', 'uid', 4242, '4242(<NA>)'],
    ['> poll', 'fds', bytes(1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 0), '3:?4'],
    ['> poll', 'fds', bytes(1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0x80), '3:?ffff8000'],
    ['< setsockopt', 'val', bytes(2, 0, 0, 16, 0), '1048576'],
    ['< setsockopt', 'val', bytes(0, 1, 0, 0, 0), '....'],
    ['< setsockopt', 'val', bytes(4, 0, 0x28, 0x6b, 0xee, 0, 0, 0, 0), '4000000000(4s)'],
    ['< ptrace', 'data', bytes(1, 9), '9(SIGKILL)'],
    ['< bpf', 'fd', -1, '-1(EPERM)'],
  ])('%s %s: %j prints as %s', (event, name, input, expected) => {
    expect(textOf(event, name, input)).toBe(expected);
  });
});

describe('texts', () => {
  it('show nothing where they are empty, or what lies behind them where the accidents of 0.29.3 are imitated', () => {
    const values = { fdlimit: 20000 };
    expect(text(lonelyEvent('<', 'clone', values), 'cwd')).toBe('');
    expect(text(lonelyEvent('<', 'clone', values, { imitatesAccidents: true }), 'cwd')).toBe(' N');
  });

  it('end at their first NUL and keep control characters', () => {
    expect(textOf('< mount', 'type', bytes(0x61, 0x1b, 0x62, 0, 0x63, 0))).toBe('a\x1bb');
  });

  it('are UTF-8, with a mark for bytes that are not', () => {
    expect(textOf('< mount', 'type', bytes(0xc3, 0xa9, 0xff, 0))).toBe('\u00e9\ufffd');
  });

  it('that are paths lose unprintable bytes', () => {
    expect(textOf('< mkdir', 'path', bytes(0x2f, 0xc3, 0xa9, 0x0a, 0x61, 0))).toBe('/a');
  });
});

describe('parameters of no bytes', () => {
  it.each([
    ['< connect', 'tuple', 'NULL'],
    ['< bind', 'addr', 'NULL'],
    ['< read', 'data', ''],
    ['< mount', 'type', ''],
    ['> poll', 'fds', ''],
    ['> open', 'name', '<NA>'],
    ['< setsockopt', 'val', 'NULL'],
    ['> lseek', 'offset', '<NA>'],
  ])('%s %s prints as "%s"', (event, name, expected) => {
    expect(textOf(event, name, 'NULL')).toBe(expected);
  });
});

describe('hostile parameters', () => {
  it('shorter than their type are as good as none', () => {
    expect(textOf('> lseek', 'offset', bytes(1, 2, 3))).toBe('<NA>');
    expect(textOf('< setsockopt', 'val', bytes(2, 1))).toBe('<NA>');
  });

  it('of an unknown alternative are not available', () => {
    expect(textOf('< setsockopt', 'val', bytes(200, 1, 2, 3, 4))).toBe('<NA>');
  });

  it('that count more fds than they hold show those they hold', () => {
    expect(textOf('> poll', 'fds', bytes(0xff, 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0))).toBe('3:?1');
  });
});

describe('what the state knows', () => {
  const STATE = `
    process 100 curl pid=100 cwd=/home/ubuntu/
    process 101 nginx pid=101
    fd 100 3 directory /srv/demo
    fd 100 4 ipv6 ::1:1000->::1:80 tcp
    user 1000 1000 ubuntu /home/ubuntu /bin/sh
    group 1000 staff
  `;
  const happening = (event: string): TextContext => lastEvent(`${STATE}\n1 10:00:00.000000000 0 curl (100) ${event}`);

  it.each([
    ['> kill pid=101 sig=15', 'pid', '101(nginx)'],
    ['> kill pid=102 sig=15', 'pid', '102'],
    ['> kill pid=-11 sig=15', 'pid', '-11'],
    ['> setuid uid=1000', 'uid', '1000(ubuntu)'],
    ['> setgid gid=1000', 'gid', '1000(staff)'],
    ['> fchdir fd=3', 'fd', '3(<d>/srv/demo)'],
    ['> fchdir fd=9', 'fd', '9'],
    ['> poll fds=4:4 9:1', 'fds', '4:64 9:?1'],
  ])('%s: %s is %s', (event, name, expected) => {
    expect(text(happening(event), name)).toBe(expected);
  });

  it.each([
    ['< mkdir res=0 path=/a/b', '/a/b', 'an absolute path stands alone'],
    ['< mkdir res=0 path=a/../b', 'a/../b(/home/ubuntu/b)', 'a relative path begins in the working directory'],
    ['< mkdir res=0 path=<NA>', '<NA>', 'an unreadable path leads nowhere'],
    ['< mkdirat res=0 dirfd=3 path=b', 'b(/srv/demo/b)', 'or in the directory of an fd'],
    ['< mkdirat res=0 dirfd=-100 path=b', 'b(/home/ubuntu/b)', 'which may be the working directory'],
    ['< mkdirat res=0 dirfd=9 path=b', 'b(<UNKNOWN>/b)', 'or may not be known'],
  ])('%s prints %s: %s', (event, expected) => {
    expect(text(happening(event), 'path')).toBe(expected);
  });

  it('resolves a path of an event whose table names no directory parameter by the first one', () => {
    expect(text(happening('> openat dirfd=3 name=c flags=0 mode=0'), 'name')).toBe('c(/srv/demo/c)');
  });
});
