import { type EventRow, NO_THREAD, type ThreadVersion } from '../../base/brands';
import type { Trace } from '../../trace/trace';
import type { FieldArgument } from '../field';
import type { FieldReader, SeveralReader } from '../fieldReader';
import { perTrace } from './memo';
import { putNumber, putText } from './shapes';
import { atMoment } from './threads';

/** No process has more ancestors; a capture in which they form a circle stops here. */
const MOST_ANCESTORS = 128;

/** The thread that made a thread's process, as it was at the row; `NO_THREAD` where that is not known. */
export function parentAt({ threads }: Trace, version: ThreadVersion, row: EventRow): ThreadVersion {
  const main = threads.mainAt(version, row);
  const parent = threads.at(threads.get(main, 'ptid'), row);
  return parent === main ? NO_THREAD : parent;
}

/** The ancestor so many steps up: 0 is the process itself, 1 its parent. `NO_THREAD` where there is none. */
export function ancestorAt(trace: Trace, version: ThreadVersion, row: EventRow, steps: number): ThreadVersion {
  let ancestor = trace.threads.mainAt(version, row);
  if (steps > MOST_ANCESTORS) return NO_THREAD;
  for (let step = 0; step < steps && ancestor !== NO_THREAD; step++) ancestor = parentAt(trace, ancestor, row);
  return ancestor;
}

/** The topmost of the process and its ancestors, going up as long as `belongs` says yes of the next one. */
export function highest(
  trace: Trace,
  version: ThreadVersion,
  row: EventRow,
  belongs: (ancestor: ThreadVersion) => boolean,
): ThreadVersion {
  let found = trace.threads.mainAt(version, row);
  for (let step = 0; step < MOST_ANCESTORS; step++) {
    const parent = parentAt(trace, found, row);
    if (parent === NO_THREAD || !belongs(parent)) break;
    found = parent;
  }
  return found;
}

/** How a fact of processes is made; undefined where a process does not have it. */
export type ProcessFact = (trace: Trace, version: ThreadVersion) => string | number | undefined;

/** The fact of the parent. */
export function ofParent(fact: ProcessFact): FieldReader {
  return atMoment(({ trace }, version, row) => {
    const parent = parentAt(trace, version, row);
    return parent === NO_THREAD ? undefined : fact(trace, parent);
  });
}

/** Asked for one ancestor after the other, goes up from the last one. */
class Climb {
  private version = NO_THREAD;
  private row = -1;
  private steps = 0;
  private ancestor = NO_THREAD;

  /** As `ancestorAt`. What was looked up on the way to the last ancestor has lowered the horizon already. */
  to(trace: Trace, version: ThreadVersion, row: EventRow, steps: number): ThreadVersion {
    const goesOn = steps > 1 && steps === this.steps + 1 && row === this.row && version === this.version;
    if (!goesOn || steps > MOST_ANCESTORS) this.ancestor = ancestorAt(trace, version, row, steps);
    else if (this.ancestor !== NO_THREAD) this.ancestor = parentAt(trace, this.ancestor, row);
    this.version = version;
    this.row = row;
    this.steps = steps;
    return this.ancestor;
  }
}

/** The fact of all ancestors, the process itself left out: any may satisfy a check. */
export function ofAncestors(fact: ProcessFact): SeveralReader {
  const climbs = perTrace(() => new Climb());
  const readItemAt: NonNullable<SeveralReader['readItemAt']> = ({ trace }, version, row, index, value) => {
    if (version === NO_THREAD) return false;
    const ancestor = climbs(trace).to(trace, version, row, index + 1);
    if (ancestor === NO_THREAD) return false;
    const made = fact(trace, ancestor);
    return typeof made === 'string' ? putText(value, made) : putNumber(value, made);
  };
  return {
    domain: 'several',
    readItem: (context, row, ...item) => readItemAt(context, context.trace.events.thread(row), row, ...item),
    readItemAt,
  };
}

/** The fact of the process itself. */
export function ofProcess(fact: ProcessFact): FieldReader {
  return atMoment(({ trace }, version, row) => fact(trace, trace.threads.mainAt(version, row)));
}

/** `[n]`: the ancestor n steps up. */
export function ancestorArgument(fact: ProcessFact): FieldArgument {
  return {
    required: false,
    noun: 'number of steps to an ancestor',
    inBrackets: true,
    values: ['1', '2', '3', '4', '5'],
    bind(argument) {
      if (!/^[0-9]{1,9}$/.test(argument)) return undefined;
      const steps = Number(argument);
      return {
        readers: [
          atMoment(({ trace }, version, row) => {
            const ancestor = ancestorAt(trace, version, row, steps);
            return ancestor === NO_THREAD ? undefined : fact(trace, ancestor);
          }),
        ],
      };
    },
  };
}
