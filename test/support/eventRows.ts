import type { EventRow } from '../../src/engine/base/brands';
import { CHUNK_MASK, type EventColumns, NO_PARTNER } from '../../src/engine/trace/eventColumns';

/** What a row holds; what is not said is 0, and its partner none. */
export interface RowValues {
  readonly time?: number;
  readonly offset?: number;
  readonly type?: number;
  readonly cpu?: number;
  readonly thread?: number;
  readonly fd?: number;
  readonly result?: number;
  readonly partner?: number;
  readonly flags?: number;
}

/** Adds a row to columns, for tests that need no capture. */
export function addRow(events: EventColumns, values: RowValues = {}): EventRow {
  const row = events.length;
  const at = row & CHUNK_MASK;
  const chunk = events.chunkOfNext();
  const { partner = NO_PARTNER, offset = 0 } = values;
  events.stepOffsets(offset);
  events.length++;
  chunk.time[at] = values.time ?? 0;
  chunk.offset[at] = offset;
  chunk.type[at] = values.type ?? 0;
  chunk.cpu[at] = values.cpu ?? 0;
  chunk.thread[at] = values.thread ?? 0;
  chunk.fd[at] = values.fd ?? 0;
  chunk.result[at] = events.encodeResult(values.result ?? 0);
  chunk.partner[at] = partner;
  chunk.flags[at] = values.flags ?? 0;
  if (partner !== NO_PARTNER) events.setPartner(partner, row);
  return row as EventRow;
}
