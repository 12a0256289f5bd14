import type { EventRow } from '../base/brands';
import { CHUNK_BITS, CHUNK_ROWS, type EventChunk, type EventColumns, NO_PARTNER } from './eventColumns';
import { EVENT_KEYS, eventKey, isExit } from './eventKeys';
import type { GroupedRows } from './groupedRows';
import { BLOCK_BITS, BLOCK_ROWS } from './rowBits';

/** Times of calls below this, in ns, leave room for a row in a whole number below 2^53: some 36 minutes. */
const USUAL_TIME = 2 ** (53 - BLOCK_BITS);

/** What `KindOrder` makes of a block. */
export interface OrderedKinds {
  readonly kinds: GroupedRows;
  /** For each kind the longest time of a call; of kinds that are no exits it means nothing. */
  readonly longestCalls: Float64Array;
  readonly shortestCall: number;
  readonly longestCall: number;
}

/** Puts the rows of a block in order by kind of event, and exits by how long their calls took. */
export class KindOrder {
  private readonly counts = new Uint16Array(EVENT_KEYS);
  private readonly kindsOfRows = new Uint16Array(BLOCK_ROWS);
  private readonly times = new Float64Array(BLOCK_ROWS);
  private readonly sorted = new Float64Array(BLOCK_ROWS);

  constructor(private readonly events: EventColumns) {}

  /** Orders the block that begins at `row`, which lies in `chunk`. */
  order(chunk: EventChunk, row: number): OrderedKinds {
    const kinds = this.group(chunk, row & (CHUNK_ROWS - 1));
    const longestCalls = new Float64Array(kinds.keys.length);
    let shortestCall = 0;
    let longestCall = 0;
    for (let place = 0, start = 0; place < kinds.keys.length; start = kinds.ends[place++]) {
      if (!isExit(kinds.keys[place])) continue;
      const rows = kinds.rows.subarray(start, kinds.ends[place]);
      for (const at of rows) this.times[at] = timeOfCall(this.events, chunk, row + at);
      this.sortByTime(rows);
      shortestCall = Math.min(shortestCall, this.times[rows[0]]);
      longestCalls[place] = this.times[rows[rows.length - 1]];
      longestCall = Math.max(longestCall, longestCalls[place]);
    }
    return { kinds, longestCalls, shortestCall, longestCall };
  }

  /** Sorts the rows by counting. */
  private group(chunk: EventChunk, first: number): GroupedRows {
    const { counts, kindsOfRows } = this;
    counts.fill(0);
    for (let row = 0; row < BLOCK_ROWS; row++) {
      const kind = eventKey(chunk.type[first + row], chunk.result[first + row]);
      kindsOfRows[row] = kind;
      counts[kind]++;
    }
    const kinds: number[] = [];
    let start = 0;
    for (let kind = 0; kind < EVENT_KEYS; kind++) {
      if (counts[kind] === 0) continue;
      kinds.push(kind);
      const count = counts[kind];
      counts[kind] = start;
      start += count;
    }
    const rows = new Uint16Array(BLOCK_ROWS);
    for (let row = 0; row < BLOCK_ROWS; row++) rows[counts[kindsOfRows[row]]++] = row;
    // Each count has moved from where its kind begins to where it ends.
    return { keys: Int32Array.from(kinds), ends: Uint16Array.from(kinds, (kind) => counts[kind]), rows };
  }

  private sortByTime(rows: Uint16Array): void {
    const { times } = this;
    if (rows.some((row) => Math.abs(times[row]) >= USUAL_TIME)) {
      rows.sort((one, other) => times[one] - times[other]);
      return;
    }
    // Numbers are sorted ten times as fast without a function that compares them, so each takes its row along.
    const sorted = this.sorted.subarray(0, rows.length);
    for (let at = 0; at < rows.length; at++) sorted[at] = times[rows[at]] * BLOCK_ROWS + rows[at];
    sorted.sort();
    for (let at = 0; at < rows.length; at++) rows[at] = sorted[at] - Math.floor(sorted[at] / BLOCK_ROWS) * BLOCK_ROWS;
  }
}

/** The time in ns from an exit's enter event to the exit, at a row of a chunk; 0 where there is no enter event. */
export function timeOfCall(events: EventColumns, chunk: EventChunk, row: number): number {
  const index = row & (CHUNK_ROWS - 1);
  const enter = chunk.partner[index];
  if (enter === NO_PARTNER) return 0;
  // Most calls begin and end in one chunk.
  const isNear = enter >> CHUNK_BITS === row >> CHUNK_BITS;
  return chunk.time[index] - (isNear ? chunk.time[enter & (CHUNK_ROWS - 1)] : events.time(enter as EventRow));
}
