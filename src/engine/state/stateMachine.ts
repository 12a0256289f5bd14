import {
  EMPTY_TEXT,
  type EventRow,
  type FdVersion,
  NO_FD,
  NO_THREAD,
  type TextId,
  type ThreadVersion,
} from '../base/brands';
import { UNSET } from '../base/integers';
import { decodeText } from '../base/text';
import type { EventArguments } from '../capture/eventArguments';
import type { EventCursor } from '../capture/eventCursor';
import { containerOfCgroups } from './containerId';
import { DESCRIBER_OF } from './describers';
import { TRAITS, Trait } from './eventTraits';
import { FdOpener } from './fdOpener';
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

  /** Row of the enter event of the call that a rule works on, or -1. */
  enterRow = -1;
  /** Time of the event that is worked out, in ns. */
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
  /** Set by a rule that found out which thread the event belongs to; taken back once that is done. */
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
   * Works out one event from what stands at its beginning, and from `whole` where its type is involved (`IS_INVOLVED`); else
   * that is undefined. `fd` is the number in the event's own fd parameter (`NAMED_FD`), -1 without one; `row` is its row, and
   * rows come in ascending order. Its time, from any fixed base, has been put into `now`.
   */
  event(type: number, tid: number, fd: number, row: number, whole: EventCursor | undefined): void {
    const traits = TRAITS[type];
    this.fd = NO_FD;
    this.partner = -1;
    if (whole !== undefined && (traits & Trait.DESCRIBES) !== 0) DESCRIBER_OF[type]?.(this.tables, whole, row);
    const known = this.threads.find(tid);
    if ((traits & Trait.PASSES_BY) !== 0) {
      this.thread = known === undefined || (traits & Trait.THREADLESS) !== 0 ? NO_THREAD : known.version;
      return;
    }
    if (known === undefined && (traits & Trait.MAKES_NO_THREAD) !== 0) {
      this.withoutThread(traits, row, whole);
      return;
    }
    const live = known ?? this.threads.addUnknown(tid, row);
    const isExit = (type & 1) === 1;
    if (isExit) this.exitEvent(type, traits, live, fd, row, whole);
    else this.enterEvent(type, traits, live, fd, row, whole);
    let owner = live;
    if (this.ruleThread !== undefined) {
      owner = this.ruleThread;
      this.ruleThread = undefined;
    }
    this.thread = owner.version;
    if ((traits & Trait.HAS_FD) === 0) return;
    if ((traits & Trait.FD_WITHOUT_ENTER) === 0 || (isExit && this.partner < 0)) this.fd = this.fdOf(owner, row);
  }

  /** An event of a thread that is not known, and is not made known by it; only its rule may do that. */
  private withoutThread(traits: number, row: number, whole: EventCursor | undefined): void {
    if (whole !== undefined) this.applyRule(whole, undefined, row, undefined);
    const owner = this.ruleThread;
    this.ruleThread = undefined;
    this.thread = owner === undefined ? NO_THREAD : owner.version;
    if (owner !== undefined && (traits & Trait.HAS_FD) !== 0) this.fd = this.fdOf(owner, row);
  }

  private enterEvent(
    type: number,
    traits: number,
    live: LiveThread,
    fd: number,
    row: number,
    whole: EventCursor | undefined,
  ): void {
    if ((traits & Trait.CONTEXT_ONLY) === 0) {
      if ((traits & Trait.HAS_EXIT) !== 0) this.pairsEnters = true;
      if (live.lone.type !== NONE) this.settle(live, row);
      const enter = live.enter(type, row, fd, this.now);
      if (whole !== undefined && (traits & Trait.IS_KEPT) !== 0) enter.keep(whole);
    }
    if (whole !== undefined && (traits & Trait.HAS_RULE) !== 0) this.applyRule(whole, live, row, undefined);
  }

  private exitEvent(
    type: number,
    traits: number,
    live: LiveThread,
    fd: number,
    row: number,
    whole: EventCursor | undefined,
  ): void {
    const { events } = this.tables;
    if (live.lone.type !== NONE) this.settle(live, row);
    const enter = live.exit(type, this.now, events);
    if (enter === undefined) {
      this.exitAlone(type, traits, live, fd, row, whole);
      return;
    }
    this.partner = enter.row;
    const counts = enter.fd === -1 ? Trait.DECIDES_FD | Trait.REPEATS_FD : Trait.DECIDES_FD;
    live.lastFd = (traits & counts) !== 0 ? fd : enter.fd;
    if (whole !== undefined && (traits & Trait.HAS_RULE) !== 0) {
      this.enterRow = enter.row;
      this.applyRule(whole, live, row, enter.arguments);
    }
    live.end(enter, row);
  }

  /** An exit event whose enter event is not the open one: it is not in the capture, or not yet, or another exit took it. */
  private exitAlone(
    type: number,
    traits: number,
    live: LiveThread,
    fd: number,
    row: number,
    whole: EventCursor | undefined,
  ): void {
    const { events } = this.tables;
    const taken = this.pairsEnters ? live.takeBack(type, this.now, events) : undefined;
    live.lastFd = fd;
    if (taken !== undefined) {
      this.partner = taken.enterRow;
      events.unpair(taken.exitRow as EventRow);
      const counts = taken.fd === -1 ? Trait.DECIDES_FD | Trait.REPEATS_FD : Trait.DECIDES_FD;
      if ((traits & counts) === 0) live.lastFd = taken.fd;
    }
    if (whole !== undefined && (traits & Trait.HAS_RULE) !== 0) {
      this.enterRow = this.partner;
      this.applyRule(whole, live, row, undefined);
    }
    if (taken === undefined && this.pairsEnters) {
      live.lone.set(type, row, live.lastFd);
      if (whole !== undefined && (traits & Trait.WAITS_FOR_ENTER) !== 0) live.lone.keep(whole);
    }
  }

  /** Lets the rule of an event's type change the state, and the event's own fd. */
  private applyRule(
    event: EventArguments,
    live: LiveThread | undefined,
    row: number,
    enter: EventArguments | undefined,
  ): void {
    this.ruleFd = -1;
    RULES[event.type]?.(this, event, live, row, enter);
    if (live !== undefined && this.ruleFd !== -1) live.lastFd = this.ruleFd;
  }

  /** An exit that stood before its enter event: what it could not do without that is done now, at this row. */
  private settle(live: LiveThread, row: number): void {
    const { events } = this.tables;
    const enter = live.settle(this.now, events);
    if (!enter) return;
    const { type, arguments: exit } = live.lone;
    const traits = TRAITS[type];
    live.lastFd = enter.fd;
    if (exit && (traits & Trait.WAITS_FOR_ENTER) !== 0) {
      this.enterRow = -1;
      this.applyRule(exit, live, row, enter.arguments);
    }
    const hasFd = (traits & (Trait.HAS_FD | Trait.FD_WITHOUT_ENTER)) === Trait.HAS_FD;
    events.pair(enter.row as EventRow, live.lone.row as EventRow, hasFd ? this.fdOf(live, row) : NO_FD);
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
