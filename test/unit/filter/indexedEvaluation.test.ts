import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRow } from '../../../src/engine/base/brands';
import { prepareFields } from '../../../src/engine/fields/preparation';
import { compileFilter } from '../../../src/engine/filter/filter';
import { MemorySource } from '../../../src/engine/trace/byteSource';
import { RawEvents } from '../../../src/engine/trace/rawEvents';
import { BLOCK_ROWS } from '../../../src/engine/trace/rowBits';
import { Selection } from '../../../src/engine/trace/selection';
import { TraceBuilder } from '../../../src/engine/trace/traceBuilder';
import { drawnCapture } from '../../support/drawnCapture';
import { type OpenedTrace, openTrace } from '../../support/openedTrace';

const CONTAINER = '0123456789ab'.padEnd(64, 'c');

/** What is known before the first event. */
const LISTED = `
  process 1 init pid=1 ptid=0 cwd=/
  process 10 sh pid=10 ptid=1 cwd=/srv cgroups=cpuset=/docker/${CONTAINER}\\0
  process 11 sh pid=10 ptid=1 cgroups=cpuset=/docker/${CONTAINER}\\0
  fd 10 3 file /etc/hosts
  fd 10 4 ipv4 10.0.0.1:1000->10.0.0.2:80 tcp
  fd 10 5 unix 0->0 /dev/log`;

const tid = fc.constantFrom(10, 11, 20, 21, 22);
const name = fc.constantFrom('sh', 'bash', 'web');

function json(kind: string, value: object): string {
  return `<NA> (1) > ${kind} json="${JSON.stringify(value).replaceAll('"', '\\"')}"`;
}

/** A new state of a process: of the child that a clone returns from, or of who executes a program. */
function begun(call: 'clone' | 'execve', own: number, parent: number, comm: string, res: number): string {
  const facts = `exe=${comm} args="-c\\0" tid=${own} pid=${own} ptid=${parent} fdlimit=9 comm=${comm}`;
  const ofClone = call === 'clone' ? ` cgroups="cpuset=/docker/${CONTAINER}\\0" flags=0 uid=0 gid=0` : '';
  return `${comm} (${own}) < ${call} res=${res} ${facts}${ofClone}`;
}

const line: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(tid, fc.nat(3)).map(([own, fd]) => `sh (${own}) > read fd=${fd + 2} size=1`) },
  {
    weight: 3,
    arbitrary: fc.tuple(tid, fc.constantFrom(-11, 0, 7)).map(([own, res]) => `sh (${own}) < read res=${res} data=a`),
  },
  tid.map((own) => `state-only sh (${own}) > getuid`),
  fc
    .tuple(tid, fc.constantFrom(0, 100, 101), fc.nat(9))
    .map(
      ([own, size, faults]) =>
        `sh (${own}) > switch next=1 pgft_maj=0 pgft_min=${faults} vm_size=${size} vm_rss=1 vm_swap=0`,
    ),
  tid.map((own) => `sh (${own}) > close fd=3`),
  tid.map((own) => `sh (${own}) < close res=0`),
  tid.map((own) => `sh (${own}) > poll fds="3:1 9:1" timeout=0`),
  tid.map((own) => `sh (${own}) < poll res=0 fds="3:1"`),
  fc.tuple(tid, fc.nat(1)).map(([own, fd]) => `sh (${own}) > write fd=${fd + 4} size=9`),
  fc.tuple(tid, fc.constantFrom('<38>hello', 'hello')).map(([own, data]) => `sh (${own}) < write res=9 data="${data}"`),
  fc
    .tuple(tid, fc.constantFrom(-2, 6), fc.constantFrom(1, 2, 16390))
    .map(([own, fd, flags]) => `sh (${own}) < openat fd=${fd} dirfd=-100 name=etc flags=${flags} mode=493`),
  tid.map((own) => `sh (${own}) < rename res=0 oldpath=a newpath=/b`),
  tid.map((own) => `sh (${own}) > procinfo cpu_usr=1 cpu_sys=1`),
  tid.map((own) => `sh (${own}) < open fd=-2 name=/etc/none flags=1 mode=0`),
  fc.tuple(tid, fc.constantFrom('/a', '/home')).map(([own, path]) => `sh (${own}) < chdir res=0 path=${path}`),
  fc.tuple(tid, tid, name).map(([own, parent, comm]) => begun('clone', own, parent, comm, 0)),
  fc
    .tuple(tid, tid, name, fc.constantFrom(0, -2))
    .map(([own, parent, comm, res]) => begun('execve', own, parent, comm, res)),
  tid.map((own) => `sh (${own}) > procexit status=0`),
  name.map((own) =>
    json('container', {
      container: { id: CONTAINER.slice(0, 12), type: 0, name: own, labels: { 'io.kubernetes.pod.name': `${own}-1` } },
    }),
  ),
  fc.tuple(name, fc.constantFrom('ADDED', 'DELETED')).map(([own, type]) =>
    json('k8s', {
      kind: 'Pod',
      type,
      items: [{ uid: 'u', name: own, namespace: own, containerStatuses: [{ containerID: `docker://${CONTAINER}` }] }],
    }),
  ),
);

const check = fc.constantFrom(
  'container.name=web',
  'container.name exists',
  'container.id!=host',
  'k8s.ns.name=bash',
  'k8s.pod.name startswith web',
  'proc.name=sh',
  'proc.pname=bash',
  'proc.aname=web',
  'proc.aname[2] exists',
  'proc.loginshellid=20',
  'proc.cwd=/a/',
  'proc.nthreads>1',
  'proc.name=val(proc.pname)',
  'toupper(proc.pname)=SH',
  'proc.cmdline contains "-c"',
  'proc.exe_ino exists',
  'evt.type=read',
  'evt.category=file',
  'evt.dir=<',
  'evt.rawres>0',
  'evt.latency>0',
  'evt.latency.human endswith us',
  'evt.latency.human=0ns',
  'evt.latency.human startswith 1',
  'evt.latency.s=0',
  'evt.latency.s!=0',
  'evt.latency.ns>1000',
  'evt.deltatime>1000',
  'evt.deltatime.s in (0, 2)',
  'evt.deltatime.ns<=1000',
  'evt.wait_latency exists',
  'evt.wait_latency>1000',
  'evt.is_syslog=true',
  'evt.is_syslog!=true',
  'evt.is_open_write=true',
  'evt.is_open_read=false',
  'evt.is_open_create=true',
  'evt.asynctype exists',
  'evt.hostname=host',
  'evt.abspath endswith etc',
  'evt.abspath.src exists',
  'fs.path.source exists',
  'fdlist.nums contains 9',
  'syslog.severity>3',
  'toupper(syslog.message)=HELLO',
  'evt.res=SUCCESS',
  'evt.res!=EAGAIN',
  'evt.res exists',
  'evt.count=1',
  'evt.count.exit=1',
  'evt.count.error=1',
  'evt.count.error.file=1',
  'evt.count.procinfo=1',
  'evt.count.threadinfo=1',
  'evt.buflen>3',
  'evt.buflen<3',
  'evt.buflen exists',
  'evt.buflen.file.in>0',
  'evt.buflen.net=7',
  'evt.count.error.net=1',
  'evt.count.error.other=1',
  'evt.failed=true',
  'evt.num<=20',
  'fd.num=3',
  'fd.name contains etc',
  'fd.name contains none',
  'fd.name!=x',
  'fd.nameraw contains none',
  'fd.containername contains none',
  'fd.containername startswith ":/etc"',
  'fd.sproto=80',
  'fs.path.name=/etc/none',
  'fs.path.nameraw exists',
  'fs.path.target exists',
  'proc.stdin.type=file',
  'proc.stdout.name exists',
  'fd.uid=103',
  'fd.uid startswith 2',
  'fd.name_changed=true',
  'fd.name_changed!=true',
  'fd.types[3]=file',
  'fd.types exists',
  'fd.types in (file, unix)',
  'fd.types intersects (ipv4, pipe)',
  'proc.fdopencount=0',
  'proc.fdopencount>3',
  'proc.fdusage>40',
  'thread.cap_effective exists',
  'proc.vmsize>100',
  'proc.vmrss exists',
  'thread.vmsize.b!=0',
  'thread.pfminor>7',
  'proc.pgid=10',
  'proc.duration>3000',
  'proc.ppid.duration<=5000',
  'thread.exectime=0',
  'thread.totexectime>=3000',
  'thread.cpu=0',
  'thread.cpu.user exists',
  'fd.name=""',
  'fd.directory=/etc',
  'fd.directory exists',
  'toupper(fd.name) contains NONE',
  'fd.containerdirectory contains etc',
  'fd.filename=hosts',
  'fd.port=80',
  'fd.type=file',
);

interface Tree {
  readonly text: string;
  readonly holds: (leaf: (text: string) => boolean) => boolean;
}

const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    check.map((text): Tree => ({ text, holds: (leaf) => leaf(text) })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map(
      (parts): Tree => ({
        text: `(${parts.map(({ text }) => text).join(' and ')})`,
        holds: (leaf) => parts.every((part) => part.holds(leaf)),
      }),
    ),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map(
      (parts): Tree => ({
        text: `(${parts.map(({ text }) => text).join(' or ')})`,
        holds: (leaf) => parts.some((part) => part.holds(leaf)),
      }),
    ),
    tie('tree').map(({ text, holds }): Tree => ({ text: `not ${text}`, holds: (leaf) => !holds(leaf) })),
  ),
})).tree;

/** Whether a check keeps a row, of a trace of which nothing was asked before, without an index. */
function holdsAt(text: string, row: EventRow, opened: OpenedTrace): boolean {
  opened.trace.kept.length = 0;
  const outcome = compileFilter(text, opened);
  if (!outcome.accepted) throw new Error(outcome.diagnostics[0].message);
  return outcome.filter.satisfies(row);
}

function keptOf(text: string, opened: OpenedTrace, from: number): number[] {
  const outcome = compileFilter(text, opened);
  if (!outcome.accepted) throw new Error(`${text}: ${outcome.diagnostics[0].message}`);
  const selection = new Selection();
  outcome.filter.select(from, opened.trace.events.length, selection, 'kept');
  return Array.from({ length: selection.count }, (_, index) => selection.rowAt(index));
}

/** Compares the rows behind so many that nothing happens in. */
function expectSame(lines: readonly string[], { text, holds }: Tree, before: number): void {
  const quiet = Array.from({ length: before }, () => 'sh (10) > getuid');
  const bytes = drawnCapture([LISTED, ...quiet, ...lines].join('\n'));
  const plain = openTrace(bytes);
  const indexed = openTrace(bytes);
  while (indexed.trace.index.advance(1));
  while (prepareFields(indexed, 1));
  const rows = Array.from({ length: lines.length }, (_, index) => (before + index) as EventRow);
  const expected = rows.filter((row) => holds((check) => holdsAt(check, row, plain)));
  expect(keptOf(text, plain, before)).toEqual(expected);
  expect(keptOf(text, indexed, before)).toEqual(expected);
}

/** Asks a trace anew whenever some bytes more of it are there. */
function expectSameWhileRead(lines: readonly string[], text: string, bytesAtOnce: number): void {
  const bytes = drawnCapture([LISTED, ...lines].join('\n'));
  const plain = openTrace(bytes);
  const expected = lines.map((_, row) => holdsAt(text, row as EventRow, plain));
  const growing = new TraceBuilder();
  const { trace } = growing;
  const raw = new RawEvents(trace, new MemorySource(bytes));
  for (let at = 0; at < bytes.length; at += bytesAtOnce) {
    growing.feed(bytes.subarray(at, at + bytesAtOnce));
    const kept = keptOf(text, { trace, raw, damage: [] }, 0);
    expect(kept).toEqual(expected.flatMap((holds, row) => (holds && row < trace.events.length ? [row] : [])));
  }
}

/** What a thread and the moment decide: of that it is remembered what was asked before. */
const ofMoments = fc.constantFrom(
  'container.name=web',
  'k8s.pod.name startswith web',
  'proc.pname=bash',
  'proc.aname[2] exists',
  'proc.loginshellid=20',
  'proc.cwd=/a/',
  'proc.nthreads>1',
  'proc.nchilds=0',
  'proc.exe_ino exists',
  'proc.pgid=10',
  'proc.stdin.type=file',
  'thread.cap_effective exists',
  'proc.fdopencount>3',
  'proc.fdusage>40',
  'fd.types in (file, unix)',
  'fd.types intersects (ipv4, pipe)',
);

/** Rows of a block from which on they are not asked one by one. */
const NOT_FEW = BLOCK_ROWS >> 5;

const story = fc.array(line, { minLength: 1, maxLength: 60 });

describe('a filter, with an index and without one', () => {
  it('keeps the rows that it keeps when each is asked alone', () => {
    fc.assert(
      fc.property(story, tree, (lines, filter) => expectSame(lines, filter, 0)),
      { numRuns: 200 },
    );
  });

  it('keeps them while the trace is read, whatever was asked of it before', () => {
    fc.assert(fc.property(story, ofMoments, fc.integer({ min: 100, max: 2000 }), expectSameWhileRead), {
      numRuns: 200,
    });
  });

  it('does so where a block ends', () => {
    fc.assert(
      fc.property(story, tree, fc.nat(60), (lines, filter, within) => expectSame(lines, filter, BLOCK_ROWS - within)),
      { numRuns: 4 },
    );
  });

  it('does so where threads take turns', () => {
    const turns = (lines: readonly string[]): string[] =>
      lines.flatMap((each) => ['sh (10) > getuid', 'sh (11) > getuid', 'sh (10) > getuid', 'sh (11) > getuid', each]);
    fc.assert(
      fc.property(story, tree, (lines, filter) => expectSame(turns(lines), filter, NOT_FEW)),
      { numRuns: 100 },
    );
  });
});
