import type { FdTableId, ThreadVersion } from '../base/brands';
import { UNSET } from '../base/integers';
import type { EventArguments } from '../capture/eventArguments';
import type { EventCursor } from '../capture/eventCursor';
import { EventCode } from '../capture/tables/eventCodes';
import type { KeptArguments } from './keptArguments';

/** The type of a `PendingEvent` that keeps no event. */
export const NONE = -1;

/** An enter event that waits for its exit, or an exit event whose enter event may still come. Reused, not replaced. */
export class PendingEvent {
  type: number = NONE;
  row = -1;
  /** In ns, from the state machine's base. */
  time = UNSET;
  /** fd number that the event uses; -1: none. */
  fd = -1;
  /** The event's parameters, if they were kept. */
  arguments: EventArguments | undefined;

  constructor(private readonly copies: KeptArguments) {}

  /** Remembers an event, with its parameters where they will be needed. */
  set(event: EventCursor, row: number, fd: number, keepsArguments: boolean): void {
    if (this.arguments !== undefined) this.forgetArguments(this.arguments);
    this.type = event.type;
    this.row = row;
    this.time = event.time;
    this.fd = fd;
    if (keepsArguments) this.arguments = this.copies.copyOf(event);
  }

  /** Remembers the exit event of a call that is over, of which no parameters are needed. */
  setEnd(call: EndedCall): void {
    if (this.arguments !== undefined) this.forgetArguments(this.arguments);
    this.type = call.exitType;
    this.row = call.exitRow;
    this.time = call.exitTime;
    this.fd = call.fd;
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

/** The call that ended last: its two events, and its fd. */
class EndedCall {
  exitType: number = NONE;
  exitRow = -1;
  /** In ns, from the state machine's base. */
  exitTime = UNSET;
  enterRow = -1;
  enterTime = UNSET;
  fd = -1;
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
  private readonly last = new EndedCall();
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
  settle(event: EventCursor): PendingEvent | undefined {
    const { lone, open } = this;
    if (lone.type === NONE || event.time < lone.time) return undefined;
    if (isEnterOf(open.type, lone.type) && open.time <= lone.time) return open;
    lone.clear();
    return undefined;
  }

  /** A call begins. */
  enter(event: EventCursor, row: number, fd: number, keepsArguments: boolean): void {
    if (this.open.type !== NONE) {
      const displaced = this.displaced;
      this.displaced = this.open;
      this.open = displaced;
    }
    this.open.set(event, row, fd, keepsArguments);
    this.doubtful = false;
    this.lastFd = fd;
    if (event.time > this.lastTime) this.lastTime = event.time;
  }

  /** A call ends: its enter event, or undefined where that is not in the capture, or not yet. */
  exit(event: EventCursor): PendingEvent | undefined {
    const { type, time } = event;
    const late = time < this.lastTime;
    if (!late) this.lastTime = time;
    const { open, displaced } = this;
    if (isEnterOf(open.type, type) && open.time <= time && (late || !this.doubtful)) return open;
    if (late && isEnterOf(displaced.type, type) && displaced.time <= time) return displaced;
    if (!late) this.doubtful = true;
    return undefined;
  }

  /** Remembers which two events were taken for one call. */
  pair(enter: PendingEvent, exit: EventCursor, exitRow: number): void {
    const { last } = this;
    last.exitType = exit.type;
    last.exitRow = exitRow;
    last.exitTime = exit.time;
    last.enterRow = enter.row;
    last.enterTime = enter.time;
    last.fd = enter.fd;
  }

  /**
   * A late exit without an enter event, where the call that ended last has the same type and ended after it: that call's
   * enter event is this exit's. The other exit becomes the lone one, whose enter event is still to come. Undefined where that
   * is not so; else the call as it was taken to be, valid until the next call ends.
   */
  takeBack({ type, time }: EventCursor): EndedCall | undefined {
    const { last } = this;
    if (type !== last.exitType || time >= last.exitTime || time < last.enterTime) return undefined;
    this.lone.setEnd(last);
    last.exitType = NONE;
    return last;
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
