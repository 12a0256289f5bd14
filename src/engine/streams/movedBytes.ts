import type { EventRow } from '../base/brands';
import { RowFlag } from '../trace/eventColumns';
import type { Trace } from '../trace/trace';

/** How many bytes the call of an exit moved; 0 where it failed. */
export function movedBytes({ events }: Trace, row: EventRow): number {
  const flags = events.flags(row);
  return (flags & RowFlag.HAS_RESULT) !== 0 && (flags & RowFlag.FAILED) === 0 ? events.result(row) : 0;
}
