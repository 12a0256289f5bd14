import type { EventRow, FdVersion, ThreadVersion } from '../base/brands';
import { EVENT_TYPES, EventFlag } from '../capture/eventTable';
import { EventCode } from '../capture/tables/eventCodes';
import { NO_PARTNER, RowFlag } from '../trace/eventColumns';
import { OPENING_TYPES } from '../trace/openingTypes';
import type { Trace } from '../trace/trace';
import { Keep } from './keep';
import { keepMeasures } from './measures';
import { IS_CALL_ENTER, keepPairings } from './pairings';

/**
 * By event type: 1 for those that may change what a reader knows in ways that the versions of threads and fds do not tell.
 * Transfers change it only by moving the tuple of a socket, which makes a version; enters, only by being an exit's.
 */
const CHANGES_STATE: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ id, flags }) => {
  if (id === EventCode.ASYNCEVENT_E || id === EventCode.INFRASTRUCTURE_EVENT_E) return 1;
  const transfers = (flags & (EventFlag.READS_FROM_FD | EventFlag.WRITES_TO_FD)) !== 0;
  return (flags & EventFlag.MODIFIES_STATE) !== 0 && !transfers && IS_CALL_ENTER[id] === 0 ? 1 : 0;
});

/**
 * Which of the rows `[first, last]`, all of one section, a part has to hold so that reading it gives the same threads, fds
 * and pairs of calls at the selected rows as the whole: a value of `Keep` for each. `selected` are among those rows.
 */
export function partRows(trace: Trace, first: number, last: number, selected: Iterable<EventRow>): Uint8Array {
  const { events } = trace;
  const keep = new Uint8Array(last - first + 1);
  const keepState = (row: number): void => {
    if (row >= first && row <= last && keep[row - first] === Keep.NO) keep[row - first] = Keep.STATE_ONLY;
  };
  const opened = endOfOpening(trace, first, last);
  // These are not shown as it is.
  keep.fill(Keep.AS_IT_IS, 0, opened - first);
  for (const row of selected) keep[row - first] = Keep.AS_IT_IS;
  // Relative times count from the first event after them.
  keepState(opened);
  for (let row = first as EventRow; row <= last; row++) {
    const failed = (events.flags(row) & RowFlag.FAILED) !== 0;
    if (CHANGES_STATE[events.type(row)] === 1 && !failed) keepState(row);
  }
  const { threads, fds } = trace;
  for (let version = 1 as ThreadVersion; version < threads.length; version++) keepState(threads.sinceRow(version));
  for (let version = 1 as FdVersion; version < fds.length; version++) keepState(fds.sinceRow(version));
  keepMeasures(trace, first, keep, keepState);
  for (let row = last as EventRow; row >= first; row--) {
    const partner = events.partner(row);
    const isExit = events.type(row) % 2 === 1;
    if (isExit && keep[row - first] !== Keep.NO && partner !== NO_PARTNER) keepState(partner);
  }
  keepPairings(trace, first, keep, keepState);
  return keep;
}

/** The row after the events that a section begins with and that are read while it is opened. */
function endOfOpening(trace: Trace, first: number, last: number): number {
  let row = first;
  while (row <= last && OPENING_TYPES.has(trace.events.type(row as EventRow))) row++;
  return row;
}
