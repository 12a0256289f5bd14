import { NO_FD } from '../../base/brands';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { FdKind } from '../../capture/fdList';
import { EventCode } from '../../capture/tables/eventCodes';
import { FLAG_SETS } from '../../capture/tables/flags';
import { Argument } from '../argument';
import { CLOSE_ON_EXEC, type FdFacts, fdOfKind, NameForm } from '../fdVersions';
import type { LiveThread } from '../liveThread';
import type { StateMachine } from '../stateMachine';
import type { Rule, RuleEntry } from './ruleTable';

/** Values of the set `fcntl_commands`. */
const F_DUPFD = 1;
const F_DUPFD_CLOEXEC = 26;
const F_SETFD = 3;

/** `CLOSE_RANGE_CLOEXEC` of the set `close_range_flags`: the fds are not closed but marked. */
const CLOSE_RANGE_CLOEXEC = 4;

/** Commands of bpf(2) that make an fd. */
const BPF_MAKES_FD: ReadonlySet<string> = new Set([
  'BPF_MAP_CREATE',
  'BPF_PROG_LOAD',
  'BPF_OBJ_GET',
  'BPF_PROG_GET_FD_BY_ID',
  'BPF_MAP_GET_FD_BY_ID',
  'BPF_RAW_TRACEPOINT_OPEN',
  'BPF_BTF_LOAD',
  'BPF_BTF_GET_FD_BY_ID',
  'BPF_LINK_CREATE',
  'BPF_LINK_GET_FD_BY_ID',
  'BPF_ENABLE_STATS',
  'BPF_ITER_CREATE',
]);
const BPF_COMMANDS = new Map(FLAG_SETS.bpf_commands.map(([name, command]) => [command, name]));

/** Calls that make one nameless fd of a kind; its number is the first parameter of their exit. */
const CREATORS: readonly (readonly [name: string, kind: number])[] = [
  ['eventfd', FdKind.EVENT],
  ['eventfd2', FdKind.EVENT],
  ['signalfd', FdKind.SIGNAL],
  ['signalfd4', FdKind.SIGNAL],
  ['timerfd_create', FdKind.TIMER],
  ['inotify_init', FdKind.INOTIFY],
  ['inotify_init1', FdKind.INOTIFY],
  ['epoll_create', FdKind.EPOLL],
  ['epoll_create1', FdKind.EPOLL],
  ['userfaultfd', FdKind.USERFAULTFD],
  ['io_uring_setup', FdKind.IO_URING],
];

/** close, dup, fcntl, pipe and the calls that make fds of a special kind. */
export const DESCRIPTOR_RULES: readonly RuleEntry[] = [
  [EventCode.SYSCALL_CLOSE_X, closeRule()],
  ...exitsNamed('dup', 'dup2', 'dup3').map((type): RuleEntry => [type, duplicateRule(type)]),
  [EventCode.SYSCALL_FCNTL_X, fcntlRule()],
  ...exitsNamed('pipe', 'pipe2').map((type): RuleEntry => [type, pipeRule(type)]),
  ...CREATORS.flatMap(([name, kind]) => exitsNamed(name).map((type): RuleEntry => [type, creatorRule(kind)])),
  [EventCode.SYSCALL_MEMFD_CREATE_X, memfdRule()],
  [EventCode.SYSCALL_PIDFD_OPEN_X, pidfdRule()],
  [EventCode.SYSCALL_PIDFD_GETFD_X, takenFdRule()],
  [EventCode.SYSCALL_BPF_2_X, bpfRule()],
  [EventCode.SYSCALL_CLOSE_RANGE_X, closeRangeRule()],
];

/** The fd leaves the table with the next event, so that its own close still shows its name. */
function closeRule(): Rule {
  return (state, event, live, row) => {
    if (!live || event.int64(0, -1) < 0) return;
    const number = live.lastFd;
    const version = state.tables.fds.current(live.table, number);
    if (version === NO_FD) return;
    // Another thread may have been given the number between this call's beginning and its end.
    const reused = state.enterRow >= 0 && state.tables.fds.sinceRow(version) > state.enterRow;
    if (!reused) state.tables.fds.close(live.table, number, row + 1);
  };
}

function duplicateRule(exitType: number): Rule {
  const source = new Argument(exitType, 'oldfd', 'fd');
  return (state, event, live, row, enter) => {
    const copy = event.int64(0, -1);
    if (!live || copy < 0) return;
    const number = source.int64(event, enter, live.lastFd);
    if (copy === number || !state.hasFd(live, number)) return;
    state.openFd(live, copy, duplicate(state, live, number, false), row);
    state.useFd(copy);
  };
}

/** The facts of an fd's duplicate, which has a close-on-exec mark of its own. */
function duplicate(state: StateMachine, live: LiveThread, number: number, marked: boolean): FdFacts {
  const { fds } = state.tables;
  const facts = fds.facts(fds.current(live.table, number));
  return { ...facts, openFlags: marked ? facts.openFlags | CLOSE_ON_EXEC : facts.openFlags & ~CLOSE_ON_EXEC };
}

function fcntlRule(): Rule {
  const fd = new Argument(EventCode.SYSCALL_FCNTL_X, 'fd');
  const command = new Argument(EventCode.SYSCALL_FCNTL_X, 'cmd');
  const argument = parameterIndex(EVENT_TYPES[EventCode.SYSCALL_FCNTL_X], 'arg');
  return (state, event, live, row, enter) => {
    const result = event.int64(0, -1);
    if (!live || result < 0) return;
    const cmd = command.uint8(event, enter, 0);
    const number = fd.int64(event, enter, -1);
    if (!state.hasFd(live, number)) return;
    if (cmd === F_DUPFD || cmd === F_DUPFD_CLOEXEC) {
      state.openFd(live, result, duplicate(state, live, number, cmd === F_DUPFD_CLOEXEC), row);
      state.useFd(result);
    } else if (cmd === F_SETFD && event.parameterLength(argument) > 0) {
      markCloseOnExec(state, live, number, row, event.int64(argument, 0) % 2 === 1);
    }
  };
}

function pipeRule(exitType: number): Rule {
  const type = EVENT_TYPES[exitType];
  const first = parameterIndex(type, 'fd1');
  const second = parameterIndex(type, 'fd2');
  const inode = parameterIndex(type, 'ino');
  const flags = parameterIndex(type, 'flags');
  return (state, event, live, row) => {
    if (!live || event.int64(0, -1) < 0) return;
    const openFlags = event.uint32(flags, 0);
    const facts = { ...fdOfKind(FdKind.PIPE), inode: event.int64(inode, 0), openFlags };
    const numbers = [event.int64(first, -1), event.int64(second, -1)];
    for (const number of numbers) if (number >= 0) state.openFd(live, number, facts, row);
    state.useFd(numbers[1]);
  };
}

function creatorRule(kind: number): Rule {
  const facts: Readonly<FdFacts> = fdOfKind(kind);
  return (state, event, live, row) => {
    const number = event.int64(0, -1);
    if (!live || number < 0) return;
    state.openFd(live, number, facts, row);
    state.useFd(number);
  };
}

function memfdRule(): Rule {
  const name = new Argument(EventCode.SYSCALL_MEMFD_CREATE_X, 'name');
  return (state, event, live, row, enter) => {
    const number = event.int64(0, -1);
    if (!live || number < 0) return;
    const text = state.text(name.text(event, enter));
    state.openFd(live, number, { ...fdOfKind(FdKind.MEMFD), nameForm: NameForm.TEXT, name: text }, row);
    state.useFd(number);
  };
}

function pidfdRule(): Rule {
  const pid = new Argument(EventCode.SYSCALL_PIDFD_OPEN_X, 'pid');
  return (state, event, live, row, enter) => {
    const number = event.int64(0, -1);
    if (!live || number < 0) return;
    const name = state.tables.texts.internText(`/proc/${pid.int64(event, enter, 0)}`);
    state.openFd(live, number, { ...fdOfKind(FdKind.PIDFD), nameForm: NameForm.TEXT, name }, row);
    state.useFd(number);
  };
}

/** An fd of another process, by its pidfd. */
function takenFdRule(): Rule {
  const pidfd = new Argument(EventCode.SYSCALL_PIDFD_GETFD_X, 'pid_fd');
  const taken = new Argument(EventCode.SYSCALL_PIDFD_GETFD_X, 'target_fd');
  return (state, event, live, row, enter) => {
    const number = event.int64(0, -1);
    if (!live || number < 0) return;
    const { fds, texts } = state.tables;
    const owner = fds.current(live.table, pidfd.int64(event, enter, -1));
    const pid = Number(texts.text(fds.get(owner, 'name')).replace('/proc/', ''));
    const source = state.threads.find(pid);
    const target = taken.int64(event, enter, -1);
    if (!source || fds.get(owner, 'kind') !== FdKind.PIDFD || !state.hasFd(source, target)) return;
    state.openFd(live, number, fds.facts(fds.current(source.table, target)), row);
    state.useFd(number);
  };
}

function bpfRule(): Rule {
  const command = new Argument(EventCode.SYSCALL_BPF_2_X, 'cmd');
  return (state, event, live, row, enter) => {
    const number = event.int64(0, -1);
    if (!live || number < 0) return;
    if (!BPF_MAKES_FD.has(BPF_COMMANDS.get(command.uint32(event, enter, 0)) ?? '')) return;
    state.openFd(live, number, fdOfKind(FdKind.BPF), row);
    state.useFd(number);
  };
}

function closeRangeRule(): Rule {
  const at = (name: string): number => parameterIndex(EVENT_TYPES[EventCode.SYSCALL_CLOSE_RANGE_X], name);
  const [first, last, flags] = ['first', 'last', 'flags'].map(at);
  return (state, event, live, row) => {
    if (!live || event.int64(0, -1) < 0) return;
    const { fds } = state.tables;
    const from = event.uint32(first, 0);
    const to = event.uint32(last, 0);
    const marks = (event.uint32(flags, 0) & CLOSE_RANGE_CLOEXEC) !== 0;
    for (const number of fds.openNumbers(live.table)) {
      if (number < from || number > to) continue;
      if (marks) markCloseOnExec(state, live, number, row, true);
      else fds.close(live.table, number, row + 1);
    }
  };
}

/** Sets or clears the mark that makes execve close an fd. */
function markCloseOnExec(state: StateMachine, live: LiveThread, number: number, row: number, marked: boolean): void {
  const { fds } = state.tables;
  if (!state.hasFd(live, number)) return;
  const facts = fds.facts(fds.current(live.table, number));
  const openFlags = marked ? facts.openFlags | CLOSE_ON_EXEC : facts.openFlags & ~CLOSE_ON_EXEC;
  if (openFlags !== facts.openFlags) state.openFd(live, number, { ...facts, openFlags }, row);
}

function exitsNamed(...names: string[]): number[] {
  return EVENT_TYPES.filter((type) => type.direction === '<' && names.includes(type.name)).map((type) => type.id);
}
