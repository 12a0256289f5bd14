import type { FdTableId, ThreadVersion } from '../base/brands';
import type { EventArguments } from '../capture/eventArguments';
import { EventCode } from '../capture/tables/eventCodes';
import type { KeptArguments } from './keptArguments';

/** The type of a `PendingEvent` that keeps no event. */
export const NONE = -1;

/** An enter event that waits for its exit, or an exit event whose enter event may still come. Reused, not replaced. */
export class PendingEvent {
  type: number = NONE;
  row = -1;
  /** In ns, from the state machine's base. */
  time = 0;
  /** fd number that the event uses; -1: none. */
  fd = -1;
  /** The event's parameters, if they were kept. */
  arguments: EventArguments | undefined;

  constructor(private readonly copies: KeptArguments) {}

  /** Remembers an event; `event` only where its parameters will be needed. */
  set(type: number, row: number, time: number, fd: number, event: EventArguments | undefined): void {
    if (this.arguments !== undefined) this.forgetArguments(this.arguments);
    this.type = type;
    this.row = row;
    this.time = time;
    this.fd = fd;
    if (event !== undefined) this.arguments = this.copies.copyOf(event);
  }

  clear(): void {
    this.type = NONE;
    if (this.arguments !== undefined) this.forgetArguments(this.arguments);
  }

  private forgetArguments(kept: EventArguments): void {
    this.copies.release(kept);
    this.arguments = undefined;
  }
}

/**
 * What the pass keeps of a thread between its events. One object per thread, reused for all its events.
 *
 * A capture with a ring per CPU is not in the order of time: when a thread moved between CPUs, an exit can stand behind the
 * next enter event, or before its own. So besides the open call one displaced enter event is remembered, for exits that are
 * late, and one lone exit, which waits until the thread's events have come as far as its time.
 */
export class LiveThread {
  /** fd number of the last call; -1: none. */
  lastFd = -1;
  /** Time of the clone that made the thread, in ns as the state machine counts; -Infinity for the process list's. */
  cloneTime = Number.NEGATIVE_INFINITY;
  /** The thread has exited; a main thread may still be needed by its process. */
  exited = false;
  /** An exit event without its enter event, which may be late. */
  readonly lone: PendingEvent;
  private open: PendingEvent;
  private displaced: PendingEvent;
  /** The call that ended last: row and time of both its events, type of the exit, and its fd. */
  private lastExitType: number = NONE;
  private lastExitRow = -1;
  private lastExitTime = 0;
  private lastEnterRow = -1;
  private lastEnterTime = 0;
  private lastPairFd = -1;
  /** An exit of another call came after the open one: only a late exit can still be its own. */
  private doubtful = false;
  /** Latest time of the thread's events so far: an event before it is late. */
  private lastTime = Number.NEGATIVE_INFINITY;

  constructor(
    readonly tid: number,
    public pid: number,
    public version: ThreadVersion,
    public table: FdTableId,
    copies: KeptArguments,
  ) {
    this.lone = new PendingEvent(copies);
    this.open = new PendingEvent(copies);
    this.displaced = new PendingEvent(copies);
  }

  /**
   * Asked before each event: the open enter event, if the lone exit belongs to it, which is certain once an event comes that
   * is not before that exit. The caller completes the pair and clears both.
   */
  settle(time: number): PendingEvent | undefined {
    const { lone, open } = this;
    if (lone.type === NONE || time < lone.time) return undefined;
    if (isEnterOf(open.type, lone.type) && open.time <= lone.time) return open;
    lone.clear();
    return undefined;
  }

  /** A call begins. */
  enter(type: number, row: number, time: number, fd: number, event: EventArguments | undefined): void {
    if (this.open.type !== NONE) {
      const displaced = this.displaced;
      this.displaced = this.open;
      this.open = displaced;
    }
    this.open.set(type, row, time, fd, event);
    this.doubtful = false;
    this.lastFd = fd;
    if (time > this.lastTime) this.lastTime = time;
  }

  /** A call ends: its enter event, or undefined where that is not in the capture, or not yet. */
  exit(type: number, time: number): PendingEvent | undefined {
    const late = time < this.lastTime;
    if (!late) this.lastTime = time;
    const { open, displaced } = this;
    if (isEnterOf(open.type, type) && open.time <= time && (late || !this.doubtful)) return open;
    if (late && isEnterOf(displaced.type, type) && displaced.time <= time) return displaced;
    if (!late) this.doubtful = true;
    return undefined;
  }

  /** Remembers which two events were taken for one call. */
  pair(enter: PendingEvent, exitType: number, exitRow: number, exitTime: number): void {
    this.lastExitType = exitType;
    this.lastExitRow = exitRow;
    this.lastExitTime = exitTime;
    this.lastEnterRow = enter.row;
    this.lastEnterTime = enter.time;
    this.lastPairFd = enter.fd;
  }

  /**
   * A late exit without an enter event, where the call that ended last has the same type and ended after it: that call's
   * enter event is this exit's. The other exit becomes the lone one, whose enter event is still to come. Undefined where that
   * is not so.
   */
  takeBack(exitType: number, time: number): { enterRow: number; exitRow: number; fd: number } | undefined {
    if (exitType !== this.lastExitType || time >= this.lastExitTime || time < this.lastEnterTime) return undefined;
    this.lone.set(exitType, this.lastExitRow, this.lastExitTime, this.lastPairFd, undefined);
    this.lastExitType = NONE;
    return { enterRow: this.lastEnterRow, exitRow: this.lastExitRow, fd: this.lastPairFd };
  }
}

/** Whether an exit of `exitType` answers the enter event: execve's exit also answers execveat's enter. */
function isEnterOf(enterType: number, exitType: number): boolean {
  if (enterType === NONE) return false;
  return (
    exitType === enterType + 1 ||
    (exitType === EventCode.SYSCALL_EXECVE_19_X && enterType === EventCode.SYSCALL_EXECVEAT_E)
  );
}
