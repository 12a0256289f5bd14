import { NO_THREAD, type TextId, type ThreadVersion } from '../base/brands';
import { EVENT_TYPES, type ParameterDefinition } from '../capture/eventTable';
import type { KnownTexts } from '../format/parameterParts';
import type { Trace } from '../trace/trace';
import { FdTexts } from './fdTexts';
import type { FieldContext } from './fieldReader';
import { perTrace } from './readers/memo';

/** Of more different names nobody looks through all. */
const MOST_NAMES = 1024;

/** What is known of the parameters of all events of a trace without their bytes. */
export interface KnownParameters extends KnownTexts {
  /** Those that some event of a type has. */
  of(type: number): readonly ParameterDefinition[];
}

const NOTHING: KnownParameters = {
  threadNames: undefined,
  fdMayHold: () => true,
  of: (type) => EVENT_TYPES[type].parameters,
};

const knownOfWhole = perTrace((trace): KnownParameters => {
  const { parameterCounts } = trace.origin;
  const parameters = EVENT_TYPES.map((type) => type.parameters.slice(0, parameterCounts.most(type.id)));
  const fdTexts = new FdTexts(trace);
  return {
    threadNames: namesOfThreads(trace),
    fdMayHold: (part) => fdTexts.mayHold(part),
    of: (type) => parameters[type],
  };
});

/**
 * Nothing is known of what may still come: only of a trace of which the index is begun, which has all of its events; nor where
 * ports have names.
 */
export function knownParameters({ trace, textOptions }: FieldContext): KnownParameters {
  return trace.index.block(0) && !textOptions?.namesServices ? knownOfWhole(trace) : NOTHING;
}

function namesOfThreads({ threads, texts }: Trace): readonly string[] | undefined {
  const ids = new Set<TextId>();
  for (let version = NO_THREAD + 1; version < threads.length; version++) {
    ids.add(threads.get(version as ThreadVersion, 'comm'));
    if (ids.size > MOST_NAMES) return undefined;
  }
  return [...ids].map((id) => texts.text(id));
}
