import { attemptedNames } from './attemptedName';
import { CALL_PATHS } from './callPaths';
import type { FieldContext } from './fieldReader';
import { keptKinds } from './openCalls';
import { toldOfCapabilities } from './readers/capabilities';
import { toldOfGroup, toldOfProgram } from './readers/executionFacts';
import { perTrace } from './readers/memo';
import { memoryTimelines } from './readers/memoryTimelines';
import { toldOfNamespace } from './readers/startTimes';
import { ToldReading } from './readers/toldOnce';

/** What few events tell of programs, groups, namespaces and capabilities. */
const toldFacts = perTrace(() => new ToldReading([toldOfProgram, toldOfGroup, toldOfNamespace, toldOfCapabilities]));

/** What filters need of the bytes of events, and is kept for them. */
const KEPT = [attemptedNames, keptKinds, ...Object.values(CALL_PATHS), memoryTimelines, toldFacts];

/**
 * Once a trace is indexed, reads the next so many blocks of what filters would have to read of its events again and again, in idle
 * time; false where there is nothing left. All of a block together, because a compressed capture inflates its bytes for it.
 */
export function prepareFields(context: FieldContext, blocks: number): boolean {
  let isLeft = false;
  for (const kept of KEPT) if (kept(context.trace).advance(context, blocks)) isLeft = true;
  return isLeft;
}
