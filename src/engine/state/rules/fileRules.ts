import { type FdVersion, NO_FD } from '../../base/brands';
import type { EventArguments } from '../../capture/eventArguments';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { FdKind } from '../../capture/fdList';
import { EventCode } from '../../capture/tables/eventCodes';
import { Argument, type ArgumentRange } from '../argument';
import { fdOfKind, NameForm } from '../fdVersions';
import type { LiveThread } from '../liveThread';
import { isSettled, NO_DIRECTORY } from '../paths';
import type { StateMachine } from '../stateMachine';
import type { Rule, RuleEntry } from './ruleTable';

/** `AT_FDCWD`: the path is relative to the working directory. */
const WORKING_DIRECTORY = -100;

const SLASH = 0x2f;

/** Bits of the set `file_flags`. */
const O_DIRECTORY = 1024;

/** open, creat, openat, openat2: a file or directory with its absolute path. */
export const FILE_RULES: readonly RuleEntry[] = [
  [EventCode.SYSCALL_OPEN_X, openRule(EventCode.SYSCALL_OPEN_X, false)],
  [EventCode.SYSCALL_CREAT_X, openRule(EventCode.SYSCALL_CREAT_X, false)],
  [EventCode.SYSCALL_OPENAT_X, openRule(EventCode.SYSCALL_OPENAT_X, true)],
  [EventCode.SYSCALL_OPENAT_2_X, openRule(EventCode.SYSCALL_OPENAT_2_X, true)],
  [EventCode.SYSCALL_OPENAT2_X, openRule(EventCode.SYSCALL_OPENAT2_X, true)],
  [EventCode.SYSCALL_OPEN_BY_HANDLE_AT_X, openByHandleRule(EventCode.SYSCALL_OPEN_BY_HANDLE_AT_X)],
  [EventCode.SYSCALL_CHDIR_X, chdirRule(EventCode.SYSCALL_CHDIR_X)],
  [EventCode.SYSCALL_FCHDIR_X, fchdirRule(EventCode.SYSCALL_FCHDIR_X)],
  [EventCode.SYSCALL_GETCWD_X, getcwdRule()],
  [EventCode.SYSCALL_CHROOT_X, chrootRule()],
];

function openRule(exitType: number, atDirectory: boolean): Rule {
  const name = new Argument(exitType, 'name');
  const enterName = parameterIndex(EVENT_TYPES[exitType - 1], 'name');
  const directory = new Argument(exitType, 'dirfd');
  const openFlags = new Argument(exitType, 'flags');
  const inode = new Argument(exitType, 'ino');
  const device = new Argument(exitType, 'dev');
  const facts = fdOfKind(FdKind.FILE_WITH_FLAGS);
  facts.nameForm = NameForm.TEXT;
  return (state, event, live, row, enter) => {
    const number = event.int64(0, -1);
    if (!live || number < 0) return;
    const path = (enter && enterPath(enter, enterName)) ?? name.text(event, enter);
    if (!path) return;
    const { texts } = state.tables;
    if (isSettled(path.bytes, path.start, path.end)) {
      facts.name = texts.intern(path.bytes, path.start, path.end);
    } else {
      const directoryFd = atDirectory ? directory.int64(event, enter, WORKING_DIRECTORY) : WORKING_DIRECTORY;
      resolve(state, live, directoryFd, path);
      facts.name = texts.intern(state.paths.result, 0, state.paths.length);
    }
    const flags = openFlags.uint32(event, enter, 0);
    facts.kind = (flags & O_DIRECTORY) !== 0 ? FdKind.DIRECTORY : FdKind.FILE_WITH_FLAGS;
    facts.openFlags = flags;
    facts.inode = inode.int64(event, enter, 0);
    facts.device = device.uint32(event, enter, 0);
    state.openFd(live, number, facts, row);
    state.useFd(number);
  };
}

/** Reused: there is one for most opened files. */
const entered: ArgumentRange = { bytes: new Uint8Array(0), start: 0, end: 0 };

/** The enter event's name wins over the exit's, unless the kernel could not read it yet. The result is reused by the next call. */
function enterPath(enter: EventArguments, index: number): ArgumentRange | undefined {
  if (index < 0) return undefined;
  const start = enter.starts[index];
  const length = enter.parameterLength(index);
  if (length <= 1 || (enter.bytes[start] === 0x28 && length === '(NULL)'.length + 1)) return undefined;
  if (enter.bytes[start] === 0x3c && length === '<NA>'.length + 1) return undefined;
  entered.bytes = enter.bytes;
  entered.start = start;
  entered.end = start + length - 1;
  return entered;
}

function openByHandleRule(exitType: number): Rule {
  const path = new Argument(exitType, 'path');
  const flags = new Argument(exitType, 'flags');
  return (state, event, live, row, enter) => {
    const number = event.int64(0, -1);
    const range = path.text(event, enter);
    if (!live || number < 0 || !range) return;
    const name = state.text(range);
    const openFlags = flags.uint32(event, enter, 0);
    const kind = (openFlags & O_DIRECTORY) !== 0 ? FdKind.DIRECTORY : FdKind.FILE_WITH_FLAGS;
    state.openFd(live, number, { ...fdOfKind(kind), nameForm: NameForm.TEXT, name, openFlags }, row);
    state.useFd(number);
  };
}

function chdirRule(exitType: number): Rule {
  const path = new Argument(exitType, 'path');
  return (state, event, live, row, enter) => {
    const range = path.text(event, enter);
    if (!live || event.int64(0, -1) < 0 || !range) return;
    resolve(state, live, WORKING_DIRECTORY, range);
    enterDirectory(state, live, row);
  };
}

function fchdirRule(exitType: number): Rule {
  const fd = new Argument(exitType, 'fd');
  return (state, event, live, row, enter) => {
    if (!live || event.int64(0, -1) < 0) return;
    const version: FdVersion = state.tables.fds.current(live.table, fd.int64(event, enter, -1));
    if (version === NO_FD) return;
    const name = state.tables.texts.bytes(state.tables.fds.get(version, 'name'));
    state.paths.join(NO_DIRECTORY, name, 0, name.length);
    enterDirectory(state, live, row);
  };
}

function getcwdRule(): Rule {
  const path = new Argument(EventCode.SYSCALL_GETCWD_X, 'path');
  return (state, event, live, row, enter) => {
    const range = path.text(event, enter);
    if (!live || event.int64(0, -1) < 0 || !range) return;
    resolve(state, live, WORKING_DIRECTORY, range);
    enterDirectory(state, live, row);
  };
}

function chrootRule(): Rule {
  const path = new Argument(EventCode.SYSCALL_CHROOT_X, 'path');
  return (state, event, live, row, enter) => {
    const range = path.text(event, enter);
    if (!live || event.int64(0, -1) < 0 || !range) return;
    resolve(state, live, WORKING_DIRECTORY, range);
    state.threads.change(live, row, 'root', state.tables.texts.intern(state.paths.result, 0, state.paths.length));
  };
}

/** Leaves the absolute path in `state.paths`. */
function resolve(state: StateMachine, live: LiveThread, directoryFd: number, path: ArgumentRange): void {
  state.paths.join(directoryOf(state, live, directoryFd, path), path.bytes, path.start, path.end);
}

function directoryOf(state: StateMachine, live: LiveThread, directoryFd: number, path: ArgumentRange): Uint8Array {
  if (path.bytes[path.start] === SLASH) return NO_DIRECTORY;
  return directoryFd === WORKING_DIRECTORY ? state.workingDirectory(live) : state.directoryOf(live, directoryFd);
}

/** Makes the path in `state.paths` the working directory of the process. */
function enterDirectory(state: StateMachine, live: LiveThread, row: number): void {
  state.paths.closeWithSlash();
  const cwd = state.tables.texts.intern(state.paths.result, 0, state.paths.length);
  state.threads.change(state.threads.mainOf(live), row, 'cwd', cwd);
}
