import type { EventRow, ThreadVersion } from '../../base/brands';
import { HOST } from '../../state/containerId';
import type { Field } from '../field';
import type { FieldContext, RowReader } from '../fieldReader';
import { containerAt } from '../readers/containers';
import { CHANGED, MODIFIED } from '../readers/executionFacts';
import { namespaceStart, span, startOf, timeAtMoment, timeAtRow, timeOfExecution } from '../readers/startTimes';
import { entry } from './entry';

const LIBS_11 = 'libs 0.11.0';
const CONTAINERS_UNTIL = { until: 'libs 0.20.0' };

/** Fields of when threads, program files and pid namespaces began or changed. */
export const START_TIME_FIELDS: readonly Field[] = [
  entry(
    'proc.pid.ts',
    'RELTIME',
    LIBS_11,
    'When the process or thread was cloned, in nanoseconds since the epoch, where the capture has seen that.',
    'proc.pid.ts > 1700000000000000000',
    timeAtMoment(startOf),
  ),
  entry(
    'proc.ppid.ts',
    'RELTIME',
    LIBS_11,
    'When the parent was cloned, in nanoseconds since the epoch, where the capture has seen that.',
    'proc.ppid.ts > 1700000000000000000',
    timeAtMoment((context, version, row) => {
      const { threads } = context.trace;
      return startOf(context, threads.at(threads.get(threads.mainAt(version, row), 'ptid'), row));
    }),
  ),
  entry(
    'proc.pidns_init_start_ts',
    'UINT64',
    LIBS_11,
    'When the init of the pid namespace was started, in nanoseconds since the epoch, where the capture tells.',
    'proc.pidns_init_start_ts exists',
    timeAtMoment(namespaceStart),
  ),
  entry(
    'proc.exe_ino.ctime',
    'ABSTIME',
    LIBS_11,
    "When the program's file or its attributes were changed last, in nanoseconds since the epoch.",
    'proc.exe_ino.ctime > 1700000000000000000',
    timeAtMoment((context, version, row) => timeOfExecution(context, version, row, CHANGED)),
  ),
  entry(
    'proc.exe_ino.mtime',
    'ABSTIME',
    LIBS_11,
    "When the content of the program's file was changed last, in nanoseconds since the epoch.",
    'proc.exe_ino.mtime > 1700000000000000000',
    timeAtMoment((context, version, row) => timeOfExecution(context, version, row, MODIFIED)),
  ),
  entry(
    'proc.exe_ino.ctime_duration_proc_start',
    'ABSTIME',
    LIBS_11,
    "Nanoseconds from the last change of the program's file to the cloning of the process: few for one just put there.",
    'proc.exe_ino.ctime_duration_proc_start < 60000000000',
    timeAtMoment((context, version, row) =>
      span(timeOfExecution(context, version, row, CHANGED), startOf(context, version)),
    ),
  ),
  entry(
    'proc.exe_ino.ctime_duration_pidns_start',
    'ABSTIME',
    LIBS_11,
    "Nanoseconds from the start of the pid namespace to the last change of the program's file: one came into a container.",
    'proc.exe_ino.ctime_duration_pidns_start exists',
    timeAtMoment((context, version, row) =>
      span(namespaceStart(context, version, row), timeOfExecution(context, version, row, CHANGED)),
    ),
  ),
];

const CONTAINER_AGE: RowReader = {
  ...timeAtRow((context, version, row) =>
    span(containerStart(context, version, row), context.trace.timeBase + BigInt(context.trace.events.time(row))),
  ),
  decidedBy: {
    by: 'since',
    moment(context, version, row) {
      const start = containerStart(context, version, row);
      return start === undefined ? undefined : Number(start - context.trace.timeBase);
    },
    isNotBefore: true,
  },
};

/** The same of containers. */
export const CONTAINER_TIME_FIELDS: readonly Field[] = [
  entry(
    'container.start_ts',
    'UINT64',
    LIBS_11,
    'When the container was started, that is the init of its pid namespace, in nanoseconds since the epoch.',
    'container.start_ts exists',
    timeAtMoment(containerStart),
    CONTAINERS_UNTIL,
  ),
  entry(
    'container.duration',
    'RELTIME',
    LIBS_11,
    'Nanoseconds since the container was started.',
    'container.duration < 60000000000',
    CONTAINER_AGE,
    CONTAINERS_UNTIL,
  ),
];

function containerStart(context: FieldContext, version: ThreadVersion, row: EventRow): bigint | undefined {
  const { trace } = context;
  const isInside =
    trace.texts.text(trace.threads.get(version, 'container')) !== '' && containerAt(context, version, row) !== HOST;
  return isInside ? namespaceStart(context, version, row) : undefined;
}
