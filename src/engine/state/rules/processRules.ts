import { EMPTY_TEXT } from '../../base/brands';
import type { EventArguments } from '../../capture/eventArguments';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { EventCode } from '../../capture/tables/eventCodes';
import { Argument } from '../argument';
import { CLOSE_ON_EXEC } from '../fdVersions';
import type { LiveThread } from '../liveThread';
import type { StateMachine } from '../stateMachine';
import type { ThreadFacts } from '../threadVersions';
import { executablePath } from './executablePath';
import type { Rule, RuleEntry } from './ruleTable';

/** Bits of the set `clone_flags`. */
export const CloneFlag = {
  FILES: 1,
  NEWPID: 64,
  PARENT: 256,
  THREAD: 8192,
  INVERTED: 65536,
  NAME_CHANGED: 131072,
  CHILD_IN_PIDNS: 536870912,
} as const;

/** A thread that clone made longer ago than this is not the one that now returns from clone: its tid was reused. */
const STALE_AFTER_NS = 2e9;

const CLONE_EXITS = EVENT_TYPES.filter((type) => /^(clone3?|v?fork)$/.test(type.name) && type.direction === '<');
const EXEC_EXITS = EVENT_TYPES.filter((type) => /^execve(at)?$/.test(type.name) && type.direction === '<');

/** clone, fork, vfork, execve and the end of a process. Source: facts/fd-and-state.md §5. */
export const PROCESS_RULES: readonly RuleEntry[] = [
  ...CLONE_EXITS.map((type): RuleEntry => [type.id, cloneRule(type.id)]),
  ...EXEC_EXITS.map((type): RuleEntry => [type.id, execRule(type.id)]),
  [EventCode.PROCEXIT_E, exitRule],
  [EventCode.PROCEXIT_1_E, exitRule],
];

/** Where the parameters of a clone exit stand in one version of the event; -1: that version lacks it. */
interface CloneParameters {
  readonly comm: number;
  readonly cgroups: number;
  readonly flags: number;
  readonly uid: number;
  readonly gid: number;
  readonly vtid: number;
  readonly vpid: number;
}

const EXE = 1;
const ARGS = 2;
const PID = 4;
const PTID = 5;
const FD_LIMIT = 7;
/** Parameter of procexit: the thread that inherits the children. */
const REAPER = 4;

function cloneRule(type: number): Rule {
  const at = (name: string): number => parameterIndex(EVENT_TYPES[type], name);
  const parameters: CloneParameters = {
    comm: at('comm'),
    cgroups: at('cgroups'),
    flags: at('flags'),
    uid: at('uid'),
    gid: at('gid'),
    vtid: at('vtid'),
    vpid: at('vpid'),
  };
  const isVfork = EVENT_TYPES[type].name === 'vfork';
  return (state, event, live, row) => {
    const result = event.int64(0, -1);
    if (result < 0) return;
    if (result === 0) childReturns(state, event, live, row, parameters);
    else parentReturns(state, event, row, parameters, result, isVfork);
  };
}

/** The parent's return names the child, unless it names it as the child's namespace does. */
function parentReturns(
  state: StateMachine,
  event: EventArguments,
  row: number,
  at: CloneParameters,
  child: number,
  isVfork: boolean,
): void {
  const parent = acquaint(state, event, event.tid, row, at);
  state.useThread(parent);
  const flags = event.uint32(at.flags, 0);
  // The child's own return says more: its tid as the host sees it.
  if (isVfork || (flags & (CloneFlag.NEWPID | CloneFlag.PARENT)) !== 0 || inNamespace(event, at, flags)) return;
  const known = state.threads.find(child);
  if (known && (state.tables.threads.get(known.version, 'flags') & CloneFlag.INVERTED) !== 0) return;
  if (known) state.threads.remove(known, row - 1);
  addChild(state, event, parent, row, at, child, child, 0);
}

function childReturns(
  state: StateMachine,
  event: EventArguments,
  live: LiveThread | undefined,
  row: number,
  at: CloneParameters,
): void {
  const flags = event.uint32(at.flags, 0);
  if (live && !isStale(state, live)) {
    if (inNamespace(event, at, flags)) {
      state.threads.change(live, row, 'vtid', event.int64(at.vtid, event.tid));
      state.threads.change(live, row, 'vpid', event.int64(at.vpid, live.pid));
    }
    return;
  }
  if (live) state.threads.remove(live, row - 1);
  const parent = acquaint(state, event, event.int64(isThread(event, flags) ? PID : PTID, -1), row, at);
  const vtid = inNamespace(event, at, flags) ? event.int64(at.vtid, event.tid) : event.tid;
  state.useThread(addChild(state, event, parent, row, at, event.tid, vtid, CloneFlag.INVERTED));
}

/** The parent; one that was never seen beginning takes its child's name and arguments, which they share at that moment. */
function acquaint(
  state: StateMachine,
  event: EventArguments,
  tid: number,
  row: number,
  at: CloneParameters,
): LiveThread {
  const parent = state.threads.find(tid) ?? state.threads.addUnknown(tid, row);
  const { threads } = state.tables;
  if (threads.get(parent.version, 'comm') !== state.threads.unknownName) return parent;
  const exe = textOf(state, event, EXE);
  state.threads.change(parent, row, 'exe', exe);
  state.threads.change(parent, row, 'comm', at.comm >= 0 ? textOf(state, event, at.comm) : exe);
  state.threads.change(parent, row, 'args', bytesOf(state, event, ARGS));
  const pid = event.tid === tid ? event.int64(PID, -1) : isThread(event, event.uint32(at.flags, 0)) ? tid : -1;
  if (pid !== -1) state.threads.changePid(parent, row, pid);
  return parent;
}

/** A thread of its parent's process: by its flags, or, since clone3's are read late, because its pid is not its own. */
function isThread(event: EventArguments, flags: number): boolean {
  return (flags & CloneFlag.THREAD) !== 0 || (event.int64(0, -1) === 0 && event.int64(PID, event.tid) !== event.tid);
}

function addChild(
  state: StateMachine,
  event: EventArguments,
  parent: LiveThread,
  row: number,
  at: CloneParameters,
  tid: number,
  vtid: number,
  extraFlags: number,
): LiveThread {
  const { threads } = state.tables;
  const flags = event.uint32(at.flags, 0);
  const thread = isThread(event, flags);
  const inherited = <F extends keyof ThreadFacts>(field: F): ThreadFacts[F] => threads.get(parent.version, field);
  const main = state.threads.mainOf(parent);
  const exe = textOf(state, event, EXE);
  const cgroups = at.cgroups >= 0 ? bytesOf(state, event, at.cgroups) : inherited('cgroups');
  const pid = thread ? event.int64(PID, tid) : tid;
  const sharesTable = thread && (flags & CloneFlag.FILES) !== 0;
  const namespaced = vtid !== tid || inNamespace(event, at, flags);
  const child = state.threads.add(
    {
      tid,
      pid,
      ptid: thread || (flags & CloneFlag.PARENT) !== 0 ? inherited('ptid') : parent.pid,
      vtid: namespaced ? vtid : tid,
      vpid: namespaced ? event.int64(at.vpid, pid) : pid,
      sid: inherited('sid'),
      vpgid: inherited('vpgid'),
      comm: at.comm >= 0 ? textOf(state, event, at.comm) : exe,
      exe,
      exepath: inherited('exepath'),
      args: bytesOf(state, event, ARGS),
      cwd: threads.get(main.version, 'cwd'),
      environment: threads.get(main.version, 'environment'),
      root: inherited('root'),
      cgroups,
      container: at.cgroups >= 0 ? state.container(cgroups) : inherited('container'),
      uid: event.uint32(at.uid, inherited('uid')),
      gid: event.uint32(at.gid, inherited('gid')),
      loginuid: inherited('loginuid'),
      fdLimit: event.int64(FD_LIMIT, -1),
      flags: flags | extraFlags,
      fdTable: sharesTable ? main.table : state.tables.fds.forkTable(parent.table, row),
      cloneRow: row,
    },
    row,
  );
  child.cloneTime = state.now;
  return child;
}

function inNamespace(event: EventArguments, at: CloneParameters, flags: number): boolean {
  if ((flags & CloneFlag.CHILD_IN_PIDNS) !== 0) return true;
  return at.vtid >= 0 && event.int64(at.vtid, event.tid) !== event.tid;
}

function isStale(state: StateMachine, live: LiveThread): boolean {
  return Number.isFinite(live.cloneTime) && state.now - live.cloneTime > STALE_AFTER_NS;
}

/** execve: the process becomes another program. */
function execRule(type: number): Rule {
  const at = (name: string): number => parameterIndex(EVENT_TYPES[type], name);
  const comm = at('comm');
  const cgroups = at('cgroups');
  const environment = at('env');
  const path = executablePath(type);
  const uid = new Argument(type, 'uid');
  const gid = new Argument(type, 'gid');
  const vpgid = new Argument(type, 'vpgid');
  const loginuid = new Argument(type, 'loginuid');
  return (state, event, live, row, enter) => {
    if (!live || event.int64(0, -1) < 0) return;
    const { threads } = state.tables;
    state.threads.leaveAlone(live, row);
    closeMarked(state, live, row);
    live.version = threads.change(live.version, row);
    const exe = textOf(state, event, EXE);
    threads.set(live.version, 'exe', exe);
    threads.set(live.version, 'comm', comm >= 0 ? textOf(state, event, comm) : exe);
    threads.set(live.version, 'args', bytesOf(state, event, ARGS));
    threads.set(live.version, 'fdLimit', event.int64(FD_LIMIT, -1));
    learnIdentity(state, event, live, row);
    if (environment >= 0) threads.set(live.version, 'environment', bytesOf(state, event, environment));
    if (cgroups >= 0 && event.parameterLength(cgroups) > 0) {
      const id = bytesOf(state, event, cgroups);
      threads.set(live.version, 'cgroups', id);
      threads.set(live.version, 'container', state.container(id));
    }
    path(state, event, live, row, enter);
    const inverted = threads.get(live.version, 'flags') & CloneFlag.INVERTED;
    threads.set(live.version, 'flags', inverted | CloneFlag.NAME_CHANGED);
    threads.set(live.version, 'uid', uid.uint32(event, undefined, threads.get(live.version, 'uid')));
    threads.set(live.version, 'gid', gid.uint32(event, undefined, threads.get(live.version, 'gid')));
    threads.set(live.version, 'vpgid', vpgid.int64(event, undefined, threads.get(live.version, 'vpgid')));
    threads.set(live.version, 'loginuid', loginuid.uint32(event, undefined, threads.get(live.version, 'loginuid')));
  };
}

/** Closes the fds that were opened or marked to be closed by execve. */
function closeMarked(state: StateMachine, live: LiveThread, row: number): void {
  const { fds } = state.tables;
  for (const number of fds.openNumbers(live.table)) {
    const marked = (fds.get(fds.current(live.table, number), 'openFlags') & CLOSE_ON_EXEC) !== 0;
    if (marked) fds.close(live.table, number, row);
  }
}

/** What the exec event says of who the process is, where the process was not known before. */
function learnIdentity(state: StateMachine, event: EventArguments, live: LiveThread, row: number): void {
  const { threads } = state.tables;
  if (live.pid === -1) state.threads.changePid(live, row, event.int64(PID, -1));
  if (threads.get(live.version, 'ptid') === -1) threads.set(live.version, 'ptid', event.int64(PTID, -1));
  if (threads.get(live.version, 'container') === EMPTY_TEXT) {
    state.threads.change(live, row, 'container', state.container(EMPTY_TEXT));
  }
}

/** The thread stays until the next event; a main thread until its process has no other. Its children get a new parent. */
function exitRule(state: StateMachine, event: EventArguments, live: LiveThread | undefined, row: number): void {
  if (!live) return;
  const reaper = event.type === EventCode.PROCEXIT_1_E ? event.int64(REAPER, 0) : 0;
  if (reaper > 0 && live.tid === live.pid) state.threads.adoptChildren(live, reaper, row + 1);
  state.threads.exit(live, row);
}

function textOf(state: StateMachine, event: EventArguments, index: number): ReturnType<StateMachine['text']> {
  return state.text(trimmed(event, index));
}

function bytesOf(state: StateMachine, event: EventArguments, index: number): ReturnType<StateMachine['text']> {
  if (event.parameterLength(index) === 0) return EMPTY_TEXT;
  return state.text({ bytes: event.bytes, start: event.starts[index], end: event.ends[index] });
}

function trimmed(event: EventArguments, index: number): { bytes: Uint8Array; start: number; end: number } | undefined {
  if (event.parameterLength(index) === 0) return undefined;
  const end = event.bytes.indexOf(0, event.starts[index]);
  return {
    bytes: event.bytes,
    start: event.starts[index],
    end: end >= 0 && end < event.ends[index] ? end : event.ends[index],
  };
}
