import { FdKind } from '../../capture/fdList';

/** How a kind of fd shows: its character in `<f>` and the word of `fd.type`. */
export type FdKindText = readonly [character: string, word: string];

/** Every kind that has a text. Source: facts/fd-and-state.md §6. */
export const FD_KIND_TEXTS: ReadonlyMap<number, FdKindText> = new Map<number, FdKindText>([
  [FdKind.UNKNOWN, ['o', '<NA>']],
  [FdKind.FILE, ['f', 'file']],
  [FdKind.DIRECTORY, ['d', 'directory']],
  [FdKind.IPV4, ['4', 'ipv4']],
  [FdKind.IPV6, ['6', 'ipv6']],
  [FdKind.IPV4_BOUND, ['4', 'ipv4']],
  [FdKind.IPV6_BOUND, ['6', 'ipv6']],
  [FdKind.PIPE, ['p', 'pipe']],
  [FdKind.UNIX, ['u', 'unix']],
  [FdKind.EVENT, ['e', 'event']],
  [FdKind.UNSUPPORTED, ['X', '<NA>']],
  [FdKind.SIGNAL, ['s', 'signalfd']],
  [FdKind.EPOLL, ['l', 'eventpoll']],
  [FdKind.INOTIFY, ['i', 'inotify']],
  [FdKind.TIMER, ['t', 'timerfd']],
  [FdKind.NETLINK, ['n', 'netlink']],
  [FdKind.FILE_WITH_FLAGS, ['f', 'file']],
  [FdKind.BPF, ['b', 'bpf']],
  [FdKind.USERFAULTFD, ['u', 'userfaultfd']],
  [FdKind.IO_URING, ['r', 'io_uring']],
  [FdKind.MEMFD, ['m', 'memfd']],
  [FdKind.PIDFD, ['P', 'pidfd']],
]);
