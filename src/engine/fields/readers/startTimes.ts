import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import type { EventCursor } from '../../capture/eventCursor';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import type { Trace } from '../../trace/trace';
import type { FieldContext, RowReader } from '../field';
import { type ExecutionFact, ofExecution } from './execution';
import { exactNumber, putExact } from './shapes';

/*
 * When threads, programs and namespaces began, in ns since the epoch. They are larger than 2^53, and all digits are theirs.
 * A 0 says that the recorder did not know. Like the times of events, they are on the clock that the hosts of a timeline share.
 */

/** When the file of the program was changed last, its owner, mode and name included, and when its content was. */
export const CHANGED = timeOfFile('exe_ino_ctime', ({ changed }) => changed);
export const MODIFIED = timeOfFile('exe_ino_mtime', ({ modified }) => modified);

function timeOfFile(parameter: string, ofList: ExecutionFact<bigint>['ofList']): ExecutionFact<bigint> {
  return { parameter, ofEvent: wholeNumber, ofList };
}

/** All 64 bits of a parameter; undefined where it is absent or too short. */
function wholeNumber(event: EventCursor, index: number): bigint | undefined {
  return event.parameterLength(index) >= 8 ? event.view.getBigUint64(event.starts[index], true) : undefined;
}

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
export function namespaceStart(
  { trace, raw }: FieldContext,
  version: ThreadVersion,
  row: EventRow,
): bigint | undefined {
  const { threads, events } = trace;
  const made = threads.get(version, 'cloneRow');
  const tid = threads.get(version, 'tid');
  if (made < 0) return corrected(trace, trace.listed.at(tid, row)?.execution?.namespaceStart);
  const clone = made as EventRow;
  const index = parameterIndex(EVENT_TYPES[events.type(clone)], 'pidns_init_start_ts');
  const sinceBoot = index < 0 ? undefined : wholeNumber(raw.read(clone), index);
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
