import { EMPTY_TEXT, type FdVersion, NO_FD, NO_THREAD, type TextId, type ThreadVersion } from '../base/brands';
import { decodeText } from '../base/text';
import type { EventCursor } from '../capture/eventCursor';
import { EVENT_TYPE_FLAGS, EVENT_TYPES, EventFlag } from '../capture/eventTable';
import { EventCode } from '../capture/tables/eventCodes';
import { containerOfCgroups } from './containerId';
import { DESCRIBER_OF } from './describers';
import { FdOpener } from './fdOpener';
import { FD_LEARNT_LATE, OWN_FD, OwnFd } from './fdUse';
import { type FdFacts, NameForm, StateKind } from './fdVersions';
import { Interfaces } from './interfaces';
import { type LiveThread, NO_ENTER } from './liveThread';
import { PathJoiner, UNKNOWN_DIRECTORY } from './paths';
import { ENTERS_TO_KEEP, RULES } from './rules/ruleTable';
import type { StateTables } from './stateTables';
import { ThreadRegistry } from './threadRegistry';

const { USES_FD, CREATES_FD, DESTROYS_FD, SKIPPARSERESET } = EventFlag;

/** Types whose event leaves an unknown thread unknown (facts/fd-and-state.md §4). */
const NO_THREAD_MADE: ReadonlySet<number> = new Set([
  ...EVENT_TYPES.filter((type) => /^(clone3?|v?fork)$/.test(type.name) && type.direction === '<').map(
    (type) => type.id,
  ),
  EventCode.SCHEDSWITCH_6_E,
  EventCode.PROCEXIT_1_E,
  EventCode.PROCEXIT_E,
]);

/** Container and plugin events: made by the capturing program, by no thread. */
const THREADLESS: ReadonlySet<number> = new Set([
  EventCode.CONTAINER_JSON_E,
  EventCode.CONTAINER_JSON_2_E,
  EventCode.PLUGINEVENT_E,
  EventCode.ASYNCEVENT_E,
]);

/** Types that come between an enter event and its exit without breaking the pair. */
const CONTEXT_ONLY: ReadonlySet<number> = new Set(
  EVENT_TYPES.filter((type) => ['switch', 'page_fault', 'signaldeliver'].includes(type.name)).map((type) => type.id),
);

/**
 * Follows the events of a capture and keeps who does what: threads, their fds, which exit belongs to which enter. After
 * `event` the fields `thread`, `fd` and `partner` say what is true of that event. Rules: facts/fd-and-state.md.
 */
export class StateMachine {
  /** Version of the event's thread after the event; `NO_THREAD` for events that no thread made. */
  thread: ThreadVersion = NO_THREAD;
  /** Version of the event's own fd after the event; `NO_FD` for types that have none. */
  fd: FdVersion = NO_FD;
  /** Row of the enter event that this exit event belongs to, or -1. */
  partner = -1;

  /** Time of the event being worked out, in ns. */
  now = 0;

  readonly interfaces = new Interfaces();
  readonly paths = new PathJoiner();
  readonly fdOpener: FdOpener;
  readonly threads: ThreadRegistry;
  private readonly containerOf = new Map<TextId, TextId>();
  /** Set by a rule that gave the event another fd than its enter event had. */
  private ruleFd = -1;
  /** Set by a rule that found out which thread the event belongs to. */
  private ruleThread: LiveThread | undefined;

  constructor(readonly tables: StateTables) {
    this.threads = new ThreadRegistry(tables);
    this.fdOpener = new FdOpener(tables, this.interfaces);
  }

  /** Forgets everything that lives: a second capture begins at `row`. */
  reset(row: number): void {
    this.threads.clear(row);
    this.tables.users.clear();
    this.interfaces.clear();
  }

  /**
   * Works out one event. `row` is the event's row, rows come in ascending order; `time` is in ns, from any fixed base.
   */
  event(event: EventCursor, row: number, time: number): void {
    const type = event.type;
    this.now = time;
    const flags = EVENT_TYPE_FLAGS[type];
    this.fd = NO_FD;
    this.partner = -1;
    DESCRIBER_OF[type]?.(this.tables, event, row);
    if ((flags & SKIPPARSERESET) !== 0 || THREADLESS.has(type)) {
      this.thread = THREADLESS.has(type) ? NO_THREAD : (this.threads.find(event.tid)?.version ?? NO_THREAD);
      return;
    }
    const live =
      this.threads.find(event.tid) ?? (NO_THREAD_MADE.has(type) ? undefined : this.threads.addUnknown(event.tid, row));
    this.ruleFd = -1;
    this.ruleThread = live;
    if (type % 2 === 0) this.enterEvent(event, flags, live, row);
    else this.exitEvent(event, flags, live, row);
    const owner = this.ruleThread as LiveThread | undefined;
    this.thread = owner?.version ?? NO_THREAD;
    if (!owner || (flags & (USES_FD | CREATES_FD | DESTROYS_FD)) === 0) return;
    if (FD_LEARNT_LATE[type] === 0 || (type % 2 === 1 && this.partner < 0)) this.fd = this.fdOf(owner, row);
  }

  private enterEvent(event: EventCursor, flags: number, live: LiveThread | undefined, row: number): void {
    const type = event.type;
    if (live && !CONTEXT_ONLY.has(type)) {
      live.forgetEnter();
      live.enterType = type;
      live.enterRow = row;
      live.lastFd = (flags & USES_FD) !== 0 ? event.int64(EVENT_TYPES[type].fdParameter, -1) : -1;
      if (ENTERS_TO_KEEP[type] !== 0) live.keep(event);
    }
    RULES[type]?.(this, event, live, row, undefined);
  }

  private exitEvent(event: EventCursor, flags: number, live: LiveThread | undefined, row: number): void {
    const type = event.type;
    const paired = live !== undefined && isEnterOf(live.enterType, type);
    if (live && paired) this.partner = live.enterRow;
    if (
      live &&
      (flags & USES_FD) !== 0 &&
      (!paired || OWN_FD[type] === OwnFd.DECISIVE || (live.lastFd === -1 && OWN_FD[type] === OwnFd.REPEATED))
    ) {
      live.lastFd = event.int64(EVENT_TYPES[type].fdParameter, -1);
    } else if (live && !paired) {
      live.lastFd = -1;
    }
    RULES[type]?.(this, event, live, row, paired ? live.enter : undefined);
    if (live && this.ruleFd !== -1) live.lastFd = this.ruleFd;
    live?.forgetEnter();
  }

  /** The event's own fd: what the thread's table holds under its last fd number. */
  private fdOf(live: LiveThread, row: number): FdVersion {
    const { fds } = this.tables;
    const version = fds.at(live.table, live.lastFd, row);
    return version === NO_FD ? fds.unknown(live.lastFd) : version;
  }

  // What rules ask and say.

  /** The event is about this fd number, whatever its enter event said. */
  useFd(number: number): void {
    this.ruleFd = number;
  }

  /** The event belongs to this thread, which it has just made. */
  useThread(live: LiveThread): void {
    this.ruleThread = live;
  }

  /** Puts an fd into the thread's table. */
  openFd(live: LiveThread, number: number, facts: Readonly<FdFacts>, row: number): void {
    this.tables.fds.open(live.table, number, facts, row);
  }

  /** Whether the thread has a known fd of this number now. */
  hasFd(live: LiveThread, number: number): boolean {
    return this.tables.fds.get(this.tables.fds.current(live.table, number), 'kind') < StateKind.ABSENT;
  }

  /** Interns `bytes[start, end)` as a text. */
  text(range: { readonly bytes: Uint8Array; readonly start: number; readonly end: number } | undefined): TextId {
    return range ? this.tables.texts.intern(range.bytes, range.start, range.end) : EMPTY_TEXT;
  }

  /** The working directory of a thread's process. */
  workingDirectory(live: LiveThread): Uint8Array {
    return this.tables.texts.bytes(this.tables.threads.get(this.threads.mainOf(live).version, 'cwd'));
  }

  /** The path of an open directory fd, or what stands for an unknown one. */
  directoryOf(live: LiveThread, number: number): Uint8Array {
    const { fds, texts } = this.tables;
    const version = fds.current(live.table, number);
    const hasPath = version !== NO_FD && fds.get(version, 'nameForm') === NameForm.TEXT;
    return hasPath ? texts.bytes(fds.get(version, 'name')) : UNKNOWN_DIRECTORY;
  }

  /** The container that cgroups place a thread in, as a text. */
  container(cgroups: TextId): TextId {
    let container = this.containerOf.get(cgroups);
    if (container === undefined) {
      const { texts } = this.tables;
      container = texts.internText(containerOfCgroups(decodeText(texts.bytes(cgroups))));
      this.containerOf.set(cgroups, container);
    }
    return container;
  }
}

/** Whether an exit of `exitType` answers the enter event: execve's exit also answers execveat's enter. */
function isEnterOf(enterType: number, exitType: number): boolean {
  if (enterType === NO_ENTER) return false;
  return (
    exitType === enterType + 1 ||
    (exitType === EventCode.SYSCALL_EXECVE_19_X && enterType === EventCode.SYSCALL_EXECVEAT_E)
  );
}
