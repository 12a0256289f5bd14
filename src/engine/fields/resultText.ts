import type { EventRow } from '../base/brands';
import { errorName } from '../format/parameters/nameTypes';
import { RowFlag } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';

/** `SUCCESS` or the name of the error; undefined for events without a result. */
export function resultText({ events }: Trace, row: EventRow): string | undefined {
  const flags = events.flags(row);
  if ((flags & RowFlag.HAS_RESULT) === 0) return undefined;
  return (flags & RowFlag.FAILED) === 0 ? 'SUCCESS' : errorName(events.result(row));
}
