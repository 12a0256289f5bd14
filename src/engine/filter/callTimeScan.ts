import type { IndexedBlock } from '../trace/blockIndex';
import type { EventChunk, EventColumns } from '../trace/eventColumns';
import { EVENT_KEYS, isExit } from '../trace/eventKeys';
import { timeOfCall } from '../trace/kindOrder';
import { flip, makeRowBits, putByDirection, type RowBits } from '../trace/rowBits';
import type { WholeRange } from './numberTests';
import type { RowBlock } from './predicate';

/** Looks for the rows of an indexed block by how long the call took that they end; all other rows count as 0. */
export class CallTimeScan {
  private readonly kept: RowBits = makeRowBits();
  /** For each kind of the block, where its rows in the range begin and end. */
  private readonly from = new Uint16Array(EVENT_KEYS);
  private readonly to = new Uint16Array(EVENT_KEYS);

  constructor(private readonly events: EventColumns) {}

  /** The rows with a time in a range; valid until the next look. */
  find({ chunk, row }: RowBlock, { kinds, longestCalls, exits }: IndexedBlock, { low, high }: WholeRange): RowBits {
    const { kept, from, to } = this;
    const { keys, ends, rows } = kinds;
    // How many more exits are in the range than are not.
    let balance = 0;
    for (let at = 0, start = 0; at < keys.length; start = ends[at++]) {
      if (!isExit(keys[at])) continue;
      // Most kinds of calls are all shorter, and then no times have to be worked out.
      const end = ends[at];
      from[at] = longestCalls[at] < low ? end : this.firstFrom(low, rows, start, end, chunk, row);
      to[at] = longestCalls[at] <= high ? end : this.firstFrom(high + 1, rows, from[at], end, chunk, row);
      balance += 2 * (to[at] - from[at]) - (ends[at] - start);
    }
    const most = balance > 0;
    putByDirection(exits, most, low <= 0 && high >= 0, kept);
    for (let at = 0, start = 0; at < keys.length; start = ends[at++]) {
      if (!isExit(keys[at])) continue;
      if (most) {
        flip(kept, rows, start, from[at]);
        flip(kept, rows, to[at], ends[at]);
      } else {
        flip(kept, rows, from[at], to[at]);
      }
    }
    return kept;
  }

  /** Where in `rows[start, end)`, which are in order of time, the first is whose call took at least `time`. */
  private firstFrom(
    time: number,
    rows: Uint16Array,
    start: number,
    end: number,
    chunk: EventChunk,
    first: number,
  ): number {
    if (time === Number.NEGATIVE_INFINITY) return start;
    const { events } = this;
    let low = start;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (timeOfCall(events, chunk, first + rows[middle]) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
