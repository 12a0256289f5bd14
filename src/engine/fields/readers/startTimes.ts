import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import type { Trace } from '../../trace/trace';
import type { FieldContext, RowReader } from '../fieldReader';
import { ofExecution } from './execution';
import { type ExecutionFact, wholeNumber } from './executionFacts';
import { exactNumber, putExact } from './shapes';
import { toldOnce } from './toldOnce';

/*
 * When threads, programs and namespaces began, in ns since the epoch. They are larger than 2^53, and all digits are theirs.
 * A 0 says that the recorder did not know. Like the times of events, they are on the clock that the hosts of a timeline share.
 */

/** Where exits of clone say when the init of a pid namespace began; -1 for other types. */
const NAMESPACE_START = EVENT_TYPES.map((type) => parameterIndex(type, 'pidns_init_start_ts'));

/** The time since the machine was started at which a clone says that the init of the pid namespace began. */
export const toldOfNamespace = toldOnce(
  Uint8Array.from(NAMESPACE_START, (index) => (index < 0 ? 0 : 1)),
  ({ trace, raw }, row) => wholeNumber(raw.read(row), NAMESPACE_START[trace.events.type(row)]),
  String,
);

/** A time that the execution tells which began the thread's program. */
export function timeOfExecution(
  context: FieldContext,
  version: ThreadVersion,
  row: EventRow,
  fact: ExecutionFact<bigint>,
): bigint | undefined {
  return corrected(context.trace, ofExecution(context, version, row, fact));
}

/** When a thread version was cloned; undefined where the capture has not seen that. */
export function startOf({ trace }: FieldContext, version: ThreadVersion): bigint | undefined {
  const made = version === NO_THREAD ? -1 : trace.threads.get(version, 'cloneRow');
  return made < 0 ? undefined : trace.timeBase + BigInt(trace.events.time(made as EventRow));
}

/**
 * When the init of the thread's pid namespace began: the process list says it, or the event that made the thread, which
 * counts from when the machine was started.
 */
export function namespaceStart(context: FieldContext, version: ThreadVersion, row: EventRow): bigint | undefined {
  const { trace } = context;
  const { threads, events } = trace;
  const made = threads.get(version, 'cloneRow');
  const tid = threads.get(version, 'tid');
  if (made < 0) return corrected(trace, trace.listed.at(tid, row)?.execution?.namespaceStart);
  const clone = made as EventRow;
  const sinceBoot = toldOfNamespace.types[events.type(clone)] === 1 ? toldOfNamespace.of(context, clone) : undefined;
  const bootTime = trace.machine?.bootTime;
  return sinceBoot && bootTime ? corrected(trace, bootTime + sinceBoot) : undefined;
}

function corrected(trace: Trace, time: bigint | undefined): bigint | undefined {
  return time ? time + trace.clockCorrection : undefined;
}

/** The time from one moment to another, where both are known and the other is not the earlier one. */
export function span(from: bigint | undefined, to: bigint | undefined): bigint | undefined {
  return from === undefined || to === undefined || to < from ? undefined : to - from;
}

/** A time, or a time span, of the row's thread. */
export function timeAtRow(
  read: (context: FieldContext, version: ThreadVersion, row: EventRow) => bigint | undefined,
): RowReader {
  return exactNumber((context, row) => {
    const version = context.trace.events.thread(row);
    return version === NO_THREAD ? undefined : read(context, version, row);
  });
}

/** The same where it does not depend on the row but for when that was (`MomentDecider`). */
export function timeAtMoment(
  read: (context: FieldContext, version: ThreadVersion, row: EventRow) => bigint | undefined,
): RowReader {
  return {
    ...timeAtRow(read),
    decidedBy: {
      by: 'moment',
      readAt: (context, version, row, value) =>
        putExact(value, version === NO_THREAD ? undefined : read(context, version, row)),
    },
  };
}
