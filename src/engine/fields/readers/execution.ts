import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import type { ListedExecution } from '../../capture/processList';
import { RowFlag } from '../../trace/eventColumns';
import type { Trace } from '../../trace/trace';
import type { FieldContext } from '../fieldReader';
import { EXECUTING, type ExecutionFact, factOfExecution } from './executionFacts';
import { perTrace } from './memo';
import { processKey, RowIndex } from './rowIndex';

const executions = perTrace((trace) => new RowIndex(trace, EXECUTING, processKey));

/** A process that did not execute a program itself has that of its parent, and so on. */
const MOST_GENERATIONS = 128;

/** What tells of the execution of a program: its event, or the process list where the program ran before the capture began. */
export type Execution =
  | { readonly row: EventRow }
  | { readonly row: undefined; readonly version: ThreadVersion; readonly listed: ListedExecution };

/**
 * The execution that began the program which a thread's process runs at a row: its own, or that of an ancestor that it was
 * cloned from. Undefined where the capture does not tell.
 */
export function executionOf({ trace }: FieldContext, version: ThreadVersion, row: EventRow): Execution | undefined {
  const { threads } = trace;
  let process = threads.mainAt(version, row);
  let until: number = row;
  for (let generation = 0; generation < MOST_GENERATIONS && process !== NO_THREAD; generation++) {
    const made = threads.get(process, 'cloneRow');
    const executed = lastSuccess(trace, threads.get(process, 'pid'), until, made);
    if (executed !== undefined) return { row: executed };
    if (made < 0) {
      const tid = threads.get(process, 'tid');
      const listed = trace.listed.at(tid, until);
      if (!listed?.execution) return undefined;
      return { row: undefined, version: threads.at(tid, listed.row), listed: listed.execution };
    }
    until = made;
    process = threads.mainAt(threads.at(threads.get(process, 'ptid'), until as EventRow), until as EventRow);
  }
  return undefined;
}

/** A fact of the execution that began the thread's program; undefined where the capture does not tell. */
export function ofExecution<T>(
  context: FieldContext,
  version: ThreadVersion,
  row: EventRow,
  fact: ExecutionFact<T>,
): T | undefined {
  const execution = executionOf(context, version, row);
  if (execution === undefined) return undefined;
  return execution.row === undefined ? fact.ofList(execution.listed) : factOfExecution(context, execution.row, fact);
}

/** The last successful execution of a process in the rows `(after, until]`. */
function lastSuccess(trace: Trace, pid: number, until: number, after: number): EventRow | undefined {
  return executions(trace).lastUntilWhere(pid, until, after, (row) => !isFailed(trace, row));
}

export function isFailed({ events }: Trace, row: EventRow): boolean {
  return (events.flags(row) & RowFlag.FAILED) !== 0;
}
