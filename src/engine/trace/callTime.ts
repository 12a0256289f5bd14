import type { EventRow } from '../base/brands';
import { CHUNK_BITS, CHUNK_ROWS, type EventChunk, type EventColumns, NO_PARTNER } from './eventColumns';

/** The time in ns from an exit's enter event to the exit, at a row of a chunk; 0 where there is no enter event. */
export function timeOfCall(events: EventColumns, chunk: EventChunk, row: number): number {
  const index = row & (CHUNK_ROWS - 1);
  const enter = chunk.partner[index];
  if (enter === NO_PARTNER) return 0;
  // Most calls begin and end in one chunk.
  const isNear = enter >> CHUNK_BITS === row >> CHUNK_BITS;
  return chunk.time[index] - (isNear ? chunk.time[enter & (CHUNK_ROWS - 1)] : events.time(enter as EventRow));
}
