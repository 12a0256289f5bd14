import type { EventRow, FdTableId, ThreadVersion } from '../base/brands';
import type { EventArguments } from '../capture/eventArguments';
import { EventCode } from '../capture/tables/eventCodes';
import type { EarlierEvents } from './earlierEvents';
import type { KeptArguments } from './keptArguments';

/** The type of a `PendingEvent` that keeps no event. No exit event has the type after it. */
export const NONE = -1;

/** An enter event that waits for its exit, or an exit event whose enter event may still come. Reused, not replaced. */
export class PendingEvent {
  type: number = NONE;
  row = -1;
  /** fd number that the event uses; -1: none. */
  fd = -1;
  /** The event's parameters, if they were kept. */
  arguments: EventArguments | undefined;

  constructor(private readonly copies: KeptArguments) {}

  /** Remembers an event, without its parameters. */
  set(type: number, row: number, fd: number): void {
    if (this.arguments !== undefined) this.forgetArguments(this.arguments);
    this.type = type;
    this.row = row;
    this.fd = fd;
  }

  /** Keeps the parameters of the event that was `set`. */
  keep(event: EventArguments): void {
    this.arguments = this.copies.copyOf(event);
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

/** A call that was taken to be over: its two events, and its fd. */
interface EndedCall {
  readonly enterRow: number;
  readonly exitRow: number;
  readonly fd: number;
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
  /** Row of the exit of the call that ended last, and that call's fd number; -1: none. */
  private endRow = -1;
  private endFd = -1;
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
  settle(time: number, earlier: EarlierEvents): PendingEvent | undefined {
    const { lone, open } = this;
    if (lone.type === NONE) return undefined;
    const loneTime = earlier.time(lone.row as EventRow);
    if (time < loneTime) return undefined;
    if (isEnterOf(open.type, lone.type) && earlier.time(open.row as EventRow) <= loneTime) return open;
    lone.clear();
    return undefined;
  }

  /** A call begins. Returns where its enter event is remembered: the caller keeps its parameters, where they are needed. */
  enter(type: number, row: number, fd: number, time: number): PendingEvent {
    let { open } = this;
    if (open.type !== NONE) {
      this.open = this.displaced;
      this.displaced = open;
      open = this.open;
    }
    open.set(type, row, fd);
    this.doubtful = false;
    this.lastFd = fd;
    if (time > this.lastTime) this.lastTime = time;
    return open;
  }

  /** A call ends: its enter event, or undefined where that is not in the capture, or not yet. */
  exit(type: number, time: number, earlier: EarlierEvents): PendingEvent | undefined {
    const { open } = this;
    if (time < this.lastTime) return this.lateExit(type, time, earlier);
    this.lastTime = time;
    if (!this.doubtful && isEnterOf(open.type, type)) return open;
    this.doubtful = true;
    return undefined;
  }

  private lateExit(type: number, time: number, earlier: EarlierEvents): PendingEvent | undefined {
    for (const enter of [this.open, this.displaced]) {
      if (isEnterOf(enter.type, type) && earlier.time(enter.row as EventRow) <= time) return enter;
    }
    return undefined;
  }

  /** Remembers which exit was taken for the end of the call with this enter event, which is over. */
  end(enter: PendingEvent, exitRow: number): void {
    this.endRow = exitRow;
    this.endFd = enter.fd;
    enter.clear();
  }

  /**
   * A late exit without an enter event, where the call that ended last has the same type and ended after it: that call's
   * enter event is this exit's. The other exit becomes the lone one, whose enter event is still to come. Undefined where that
   * is not so; else the call as it was taken to be.
   */
  takeBack(type: number, time: number, earlier: EarlierEvents): EndedCall | undefined {
    const { endRow, endFd } = this;
    const exitRow = endRow as EventRow;
    if (endRow < 0 || type !== earlier.type(exitRow) || time >= earlier.time(exitRow)) return undefined;
    const enterRow = earlier.partner(exitRow);
    if (time < earlier.time(enterRow as EventRow)) return undefined;
    this.lone.set(type, endRow, endFd);
    this.endRow = -1;
    return { enterRow, exitRow, fd: endFd };
  }
}

/** Whether an exit of `exitType` answers the enter event: execve's exit also answers execveat's enter. */
function isEnterOf(enterType: number, exitType: number): boolean {
  return (
    exitType === enterType + 1 ||
    (exitType === EventCode.SYSCALL_EXECVE_19_X && enterType === EventCode.SYSCALL_EXECVEAT_E)
  );
}
