import type { EventRow } from '../base/brands';
import { ERROR_NAMES } from '../capture/tables/errors';
import { errorName } from '../format/parameters/nameTypes';
import { RowFlag } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';

/** What came of calls, by name; errors without one are told as their numbers. */
export const RESULT_NAMES: readonly string[] = ['SUCCESS', ...ERROR_NAMES.values()];

/** `SUCCESS`, the name of the error, or its number where it has none; undefined for events without a result. */
export function resultText({ events }: Trace, row: EventRow): string | undefined {
  const flags = events.flags(row);
  if ((flags & RowFlag.HAS_RESULT) === 0) return undefined;
  return (flags & RowFlag.FAILED) === 0 ? 'SUCCESS' : errorName(events.result(row));
}
