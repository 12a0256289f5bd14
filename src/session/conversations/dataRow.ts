import type { EventRow } from '../../engine/base/brands';
import { EVENT_TYPES } from '../../engine/capture/eventTable';
import type { Trace } from '../../engine/trace/trace';

/** The row that has the data of an event: its exit where it is an enter that has one, else its own. */
export function dataRow({ events }: Trace, row: EventRow): EventRow {
  if (EVENT_TYPES[events.type(row)].direction === '<') return row;
  const partner = events.partner(row);
  return partner < 0 ? row : (partner as EventRow);
}
