import type { EventRow, ThreadVersion } from '../../base/brands';
import type { FieldContext } from '../fieldReader';
import { executionOf } from './execution';
import { factOfExecution, GROUP } from './executionFacts';

/**
 * The process group of a thread at a row, as the host numbers it; undefined where the capture does not tell. What told of it
 * may be older than a setpgid, of which the group inside the namespace is known: outside of namespaces it is the same.
 */
export function processGroup(context: FieldContext, version: ThreadVersion, row: EventRow): number | undefined {
  const execution = executionOf(context, version, row);
  if (execution === undefined) return undefined;
  const { threads, events } = context.trace;
  const isOfEvent = execution.row !== undefined;
  const told = isOfEvent ? factOfExecution(context, execution.row, GROUP) : GROUP.ofList(execution.listed);
  if (told === undefined) return undefined;
  const then = isOfEvent ? events.thread(execution.row) : execution.version;
  const process = threads.mainAt(version, row);
  const group = threads.get(process, 'vpgid');
  const isChanged = group !== threads.get(then, 'vpgid');
  return isChanged && threads.get(process, 'vpid') === threads.get(process, 'pid') ? group : told;
}
