import { type EventRow, NO_THREAD } from '../base/brands';
import { EVENT_TYPES, EventFlag } from '../capture/eventTable';
import { NO_PARTNER } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';
import { Keep } from './keep';

/** By event type: 1 for enters of calls, which have an exit of the same name. */
export const IS_CALL_ENTER: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ id, name, flags }) =>
  id % 2 === 0 && (flags & EventFlag.UNUSED) === 0 && EVENT_TYPES[id + 1]?.name === name ? 1 : 0,
);

/**
 * An exit whose enter event was lost must not find another one in the part: that of a call of the same kind whose own exit is
 * not kept. Where it would, the thread's event before it is kept as well, which stands between the two as in the whole.
 * `keep` holds the rows from `first` on; `keepState` adds one.
 */
export function keepPairings(trace: Trace, first: number, keep: Uint8Array, keepState: (row: number) => void): void {
  const { events, threads } = trace;
  /** By tid: the latest event that is kept, and the latest of all. */
  const latestKept = new Map<number, EventRow>();
  const latest = new Map<number, EventRow>();
  for (let index = 0; index < keep.length; index++) {
    const row = (first + index) as EventRow;
    const type = events.type(row);
    const thread = events.thread(row);
    const isExit = type % 2 === 1;
    if (thread === NO_THREAD || (!isExit && IS_CALL_ENTER[type] === 0)) continue;
    const tid = threads.get(thread, 'tid');
    const enter = latestKept.get(tid);
    const before = latest.get(tid);
    latest.set(tid, row);
    if (keep[index] === Keep.NO) continue;
    latestKept.set(tid, row);
    const isLonely = isExit && events.partner(row) === NO_PARTNER;
    if (!isLonely || enter === undefined || before === undefined || enter === before) continue;
    if (IS_CALL_ENTER[events.type(enter)] === 0) continue;
    keepState(before);
    if (events.partner(before) !== NO_PARTNER) keepState(events.partner(before));
  }
}
