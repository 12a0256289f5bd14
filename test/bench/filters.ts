/** What a filter has to look at, which decides its budget. */
export type FilterKind = 'fields' | 'buffers';

export interface BenchFilter {
  readonly kind: FilterKind;
  readonly text: string;
}

/** What the filters are about, taken from the capture: most captures know nothing of what others are about. */
export interface FilterSubjects {
  /** The name of the process that many of the events belong to. */
  readonly process: string;
  /** A thread of it. */
  readonly tid: number;
  /** The time of an event of it, in ns since the epoch. */
  readonly time: bigint;
  /** Its host. */
  readonly host: string;
}

/** Filters of every kind, on a capture of any content. */
export function benchFilters({ process, tid, time }: FilterSubjects): readonly BenchFilter[] {
  const name = JSON.stringify(process);
  const fields = [
    'evt.type=openat',
    'evt.type in (read, write, sendto, recvfrom, sendmsg, recvmsg)',
    'evt.dir=<',
    'evt.cpu=1',
    'evt.num<=1000',
    'evt.reltime>=1000000000 and evt.reltime<2000000000',
    `evt.rawtime>=${time} and evt.rawtime<${time + 60_000_000_000n}`,
    'evt.failed=true',
    'evt.res=ENOENT',
    'evt.rawres>100',
    'evt.latency>1000000',
    'evt.category=file',
    `proc.name=${name}`,
    `proc.name!=${name}`,
    'proc.name contains ssh',
    'proc.cmdline contains "-c"',
    'proc.pname=bash',
    'proc.aname=sshd',
    'proc.cwd startswith /home',
    `thread.tid=${tid}`,
    'user.name=root',
    'container.id!=host',
    'container.name=etcd',
    'k8s.ns.name=default',
    'k8s.pod.label.app=web',
    'fd.num=3',
    'fd.type=ipv4',
    'fd.type in (ipv4, ipv6)',
    'fd.port=53',
    'fd.sport=53',
    'fd.ip=127.0.0.1',
    'fd.name contains /etc',
    'fd.directory=/etc',
    'fd.filename endswith .so',
    `proc.name=${name} and evt.type=openat and evt.failed=true`,
    `not proc.name=${name} and (evt.type=futex or fd.type=file) and evt.dir=<`,
    'evt.is_io=true and evt.rawres>=0 and fd.type in (ipv4, ipv6)',
  ];
  const buffers = [
    'evt.buffer contains HTTP',
    'evt.buffer contains "no such text"',
    'evt.buffer bcontains 48545450',
    `proc.name=${name} and evt.buffer contains HTTP`,
    'evt.arg.name contains /etc',
    'evt.arg.data contains GET',
    'evt.arg.res=0',
  ];
  return [
    ...fields.map((text) => ({ kind: 'fields' as const, text })),
    ...buffers.map((text) => ({ kind: 'buffers' as const, text })),
  ];
}

/** Filters for several captures that are open as one. */
export function timelineFilters({ process, host }: FilterSubjects): readonly BenchFilter[] {
  const texts = ['evt.type=openat', `host.name=${JSON.stringify(host)} and proc.name=${JSON.stringify(process)}`];
  return texts.map((text) => ({ kind: 'fields', text }));
}
