import { NO_FD } from '../../base/brands';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { FdKind } from '../../capture/fdList';
import { EventCode } from '../../capture/tables/eventCodes';
import { Argument } from '../argument';
import { type FdFacts, fdOfKind, NameForm } from '../fdVersions';
import type { Rule, RuleEntry } from './ruleTable';

/** Values of the set `fcntl_commands`. */
const F_DUPFD = 1;
const F_DUPFD_CLOEXEC = 26;

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
];

/** The fd leaves the table with the next event, so that its own close still shows its name. */
function closeRule(): Rule {
  const fd = new Argument(EventCode.SYSCALL_CLOSE_X, 'fd');
  return (state, event, live, row, enter) => {
    if (!live || event.int64(0, -1) < 0) return;
    const number = fd.int64(event, enter, -1);
    const version = state.tables.fds.current(live.table, number);
    if (version === NO_FD) return;
    // Another thread may have been given the number between this call's beginning and its end.
    const reused = live.enterRow >= 0 && state.tables.fds.sinceRow(version) > live.enterRow;
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
    const { fds } = state.tables;
    state.openFd(live, copy, fds.facts(fds.current(live.table, number)), row);
    state.useFd(copy);
  };
}

function fcntlRule(): Rule {
  const fd = new Argument(EventCode.SYSCALL_FCNTL_X, 'fd');
  const command = new Argument(EventCode.SYSCALL_FCNTL_X, 'cmd');
  return (state, event, live, row, enter) => {
    const copy = event.int64(0, -1);
    if (!live || copy < 0) return;
    const cmd = command.uint8(event, enter, 0);
    const number = fd.int64(event, enter, -1);
    if ((cmd !== F_DUPFD && cmd !== F_DUPFD_CLOEXEC) || !state.hasFd(live, number)) return;
    const { fds } = state.tables;
    state.openFd(live, copy, fds.facts(fds.current(live.table, number)), row);
    state.useFd(copy);
  };
}

function pipeRule(exitType: number): Rule {
  const type = EVENT_TYPES[exitType];
  const first = parameterIndex(type, 'fd1');
  const second = parameterIndex(type, 'fd2');
  const inode = parameterIndex(type, 'ino');
  return (state, event, live, row) => {
    if (!live || event.int64(0, -1) < 0) return;
    const facts = { ...fdOfKind(FdKind.PIPE), inode: event.int64(inode, 0) };
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

function exitsNamed(...names: string[]): number[] {
  return EVENT_TYPES.filter((type) => type.direction === '<' && names.includes(type.name)).map((type) => type.id);
}
