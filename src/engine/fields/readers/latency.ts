import type { EventRow } from '../../base/brands';
import { EVENT_TYPES, EventFlag } from '../../capture/eventTable';
import { timeOfCall } from '../../trace/callTime';
import { NO_PARTNER, RowFlag } from '../../trace/eventColumns';
import type { Trace } from '../../trace/trace';
import type { ColumnReader, FieldContext } from '../field';
import { perTrace } from './memo';
import { RowIndex, threadKey } from './rowIndex';

/** By event type: 1 for the switch to another thread, which sysdig 0.29.3 lets keep the latency of the call before it. */
const IS_SWITCH: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name }) => (name === 'switch' ? 1 : 0));
/** 1 for all other events of threads. */
const IS_CALL: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name, flags }) =>
  name === 'switch' || (flags & EventFlag.SKIPPARSERESET) !== 0 ? 0 : 1,
);

const callRows = perTrace((trace) => new RowIndex(trace, IS_CALL, threadKey));

/**
 * How long a call took, in ns: of exits from their enter event on; 0 for all other events, and for an exit whose enter event
 * the capture does not have.
 */
export function rowLatency({ trace, textOptions }: FieldContext, row: EventRow): number {
  if (IS_SWITCH[trace.events.type(row)] === 0 || !textOptions?.imitatesAccidents) return callLatency(trace, row);
  const call = callRows(trace).lastUntil(threadKey(trace, row), row);
  return call === undefined ? 0 : callLatency(trace, call);
}

/** `rowLatency` of the columns. */
export const latencyColumn: ColumnReader = {
  domain: 'column',
  read: ({ events }, chunk, index, row) => ((chunk.type[index] & 1) === 0 ? 0 : timeOfCall(events, chunk, row)),
  bounds: ({ shortestCall, longestCall }) => [shortestCall, longestCall],
  levels: ({ callLevels }) => callLevels,
};

function callLatency({ events }: Trace, row: EventRow): number {
  if (events.type(row) % 2 === 0) return 0;
  const enter = events.partner(row);
  return enter === NO_PARTNER ? 0 : events.time(row) - events.time(enter as EventRow);
}

/** By event type: 1 where a call returns that may wait. */
const ENDS_WAIT: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ id, flags }) =>
  id % 2 === 1 && (flags & EventFlag.WAITS) !== 0 ? 1 : 0,
);

/** How long a call that may wait took; no other event has a number. */
export const waitLatency: ColumnReader = {
  domain: 'column',
  types: ENDS_WAIT,
  read: ({ events }, chunk, index, row) =>
    ENDS_WAIT[chunk.type[index]] === 1 ? timeOfCall(events, chunk, row) : Number.NaN,
  levels: ({ callLevels }) => callLevels,
};

/** The row that was printed before this one, or where nothing is printed, the one that is shown before it. */
export function previousRow(context: FieldContext, row: EventRow): EventRow | undefined {
  if (context.previousRow) return context.previousRow(row);
  const { events } = context.trace;
  for (let before = row - 1; before >= 0; before--) {
    if ((events.flags(before as EventRow) & RowFlag.HIDDEN) === 0) return before as EventRow;
  }
  return undefined;
}
