import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import type { EventCursor } from '../../capture/eventCursor';
import { EVENT_TYPES, parameterIndex } from '../../capture/eventTable';
import { RowFlag } from '../../trace/eventColumns';
import type { Trace } from '../../trace/trace';
import type { FieldContext } from '../field';
import { perTrace } from './memo';
import { processKey, RowIndex } from './rowIndex';

/** 1 for exits of execve and execveat. */
const EXECUTING = Uint8Array.from(EVENT_TYPES, ({ name, direction }) =>
  /^execve(?:at)?$/.test(name) && direction === '<' ? 1 : 0,
);

const executions = perTrace((trace) => new RowIndex(trace, EXECUTING, processKey));

/** A process that did not execute a program itself has that of its parent, and so on. */
const MOST_GENERATIONS = 128;

/**
 * The event that began the program which a thread's process runs at a row: its own execve, or one of an ancestor that it was
 * cloned from. Undefined where the program ran before the capture began.
 */
export function executionOf({ trace }: FieldContext, version: ThreadVersion, row: EventRow): EventRow | undefined {
  const { threads } = trace;
  let process = threads.mainAt(version, row);
  let until: number = row;
  for (let generation = 0; generation < MOST_GENERATIONS && process !== NO_THREAD; generation++) {
    const made = threads.get(process, 'cloneRow');
    const executed = lastSuccess(trace, threads.get(process, 'pid'), until, made);
    if (executed !== undefined) return executed;
    if (made < 0) return undefined;
    until = made;
    process = threads.mainAt(threads.at(threads.get(process, 'ptid'), until as EventRow), until as EventRow);
  }
  return undefined;
}

/** A parameter of the execve that began the thread's program, by name; undefined where the capture does not tell. */
export function ofExecution<T>(
  context: FieldContext,
  version: ThreadVersion,
  row: EventRow,
  parameter: string,
  read: (event: EventCursor, index: number) => T | undefined,
): T | undefined {
  const executed = executionOf(context, version, row);
  if (executed === undefined) return undefined;
  const index = parameterIndex(EVENT_TYPES[context.trace.events.type(executed)], parameter);
  const event = context.raw.read(executed);
  return index < 0 || event.parameterLength(index) === 0 ? undefined : read(event, index);
}

/** The last successful execution of a process in the rows `(after, until]`. */
function lastSuccess(trace: Trace, pid: number, until: number, after: number): EventRow | undefined {
  const index = executions(trace);
  let row = index.lastUntil(pid, until);
  while (row !== undefined && row > after && (trace.events.flags(row) & RowFlag.FAILED) !== 0) {
    row = index.lastUntil(pid, row - 1);
  }
  return row !== undefined && row > after ? row : undefined;
}
