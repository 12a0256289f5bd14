import type { FdTableId, ThreadVersion } from '../base/brands';
import { EventArguments } from '../capture/eventArguments';

/** No enter event is open. */
export const NO_ENTER = -1;

/** What the pass keeps of a thread between its events. One object per thread, reused for all its events. */
export class LiveThread {
  /** Type of the enter event that its exit must follow, or `NO_ENTER`. */
  enterType: number = NO_ENTER;
  /** Row of that enter event. */
  enterRow = -1;
  /** fd number that the last enter event used; -1: none. */
  lastFd = -1;
  /** Time of the clone that made the thread, in ns as the state machine counts; -Infinity for the process list's. */
  cloneTime = Number.NEGATIVE_INFINITY;
  /** The thread has exited; a main thread may still be needed by its process. */
  exited = false;
  /** Parameters of that enter event, where its exit needs them: see `hasEnter`. */
  private kept: EventArguments | undefined;
  private hasKept = false;

  constructor(
    readonly tid: number,
    public pid: number,
    public version: ThreadVersion,
    public table: FdTableId,
  ) {}

  /** The enter event's parameters, if they were kept. */
  get enter(): EventArguments | undefined {
    return this.hasKept ? this.kept : undefined;
  }

  keep(event: EventArguments): void {
    this.kept ??= new EventArguments();
    this.kept.copyFrom(event);
    this.hasKept = true;
  }

  forgetEnter(): void {
    this.enterType = NO_ENTER;
    this.enterRow = -1;
    this.hasKept = false;
  }
}
