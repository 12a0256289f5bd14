import type { EventRow } from '../../src/engine/base/brands';
import { EVENT_TYPES } from '../../src/engine/capture/eventTable';
import { NO_PARTNER, RowFlag } from '../../src/engine/trace/eventColumns';
import type { Trace } from '../../src/engine/trace/trace';

/** The programs that made the recordings. */
export type Peer = 'sysdig 0.29.3' | 'sysdig 0.36.0' | 'libs 0.25.4';

/** Which program recorded the expectations of a capture. */
export function peerOf(capture: string): Peer {
  if (capture.endsWith('-paired')) return 'sysdig 0.36.0';
  return capture.endsWith('-exits') ? 'libs 0.25.4' : 'sysdig 0.29.3';
}

/**
 * A way in which a program's output differs from ours on purpose. A recorded line, row or answer may differ from ours where
 * one of these explains it, and nowhere else.
 */
export interface Deviation {
  readonly name: string;
  readonly peers: readonly Peer[];
  /** That program is wrong, or a later version chose otherwise. */
  readonly because: 'defect' | 'version';
  /** What that program does, what we do, and why. */
  readonly reason: string;
  /** The events that it is about: a filter of ours, or a look at the columns. */
  readonly events: string | ((trace: Trace, row: EventRow) => boolean);
  /** The fields that differ for them; a name with a point at its end stands for all that begin with it. */
  readonly fields: readonly string[];
  /** Their printed lines differ, too, in whatever format shows such fields. */
  readonly inLines?: true;
}

const OLD: readonly Peer[] = ['sysdig 0.29.3'];
const PAIRING: readonly Peer[] = ['sysdig 0.29.3', 'sysdig 0.36.0'];
const MIDDLE: readonly Peer[] = ['sysdig 0.36.0'];
const NEW: readonly Peer[] = ['libs 0.25.4'];
const LATER: readonly Peer[] = ['sysdig 0.36.0', 'libs 0.25.4'];
const ALL: readonly Peer[] = ['sysdig 0.29.3', 'sysdig 0.36.0', 'libs 0.25.4'];

/** Fields that depend on which fd an event has. */
const OF_FD = ['fd.', 'evt.buflen', 'evt.is_io', 'evt.category', 'evt.arg', 'evt.latency'] as const;

const GENERIC: ReadonlySet<number> = new Set(EVENT_TYPES.filter(({ name }) => name === 'syscall').map(({ id }) => id));

/** Every deviation. What stands here is a defect of another program or a change of its versions, never a weakness of ours. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    name: 'datagrams',
    peers: OLD,
    because: 'defect',
    reason:
      'The addresses of an unconnected datagram socket move with each datagram. That version keeps the old destination, or takes bytes of an earlier address for it (53.0.3.0:53): one union in its memory serves both. Its successor reads the -paired recording of the same traffic as we do.',
    events: 'fd.l4proto = udp',
    fields: ['fd.', 'evt.arg'],
    inLines: true,
  },
  {
    name: 'enter event missing',
    peers: PAIRING,
    because: 'defect',
    reason:
      'Of an exit whose enter event is not in the capture nobody knows the fd. Those versions take fd 0, and call a read of a socket one of /dev/null.',
    events: isLoneExit,
    fields: OF_FD,
    inLines: true,
  },
  {
    name: 'fd of the exit itself',
    peers: PAIRING,
    because: 'version',
    reason:
      'The exit event of these calls says which fd it used. Those versions look only in the enter event, which does not.',
    events:
      'evt.type in (setsockopt, fchmod, fchown, fsconfig, io_uring_enter, io_uring_register, userfaultfd) and evt.dir = <',
    fields: OF_FD,
    inLines: true,
  },
  {
    name: 'splice',
    peers: PAIRING,
    because: 'version',
    reason:
      'The fd of splice is the one that is written to, as in the newest version; those take the one that is read.',
    events: 'evt.type = splice',
    fields: OF_FD,
    inLines: true,
  },
  {
    name: 'failed connect',
    peers: PAIRING,
    because: 'defect',
    reason:
      'The name of a unix socket whose connect failed is the path that was tried, which the enter event says; that of an internet socket is as it was before. Those versions say NULL.',
    events: 'evt.type = connect and evt.dir = < and evt.failed = true',
    fields: ['fd.'],
    inLines: true,
  },
  {
    name: 'closed by execve',
    peers: OLD,
    because: 'defect',
    reason:
      'An fd that is marked close-on-exec is gone after execve. That version keeps it, and calls it by its old name.',
    events: 'evt.type = close and (fd.name = "<NA>" or not fd.name exists or fd.typechar = o)',
    fields: OF_FD,
    inLines: true,
  },
  {
    name: 'unknown threads',
    peers: OLD,
    because: 'version',
    reason:
      'Of a thread that nobody saw beginning nobody knows the process (pid -1), the container or the ids of its users. That version takes its tid for its pid and says that it is no container’s; later versions agree with us.',
    events: 'proc.pid = -1',
    fields: ['proc.pid', 'container.', 'thread.ismain', 'user.', 'group.'],
    inLines: true,
  },
  {
    name: 'vfork after its child',
    peers: PAIRING,
    because: 'defect',
    reason:
      'A vfork returns to the parent after its child has gone. Those versions make the child again then, and have it ever after; the newest and we leave it gone, so that what the scheduler says last of it belongs to nobody.',
    events: (trace, row) => EVENT_TYPES[trace.events.type(row)].name === 'switch' && trace.events.thread(row) === 0,
    fields: ['proc.', 'thread.', 'container.', 'user.', 'group.', 'fd.'],
    inLines: true,
  },
  {
    name: 'vfork names a child',
    peers: PAIRING,
    because: 'defect',
    reason: 'The same: the tid that vfork returns has no name any more, and the next thread of the switch neither.',
    events: 'evt.type in (vfork, switch)',
    fields: ['evt.arg', 'evt.args', 'evt.info'],
    inLines: true,
  },
  {
    name: 'events without a thread',
    peers: MIDDLE,
    because: 'defect',
    reason:
      'A container event belongs to no thread, nor does the end of a thread that nobody knew. That version makes a thread for each, named container:ID with tid -1, or without a name.',
    events: (trace, row) => trace.events.thread(row) === 0,
    fields: ['proc.', 'thread.', 'container.', 'user.', 'group.'],
  },
  {
    name: 'named by its child',
    peers: MIDDLE,
    because: 'version',
    reason:
      'A thread that nobody saw beginning has the name of the child that it cloned. That version learns it from the parent’s return only.',
    events: 'evt.type = procexit and proc.pid = -1',
    fields: ['proc.'],
  },
  {
    name: 'paths as they were given',
    peers: OLD,
    because: 'defect',
    reason:
      'The path that a failed open was for is made absolute as that of any other, /.curlrc; that version says //.curlrc.',
    events: 'evt.type in (open, openat, creat) and evt.failed = true',
    fields: ['fd.'],
  },
  {
    name: 'openat2 in a directory',
    peers: MIDDLE,
    because: 'defect',
    reason:
      'A failed openat2 with a directory fd was for the whole path; that version names the directory only, and does not call it a file.',
    events: 'evt.type = openat2 and evt.failed = true',
    fields: ['fd.'],
  },
  {
    name: 'failed open',
    peers: NEW,
    because: 'version',
    reason: 'What a failed open was for is a file (f), as 0.29.3 and 0.36 say; that version says o.',
    events: 'evt.type = open and evt.failed = true',
    fields: ['fd.typechar'],
  },
  {
    name: 'rt_sigreturn',
    peers: MIDDLE,
    because: 'version',
    reason:
      'Both system calls have one code in captures, which 0.29.3 calls sigreturn; that version looks at the number of the call.',
    events: 'evt.type = sigreturn',
    fields: ['evt.type', 'syscall.type'],
    inLines: true,
  },
  {
    name: 'bpf',
    peers: NEW,
    because: 'defect',
    reason:
      'The exit of a bpf that made an fd has that fd: so that version’s own table says, while its filter fd.num=-1 keeps the event.',
    events: 'evt.type = bpf',
    fields: ['fd.num'],
  },
  {
    name: 'sendmmsg',
    peers: PAIRING,
    because: 'version',
    reason: 'sendmmsg and recvmmsg move data, as the newest version says; those do not count them as I/O.',
    events: 'evt.type in (sendmmsg, recvmmsg)',
    fields: ['evt.is_io'],
    inLines: true,
  },
  {
    name: 'generic events',
    peers: LATER,
    because: 'version',
    reason:
      'A generic event is of the category of its system call, as 0.29.3 says; those versions say other of all of them.',
    events: (trace, row) => GENERIC.has(trace.events.type(row)),
    fields: ['evt.category'],
  },
  {
    name: 'no result',
    peers: PAIRING,
    because: 'version',
    reason:
      'Only an event that has a result has failed or not, as the newest version says; those say "not failed" of all others.',
    events: (trace, row) => (trace.events.flags(row) & RowFlag.HAS_RESULT) === 0,
    fields: ['evt.failed'],
  },
  {
    name: 'all types of a name',
    peers: ALL,
    because: 'defect',
    reason:
      'evt.type.is.openat means every event type of that name; they mean its oldest one only, which no recent capture has.',
    events: 'evt.type = openat',
    fields: ['evt.type.is'],
  },
  {
    name: 'double negation',
    peers: OLD,
    because: 'defect',
    reason: 'That version takes two negations for one.',
    events: 'evt.num > 0',
    fields: ['not not'],
  },
  {
    name: 'globs in pmatch',
    peers: OLD,
    because: 'version',
    reason: 'A path of pmatch may hold *, ? and [ ]; that version takes them for themselves.',
    events: 'fd.name exists',
    fields: ['pmatch'],
  },
  {
    name: 'which address is local',
    peers: ALL,
    because: 'defect',
    reason:
      'The server is the captured machine where its address is one of the machine’s. A socket without an address is nobody’s: those versions also take an IPv6 socket before it has one, and 0.29.3 all addresses of the machine’s networks.',
    events: 'fd.type in (ipv4, ipv6)',
    fields: ['fd.is_server'],
  },
  {
    name: 'users of processes that came to be known',
    peers: MIDDLE,
    because: 'defect',
    reason:
      'An execve says who the user of a process is that nobody saw beginning. That version has the id from it, but never the name.',
    events: 'group.gid = 4294967295',
    fields: ['user.name'],
  },
  {
    name: 'nameless users',
    peers: OLD,
    because: 'version',
    reason:
      'The name of a user or group that nobody knows is <NA>, as in later versions; that version has no value, so that no comparison holds.',
    events: 'user.name = <NA>',
    fields: ['user.name'],
  },
  {
    name: 'eight bytes of a group',
    peers: OLD,
    because: 'defect',
    reason:
      'That version reads eight bytes of the four that hold the group: of a process with threads their number is in the value (4294967296).',
    events: 'thread.ismain = true',
    fields: ['group.gid'],
  },
  {
    name: 'device of what is no file',
    peers: OLD,
    because: 'defect',
    reason: 'What is no file lies on no device (0). That version prints what lies in its memory.',
    events: 'fd.num >= 0 and not fd.type in (file, directory)',
    fields: ['fd.dev'],
  },
  {
    name: 'image of a container',
    peers: OLD,
    because: 'version',
    reason:
      'Repository and tag are taken out of the image where the capture does not tell them apart, as in later versions; that version has no value.',
    events: 'container.image exists',
    fields: ['container.image.'],
  },
  {
    name: 'the parent of a process',
    peers: OLD,
    because: 'version',
    reason:
      'The parent is that of the process, for all of its threads; that version takes the thread that made a thread.',
    events: 'thread.ismain = false',
    fields: ['proc.pname'],
  },
  {
    name: 'threads that were there before',
    peers: OLD,
    because: 'version',
    reason:
      'Threads of the process list count, and from every thread of a process; that version counts those that it saw beginning, on the main thread.',
    events: 'proc.nthreads > 1',
    fields: ['proc.nchilds'],
  },
  {
    name: 'threads that end',
    peers: OLD,
    because: 'version',
    reason: 'A thread no more counts in the event that ends it, as in later versions.',
    events: 'evt.type = procexit',
    fields: ['proc.nthreads', 'proc.nchilds'],
  },
  {
    name: 'events that are no calls',
    peers: OLD,
    because: 'version',
    reason:
      'Signals, ends of processes and the like are no system calls, as later versions say; that version has a call’s name for them.',
    events: 'not syscall.type exists',
    fields: ['syscall.type'],
  },
  {
    name: 'enter events that come late',
    peers: MIDDLE,
    because: 'defect',
    reason:
      'With a buffer for each CPU an exit can stand before its enter event. That version pairs it with the enter event of an earlier call.',
    events: (trace, row) => trace.events.partner(row) > row,
    fields: ['evt.latency'],
  },
  {
    name: 'unreadable names',
    peers: OLD,
    because: 'defect',
    reason:
      'Where the kernel could not read a name, the event has none (<NA>). That version prints the bytes that lie in its memory, such as name=-100.',
    events: 'evt.type in (open, openat, openat2, creat, execve, execveat) and evt.dir = > and evt.args contains "<NA>"',
    fields: ['evt.arg', 'evt.args', 'evt.info'],
    inLines: true,
  },
  {
    name: 'flags that came later',
    peers: OLD,
    because: 'version',
    reason: 'Flags that drivers write since then have their names, too.',
    events: 'evt.type in (open, openat, openat2, creat) and evt.args contains O_F_CREATED',
    fields: ['evt.arg', 'evt.args', 'evt.info'],
    inLines: true,
  },
  {
    name: 'time that runs back',
    peers: OLD,
    because: 'defect',
    reason:
      'The time since the event before is negative where that is younger. That version has no sign and prints 18446744073.709550750.',
    events: (trace, row) => row > 0 && trace.events.time(row) < trace.events.time((row - 1) as EventRow),
    fields: ['evt.outputtime'],
    inLines: true,
  },
  {
    name: 'latency of a switch',
    peers: PAIRING,
    because: 'defect',
    reason:
      'A switch is the end of no call and has no latency; those versions leave the one of the thread’s last exit in it.',
    events: 'evt.type = switch',
    fields: ['evt.latency'],
  },
  {
    name: 'addresses that mmap returns',
    peers: LATER,
    because: 'version',
    reason:
      'What mmap returns is an address, which 0.29.3 prints in hexadecimal; those versions print it as a decimal number.',
    events: 'evt.type in (mmap, mmap2, mremap, brk)',
    fields: ['evt.arg'],
  },
  {
    name: 'data in evt.info',
    peers: NEW,
    because: 'version',
    reason:
      'evt.info and evt.args have the first 80 characters of data, as the line has; that version compares with all of it.',
    events: 'evt.buflen > 0',
    fields: ['evt.info', 'evt.args'],
  },
  {
    name: 'last fd looked up',
    peers: LATER,
    because: 'defect',
    reason:
      'After execve those versions still find the last fd that was looked up, although it was closed: once, for a call with an fd.',
    events: 'evt.type in (mmap, openat)',
    fields: ['fd.types'],
  },
  {
    name: 'directory of an unknown process',
    peers: LATER,
    because: 'defect',
    reason:
      'A thread that nobody saw beginning has the directory that it changed to, and what it clones has it too. Those versions look for it in the main thread, which they do not know, and have none.',
    events: 'proc.cwd exists',
    fields: ['proc.cwd'],
  },
  {
    name: 'path in the directory of an unknown process',
    peers: NEW,
    because: 'defect',
    reason:
      'The same for the relative path that an open failed for: a filter of that version sees it without the directory, which its own table has.',
    events: 'evt.type in (open, openat) and evt.failed = true',
    fields: ['fd.name'],
  },
  {
    name: 'base64 without padding',
    peers: NEW,
    because: 'version',
    reason: 'b64 also takes Base64 without its padding; that version wants a length that four divides.',
    events: ({ events, threads, texts }, row) => texts.bytes(threads.get(events.thread(row), 'comm')).length % 4 !== 0,
    fields: ['b64'],
  },
  {
    name: 'reaper',
    peers: LATER,
    because: 'defect',
    reason:
      'The end of a process says that process 1 takes over its children. Those versions do not find process 1 in their table, and say 0.',
    events: 'proc.ppid = 1',
    fields: ['proc.ppid'],
  },
];

/** A filter that one version takes, and we refuse as all later versions do. */
export interface RefusedFilter {
  readonly filter: string;
  readonly peers: readonly Peer[];
  readonly reason: string;
  /** The quick fix that is offered; what it makes of the filter means the same. */
  readonly fix: string;
}

/** Every recorded filter that we refuse. */
export const REFUSED_FILTERS: readonly RefusedFilter[] = [
  {
    filter: 'evt.args contains res=0',
    peers: OLD,
    reason: 'A value that holds = stands in quotes, as later versions want it; that version takes it without them.',
    fix: 'Put the value in quotes',
  },
];

function isLoneExit({ events }: Trace, row: EventRow): boolean {
  return EVENT_TYPES[events.type(row)].direction === '<' && events.partner(row) === NO_PARTNER;
}
