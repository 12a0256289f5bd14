import type { EventRow, FdVersion } from '../base/brands';

/**
 * The rows of the events so far, as far as the state machine needs them: what was found out about an event stands there, so
 * that it is not kept a second time. Only rows before the present event may be asked for.
 */
export interface EarlierEvents {
  /** In ns, from the trace's base. */
  time(row: EventRow): number;
  /** Id of the event type. */
  type(row: EventRow): number;
  /** Row of the matching enter or exit event, or -1. */
  partner(row: EventRow): number;
  /** Makes a pair of two rows that turned out to be one call; the exit's own fd is known only now. */
  pair(enter: EventRow, exit: EventRow, fd: FdVersion): void;
  /** An exit was not the end of the call that it was taken for. */
  unpair(exit: EventRow): void;
}
