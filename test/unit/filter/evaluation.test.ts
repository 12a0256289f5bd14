import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { compileFilter } from '../../../src/engine/filter/filter';
import { Selection } from '../../../src/engine/trace/selection';
import { drawnCapture } from '../../support/drawnCapture';
import { type OpenedTrace, openTrace } from '../../support/openedTrace';

const STORY = openTrace(
  drawnCapture(`
    process 100 curl pid=100 cwd=/root
    process 101 curl pid=100
    process 200 nginx pid=200
    unlisted 300
    fd 101 5 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
    fd 200 6 ipv4 0.0.0.0:80 tcp
    fd 200 7 ipv6 2001:db8::1:1000->2001:db8::2:443 tcp
    1 10:00:00.000000000 0 curl (100) > openat dirfd=-100 name=hosts flags=1 mode=0
    2 10:00:00.000000001 0 curl (100) < openat fd=3 dirfd=-100 name=hosts flags=1 mode=0
    3 10:00:00.000000002 1 curl (100) > read fd=3 size=100
    4 10:00:00.000000003 1 curl (100) < read res=9 data="HTTP/1.1\\n"
    5 10:00:00.000000004 1 curl (101) > write fd=5 size=3
    6 10:00:00.000000005 1 curl (101) < write res=-11 data=GET
    7 10:00:00.000000006 1 curl (100) > openat dirfd=-100 name=none flags=1 mode=0
    8 10:00:00.000000007 1 curl (100) < openat fd=-2 dirfd=-100 name=none flags=1 mode=0
    9 10:00:00.000000008 1 nginx (200) > syscall ID=16 nativeID=39
    10 10:00:00.000000009 1 nginx (200) > read fd=6 size=1
    11 10:00:00.000000010 1 nginx (200) > read fd=7 size=1
    12 10:00:00.000000011 1 nginx (200) > read fd=99 size=1
    13 10:00:00.000000012 0 <NA> (300) > getuid
  `),
);

/** The numbers of the events that a filter keeps. */
function kept(text: string, opened: OpenedTrace = STORY): number[] {
  const outcome = compileFilter(text, opened);
  if (!outcome.accepted) throw new Error(outcome.diagnostics[0].message);
  const selection = new Selection();
  outcome.filter.select(0, opened.trace.events.length, selection);
  const rows = Array.from({ length: selection.count }, (_, index) => selection.rowAt(index));
  const one = Array.from({ length: opened.trace.events.length }, (_, row) => row as EventRow);
  expect(one.filter((row) => outcome.filter.matches(row))).toEqual(rows);
  return rows.map((row) => row + 1);
}

describe('fields of the event', () => {
  it.each([
    ['evt.num in (1, 13, 14)', [1, 13]],
    ['evt.num>11', [12, 13]],
    ['evt.dir=<', [2, 4, 6, 8]],
    ['evt.cpu=0', [1, 2, 13]],
    ['evt.type=read', [3, 4, 10, 11, 12]],
    ['evt.type startswith g', [9, 13]],
    ['evt.type=syscall', []],
    ['evt.rawres<0', [6, 8]],
    ['evt.rawres exists', [2, 4, 6, 8]],
    ['evt.failed=true', [6, 8]],
    ['evt.failed=false', [2, 4]],
    ['evt.is_io=true and evt.dir=<', [4, 6]],
    ['evt.buflen=9', [4]],
    ['evt.buflen exists', [4]],
    ['evt.buffer contains HTTP', [4]],
    ['evt.buffer startswith GE', [6]],
    ['evt.buffer exists', [4, 6]],
    ['evt.rawtime>1577872800000000011', [13]],
    ['evt.rawtime=1577872800000000000', [1]],
  ])('%s keeps %j', (text, expected) => expect(kept(text)).toEqual(expected));
});

describe('fields of thread and fd', () => {
  it.each([
    ['proc.name=curl', [1, 2, 3, 4, 5, 6, 7, 8]],
    ['proc.name="<NA>"', [13]],
    ['proc.pid=100 and thread.tid!=100', [5, 6]],
    ['thread.tid=300', [13]],
    ['fd.num=3', [2, 3, 4]],
    ['fd.num=-1', [1, 7, 8]],
    ['fd.type=file', [2, 3, 4]],
    ['fd.type exists and fd.num=99', []],
    ['fd.name=/root/hosts', [2, 3, 4]],
    ['fd.name="10.0.0.1:1000->10.0.0.2:80"', [5, 6]],
    ['fd.port=80', [5, 6, 10]],
    ['fd.port>=443', [5, 6, 11]],
    ['fd.ip=10.0.0.2', [5, 6]],
    ['fd.ip=2001:db8::1', [11]],
  ])('%s keeps %j', (text, expected) => expect(kept(text)).toEqual(expected));
});

describe('a field that means either end of a connection', () => {
  it.each([
    ['fd.port!=80', [11], 'both ends have to differ'],
    ['fd.port!=1000', [10], 'a bound socket has one end'],
    ['fd.ip!=10.0.0.1', [10, 11], 'addresses of different families differ'],
    ['not fd.port=80', [1, 2, 3, 4, 7, 8, 9, 11, 12, 13], 'not also keeps what is no socket'],
    ['fd.port in (443, 1)', [11], 'one end in the list is enough'],
  ])('%s keeps %j: %s', (text, expected) => expect(kept(text)).toEqual(expected));
});

describe('a missing value', () => {
  it.each([
    ['fd.name!=x and proc.name=nginx', [10, 11], 'makes every comparison false, != too'],
    ['not fd.name=x and proc.name=nginx', [9, 10, 11, 12], 'and its negation true'],
    ['not fd.name exists and proc.name=nginx', [9, 12], 'does not exist'],
  ])('%s keeps %j: %s', (text, expected) => expect(kept(text)).toEqual(expected));
});

describe('an fd of which nothing is known', () => {
  it.each([
    ['fd.typechar=f and fd.num=-1', [1, 7, 8], 'has the type that the call would give it'],
    ['fd.typechar=o', [12], 'or that of an unknown one'],
    ['fd.name=/root/none', [8], 'has the name that was to be opened, on exit'],
    ['fd.name exists and fd.num<0', [8], 'and none on enter'],
  ])('%s keeps %j: %s', (text, expected) => expect(kept(text)).toEqual(expected));
});

describe('and, or, not', () => {
  it.each([
    ['proc.name=nginx or evt.cpu=0 and evt.dir=>', [1, 9, 10, 11, 12, 13]],
    ['(proc.name=nginx or evt.cpu=0) and evt.dir=>', [1, 9, 10, 11, 12, 13]],
    ['(proc.name=nginx or evt.cpu=0) and evt.dir=<', [2]],
    ['not (proc.name=nginx or evt.cpu=0) and evt.dir=<', [4, 6, 8]],
    ['not not evt.num=5', [5]],
    ['evt.buffer contains GET or evt.num=1 or fd.num=99', [1, 6, 12]],
    ['not (evt.buffer exists or fd.num=3 or proc.name=nginx)', [1, 5, 7, 8, 13]],
    ['evt.type=mprotect or evt.type=stat or evt.type=read and not fd.num=3', [10, 11, 12]],
  ])('%s keeps %j', (text, expected) => expect(kept(text)).toEqual(expected));
});

describe('hidden events', () => {
  it('are never kept', () => {
    const opened = openTrace(
      drawnCapture(`
        curl (100) > getuid
        state-only curl (100) > getuid
        curl (100) > getuid`),
    );
    expect(kept('evt.type=getuid', opened)).toEqual([1, 3]);
    expect(kept('not evt.type=read', opened)).toEqual([1, 3]);
  });
});

describe('fields that take more than one version', () => {
  const family = openTrace(
    drawnCapture(`
      process 1 systemd pid=1 ptid=0
      process 2 sshd pid=2 ptid=1
      process 3 bash pid=3 ptid=2
      process 4 bash pid=3 ptid=2
      fd 3 5 ipv4 10.0.0.1:1000->10.1.0.2:80 tcp
      fd 3 6 file /a
      1 10:00:00.000000000 0 bash (3) > read fd=5 size=1
      2 10:00:00.002000000 0 bash (3) < read res=1 data=GET
      3 10:00:00.003000000 0 sshd (2) > read fd=9 size=1
      4 10:00:00.004000000 0 systemd (1) > getuid
      5 10:00:00.005000000 0 bash (4) > getuid`),
  );

  it.each([
    ['proc.aname=systemd', [1, 2, 3, 5], 'any ancestor'],
    ['proc.aname=bash', [], 'but not the process itself'],
    ['proc.aname!=systemd', [1, 2, 5], 'with != another ancestor is enough'],
    ['proc.aname[0]=bash', [1, 2, 5], 'a certain ancestor'],
    ['proc.aname[1]=sshd', [1, 2, 5], 'its number of steps up'],
    ['not proc.aname exists', [4], 'who has none'],
    ['proc.apid in (2, 99)', [1, 2, 5], 'numbers'],
    ['proc.pname startswith ss', [1, 2, 5], 'the parent'],
    ['evt.latency>1000000', [2], 'the enter event'],
    ['evt.arg.res=1', [2], 'the text of a parameter'],
    ['evt.rawarg.res>0', [2], 'its number'],
    ['evt.arg[0] exists', [1, 2, 3], 'its number in the event'],
    ['fd.types in (ipv4, file)', [1, 2], 'in: all of a list'],
    ['fd.types in (ipv4)', [], 'which one alone is not'],
    ['fd.types intersects (ipv4, pipe)', [1, 2], 'intersects: one of a list'],
    ['fd.types exists', [1, 2], 'a list with something in it'],
    ['fd.types[6]=file', [1, 2], 'one of a list'],
    ['proc.name intersects (bash)', [1, 2, 5], 'intersects of one value'],
    ['fd.net=10.1.0.0/16', [1, 2], 'either end in a network'],
    ['fd.net!=10.1.0.0/16', [], 'not both ends outside'],
    ['fd.cnet=10.0.0.0/24', [1, 2], 'the client in a network'],
    ['fd.snet!=10.0.0.0/24', [1, 2], 'the server outside'],
    ['fd.snet in (10.0.0.0/24, 10.1.0.0/24)', [1, 2], 'in one of several networks'],
    ['fd.snet exists', [1, 2], 'a server at all'],
    ['evt.around[1577872800003000000]=1', [2, 3, 4], 'at most so many milliseconds away'],
    ['evt.around[1577872800002500000]=0', [], 'never nearer than they are'],
    ['evt.buffer bcontains 4554', [2], 'bytes in hexadecimal'],
    ['evt.buffer bstartswith 4554', [], 'at the beginning'],
    ['evt.type.is.read=1', [1, 2, 3], 'the type in the name'],
    ['thread.ismain=false', [5], 'the thread'],
    ['proc.nthreads=2 and evt.type=getuid', [5], 'its process'],
    ['proc.aname=systemd and (evt.latency>0 or proc.ppid=1)', [2, 3], 'together with others'],
  ])('%s keeps %j (%s)', (text, expected) => expect(kept(text, family)).toEqual(expected));
});
