import type { EventRow } from '../base/brands';
import { EVENT_TYPES } from '../capture/eventTable';
import { RowFlag } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';
import { absolutePath, givenPath, HAS_DIRECTORY_FD, HAS_PATH, type PathEnd } from './absolutePath';
import type { RowReader } from './fieldReader';
import { KeptTexts, type ReadText } from './keptTexts';
import { perTrace } from './readers/memo';
import { putText } from './readers/shapes';

/** How a path is told: made absolute, or as the program gave it; or made absolute where the call takes a directory fd. */
type PathForm = 'whole' | 'given' | 'with-directory-fd';

/** The place of each form among what is read of an event. */
const FORMS: Readonly<Record<PathForm, number>> = { whole: 0, given: 1, 'with-directory-fd': 2 };

/** 1 for calls that name their path also where they fail. */
const OPENS = Uint8Array.from(EVENT_TYPES, ({ name }) =>
  /^(?:open(?:at2?|_by_handle_at)?|creat)$/.test(name) ? 1 : 0,
);

/** The paths that calls were about, by which of two it is. */
export const CALL_PATHS: Readonly<Record<PathEnd, (trace: Trace) => KeptTexts>> = {
  only: keptPaths('only'),
  source: keptPaths('source'),
  target: keptPaths('target'),
};

/** A path of a call that has succeeded, or was to open something; with a directory fd, of any call. */
export function pathOfCall(end: PathEnd, form: PathForm): RowReader {
  const which = FORMS[form];
  return {
    domain: 'row',
    types: (form === 'with-directory-fd' ? HAS_DIRECTORY_FD : HAS_PATH)[end],
    readsBytes: true,
    read: (context, row, value) => CALL_PATHS[end](context.trace).put(context, row, which, value),
    kept: perTrace((trace) => CALL_PATHS[end](trace).ofReader(which)),
  };
}

function keptPaths(end: PathEnd): (trace: Trace) => KeptTexts {
  const whole: ReadText = (context, row, value) =>
    isTold(context.trace, row) && putText(value, absolutePath(context, row, end));
  const given: ReadText = (context, row, value) =>
    isTold(context.trace, row) && putText(value, givenPath(context, row, end));
  const withDirectoryFd: ReadText = (context, row, value) =>
    putText(value, absolutePath(context, row, end, 'with-directory-fd'));
  const has = (trace: Trace, row: EventRow): boolean =>
    HAS_DIRECTORY_FD[end][trace.events.type(row)] === 1 || isTold(trace, row);
  return perTrace(() => new KeptTexts({ types: HAS_PATH[end], has }, [whole, given, withDirectoryFd]));
}

/** A call that failed was about nothing, unless it was to open something. */
function isTold({ events }: Trace, row: EventRow): boolean {
  const hasSucceeded = (events.flags(row) & (RowFlag.HAS_RESULT | RowFlag.FAILED)) === RowFlag.HAS_RESULT;
  return hasSucceeded || OPENS[events.type(row)] === 1;
}
