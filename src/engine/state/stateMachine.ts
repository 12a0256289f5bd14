import { EMPTY_TEXT, type FdVersion, NO_FD, NO_THREAD, type TextId, type ThreadVersion } from '../base/brands';
import { UNSET } from '../base/integers';
import { decodeText } from '../base/text';
import type { EventCursor } from '../capture/eventCursor';
import { containerOfCgroups } from './containerId';
import { DESCRIBER_OF } from './describers';
import { TRAITS, Trait } from './eventTraits';
import { FdOpener } from './fdOpener';
import { FD_PARAMETER, OWN_FD, OwnFd } from './fdUse';
import { type FdFacts, NameForm, StateKind } from './fdVersions';
import type { Interfaces } from './interfaces';
import { type LiveThread, NONE } from './liveThread';
import { PathJoiner, UNKNOWN_DIRECTORY } from './paths';
import { RULES } from './rules/ruleTable';
import type { StateTables } from './stateTables';
import { ThreadRegistry } from './threadRegistry';

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

  /** Two earlier rows that turned out to be one call, and the exit's own fd; undefined for nearly all events. */
  latePair: { readonly enterRow: number; readonly exitRow: number; readonly fd: FdVersion } | undefined;
  /** Row of an earlier exit whose enter event turned out to be this exit's; -1 for nearly all events. */
  unpairedExit = -1;
  /** Row of the enter event of the call that a rule works on, or -1. */
  enterRow = -1;
  /** Time of the event being worked out, in ns. */
  now = UNSET;

  readonly interfaces: Interfaces;
  readonly paths = new PathJoiner();
  readonly fdOpener: FdOpener;
  readonly threads: ThreadRegistry;
  private readonly containerOf = new Map<TextId, TextId>();
  /** Set by a rule that gave the event another fd than its enter event had. */
  private ruleFd = -1;
  /** The capture has enter events, so that an exit without one may be waiting for it. */
  private pairsEnters = false;
  /** Set by a rule that found out which thread the event belongs to. */
  private ruleThread: LiveThread | undefined;

  constructor(readonly tables: StateTables) {
    this.threads = new ThreadRegistry(tables);
    this.interfaces = tables.interfaces;
    this.fdOpener = new FdOpener(tables, this.interfaces);
  }

  /** Forgets everything that lives: a second capture begins at `row`. */
  reset(row: number): void {
    this.threads.clear(row);
    this.tables.users.clear();
    this.interfaces.clear();
  }

  /**
   * Works out one event. `row` is the event's row, rows come in ascending order; the event's `time` counts from any fixed base.
   */
  event(event: EventCursor, row: number): void {
    const type = event.type;
    const traits = TRAITS[type];
    this.now = event.time;
    this.fd = NO_FD;
    this.partner = -1;
    this.latePair = undefined;
    this.unpairedExit = -1;
    if ((traits & Trait.DESCRIBES) !== 0) DESCRIBER_OF[type]?.(this.tables, event, row);
    if ((traits & Trait.PASSES_BY) !== 0) {
      const isThreadless = (traits & Trait.THREADLESS) !== 0;
      this.thread = isThreadless ? NO_THREAD : (this.threads.find(event.tid)?.version ?? NO_THREAD);
      return;
    }
    const live = this.threads.find(event.tid) ?? this.newThread(event.tid, traits, row);
    this.ruleFd = -1;
    this.ruleThread = live;
    if ((type & 1) === 0) this.enterEvent(event, traits, live, row);
    else this.exitEvent(event, traits, live, row);
    const owner = this.ruleThread as LiveThread | undefined;
    this.thread = owner === undefined ? NO_THREAD : owner.version;
    if (!owner || (traits & Trait.HAS_FD) === 0) return;
    const withoutEnter = (type & 1) === 1 && this.partner < 0;
    if ((traits & Trait.FD_WITHOUT_ENTER) === 0 || withoutEnter) this.fd = this.fdOf(owner, row);
  }

  private newThread(tid: number, traits: number, row: number): LiveThread | undefined {
    return (traits & Trait.MAKES_NO_THREAD) !== 0 ? undefined : this.threads.addUnknown(tid, row);
  }

  private enterEvent(event: EventCursor, traits: number, live: LiveThread | undefined, row: number): void {
    const type = event.type;
    if (live && (traits & Trait.CONTEXT_ONLY) === 0) {
      if ((traits & Trait.HAS_EXIT) !== 0) this.pairsEnters = true;
      const fd = (traits & Trait.NAMES_FD) !== 0 ? event.int64(FD_PARAMETER[type], -1) : -1;
      if (live.lone.type !== NONE) this.settle(live, event, row);
      live.enter(event, row, fd, (traits & Trait.IS_KEPT) !== 0);
    }
    if ((traits & Trait.HAS_RULE) !== 0) RULES[type]?.(this, event, live, row, undefined);
  }

  private exitEvent(event: EventCursor, traits: number, live: LiveThread | undefined, row: number): void {
    const type = event.type;
    if (live === undefined) {
      if ((traits & Trait.HAS_RULE) !== 0) RULES[type]?.(this, event, live, row, undefined);
      return;
    }
    if (live.lone.type !== NONE) this.settle(live, event, row);
    const enter = live.exit(event);
    const taken = enter === undefined && this.pairsEnters ? live.takeBack(event) : undefined;
    let enterFd = -1;
    if (enter !== undefined) {
      enterFd = enter.fd;
      this.partner = enter.row;
    } else if (taken !== undefined) {
      enterFd = taken.fd;
      this.partner = taken.enterRow;
      this.unpairedExit = taken.exitRow;
    }
    this.enterRow = this.partner;
    const ownFd = this.partner < 0 ? OwnFd.DECISIVE : OWN_FD[type];
    const readsOwn = ownFd === OwnFd.DECISIVE || (enterFd === -1 && ownFd === OwnFd.REPEATED);
    const namesOwn = readsOwn && (traits & Trait.NAMES_FD) !== 0;
    live.lastFd = namesOwn ? event.int64(FD_PARAMETER[type], -1) : enterFd;
    if ((traits & Trait.HAS_RULE) !== 0) {
      RULES[type]?.(this, event, live, row, enter?.arguments);
      if (this.ruleFd !== -1) live.lastFd = this.ruleFd;
    }
    if (enter !== undefined) {
      live.pair(enter, event, row);
      enter.clear();
    } else if (taken === undefined && this.pairsEnters) {
      live.lone.set(event, row, live.lastFd, (traits & Trait.WAITS_FOR_ENTER) !== 0);
    }
  }

  /** An exit that stood before its enter event: what it could not do without that is done now. */
  private settle(live: LiveThread, event: EventCursor, row: number): void {
    const enter = live.settle(event);
    if (!enter) return;
    const { type, arguments: exit } = live.lone;
    const traits = TRAITS[type];
    live.lastFd = enter.fd;
    if (exit && (traits & Trait.WAITS_FOR_ENTER) !== 0) {
      this.enterRow = -1;
      RULES[exit.type]?.(this, exit, live, row, enter.arguments);
      if (this.ruleFd !== -1) live.lastFd = this.ruleFd;
      this.ruleFd = -1;
    }
    const hasFd = (traits & (Trait.HAS_FD | Trait.FD_WITHOUT_ENTER)) === Trait.HAS_FD;
    this.latePair = { enterRow: enter.row, exitRow: live.lone.row, fd: hasFd ? this.fdOf(live, row) : NO_FD };
    enter.clear();
    live.lone.clear();
  }

  /** The event's own fd: what the thread's table holds under its last fd number. */
  private fdOf(live: LiveThread, row: number): FdVersion {
    const { fds } = this.tables;
    if (live.lastFd === -1) return fds.unknown(-1);
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
