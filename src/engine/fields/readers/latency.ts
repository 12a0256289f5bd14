import type { EventRow } from '../../base/brands';
import { EVENT_TYPES, EventFlag } from '../../capture/eventTable';
import { timeOfCall } from '../../trace/callTime';
import { NO_PARTNER } from '../../trace/eventColumns';
import { BLOCK_BITS } from '../../trace/rowBits';
import type { Trace } from '../../trace/trace';
import type { ColumnReader, FieldContext } from '../fieldReader';
import { DeltaLevels, shownBefore } from './deltaLevels';
import { perTrace } from './memo';
import { RowIndex, threadKey } from './rowIndex';

/** By event type: 1 for the switch to another thread, which sysdig 0.29.3 lets keep the latency of the call before it. */
const IS_SWITCH: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name }) => (name === 'switch' ? 1 : 0));
/** 1 for all other events of threads. */
const IS_CALL: Uint8Array = Uint8Array.from(EVENT_TYPES, ({ name, flags }) =>
  name === 'switch' || (flags & EventFlag.SKIPPARSERESET) !== 0 ? 0 : 1,
);

const BILLION = 1_000_000_000;

export const wholeSeconds = (nanoseconds: number): number => Math.floor(nanoseconds / BILLION);

export const beyondSeconds = (nanoseconds: number): number => nanoseconds - wholeSeconds(nanoseconds) * BILLION;

const deltaLevels = perTrace(({ events }) => new DeltaLevels(events));

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

/** Nanoseconds from the event that is shown before to the row. */
export const deltaColumn: ColumnReader = {
  domain: 'column',
  read: ({ events }, chunk, index, row) => {
    const before = shownBefore(events, row);
    return before < 0 ? 0 : chunk.time[index] - events.time(before as EventRow);
  },
  levels: (_block, first, trace) => deltaLevels(trace).ofBlock(first >> BLOCK_BITS),
};

/** The whole seconds of a number in ns, or what is beyond them. */
export function inSeconds(of: ColumnReader, part: 'whole' | 'rest'): ColumnReader {
  const map = part === 'whole' ? wholeSeconds : beyondSeconds;
  return {
    domain: 'column',
    read: (trace, chunk, index, row) => map(of.read(trace, chunk, index, row)),
    inUnits: { of, unit: BILLION, part },
  };
}

/** The row that was printed before this one, or where nothing is printed, the one that is shown before it. */
export function previousRow(context: FieldContext, row: EventRow): EventRow | undefined {
  if (context.previousRow) return context.previousRow(row);
  const before = shownBefore(context.trace.events, row);
  return before < 0 ? undefined : (before as EventRow);
}
