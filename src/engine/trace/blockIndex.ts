import type { EventRow } from '../base/brands';
import type { EventChunk, EventColumns } from './eventColumns';
import { CHUNK_BITS, CHUNK_ROWS, NO_PARTNER, RowFlag } from './eventColumns';
import { EVENT_KEYS, eventKey } from './eventKeys';
import { BLOCK_BITS, BLOCK_ROWS } from './rowBits';

/** The versions that the rows of a block point at. */
export interface RunsOfKeys {
  /** Each version once. */
  readonly keys: Int32Array;
  /** Where rows of another version begin, ascending: the row in the lower 12 bits, above it the index of its version. */
  readonly runs: Int32Array;
}

/** What of a block is known without a look at its rows. Rows are counted from the block's first. */
export interface IndexedBlock {
  readonly threads: RunsOfKeys;
  readonly fds: RunsOfKeys;
  /** The kinds of events that occur (`eventKey`). */
  readonly kinds: Uint16Array;
  /** For each of them, where its rows end in `order`; they begin where those of the kind before end. */
  readonly kindEnds: Uint16Array;
  /** All rows, ordered by the kind of event and then by number. */
  readonly order: Uint16Array;
  /** Some of the rows are not shown. */
  readonly hasHidden: boolean;
  /** Times as in the column. */
  readonly earliest: number;
  readonly latest: number;
  /** The least and the most time from an exit's enter event to it; without calls positive and negative infinity. */
  readonly shortestCall: number;
  readonly longestCall: number;
  /** CPU numbers, of which those from 32,768 on count as negative. */
  readonly lowestCpu: number;
  readonly highestCpu: number;
}

/**
 * An index over the whole blocks of a trace that does not change any more, made block by block in idle time: 2 bytes a row
 * for the order by kind, and 4 for each run of rows of one thread or fd, which are some seven rows long. A filter that
 * depends on the thread then asks once a run, and one on the kind of event touches only rows that it keeps.
 */
export class BlockIndex {
  private readonly blocks: IndexedBlock[] = [];
  private readonly counts = new Uint16Array(EVENT_KEYS);
  private readonly kindsOfRows = new Uint16Array(BLOCK_ROWS);
  private readonly runs = new Int32Array(BLOCK_ROWS);
  private readonly keys = new Int32Array(BLOCK_ROWS);
  private readonly places = new Map<number, number>();

  constructor(private readonly events: EventColumns) {}

  /** A block by its number; undefined while it is not indexed. */
  block(number: number): IndexedBlock | undefined {
    return this.blocks[number];
  }

  /** Indexes the next `count` blocks; false where there is none left. To be called only once the trace is complete. */
  advance(count: number): boolean {
    const whole = this.events.length >> BLOCK_BITS;
    for (let left = count; left > 0 && this.blocks.length < whole; left--) this.blocks.push(this.next());
    return this.blocks.length < whole;
  }

  private next(): IndexedBlock {
    const row = this.blocks.length << BLOCK_BITS;
    const chunk = this.events.chunk(row >> CHUNK_BITS);
    const first = row & (CHUNK_ROWS - 1);
    let flags = 0;
    let earliest = Number.POSITIVE_INFINITY;
    let latest = Number.NEGATIVE_INFINITY;
    let lowestCpu = Number.POSITIVE_INFINITY;
    let highestCpu = Number.NEGATIVE_INFINITY;
    for (let at = first; at < first + BLOCK_ROWS; at++) {
      flags |= chunk.flags[at];
      const time = chunk.time[at];
      if (time < earliest) earliest = time;
      if (time > latest) latest = time;
      const cpu = (chunk.cpu[at] << 16) >> 16;
      if (cpu < lowestCpu) lowestCpu = cpu;
      if (cpu > highestCpu) highestCpu = cpu;
    }
    return {
      threads: this.runsOf(chunk.thread, first),
      fds: this.runsOf(chunk.fd, first),
      ...this.orderOf(chunk, first),
      ...this.callsOf(chunk, first),
      hasHidden: (flags & RowFlag.HIDDEN) !== 0,
      earliest,
      latest,
      lowestCpu,
      highestCpu,
    };
  }

  private callsOf(chunk: EventChunk, first: number): Pick<IndexedBlock, 'shortestCall' | 'longestCall'> {
    let shortestCall = Number.POSITIVE_INFINITY;
    let longestCall = Number.NEGATIVE_INFINITY;
    for (let at = first; at < first + BLOCK_ROWS; at++) {
      // Exits have odd types.
      if ((chunk.type[at] & 1) === 0 || chunk.partner[at] === NO_PARTNER) continue;
      const time = chunk.time[at] - this.events.time(chunk.partner[at] as EventRow);
      if (time < shortestCall) shortestCall = time;
      if (time > longestCall) longestCall = time;
    }
    return { shortestCall, longestCall };
  }

  private runsOf(versions: Int32Array, first: number): RunsOfKeys {
    const { runs, keys, places } = this;
    places.clear();
    let count = 0;
    // No version is negative.
    for (let row = 0, before = -1; row < BLOCK_ROWS; row++) {
      const version = versions[first + row];
      if (version === before) continue;
      before = version;
      let place = places.get(version);
      if (place === undefined) {
        place = places.size;
        keys[place] = version;
        places.set(version, place);
      }
      runs[count++] = (place << BLOCK_BITS) | row;
    }
    return { keys: keys.slice(0, places.size), runs: runs.slice(0, count) };
  }

  /** Sorts the rows by counting. */
  private orderOf(chunk: EventChunk, first: number): Pick<IndexedBlock, 'kinds' | 'kindEnds' | 'order'> {
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
    const order = new Uint16Array(BLOCK_ROWS);
    for (let row = 0; row < BLOCK_ROWS; row++) order[counts[kindsOfRows[row]]++] = row;
    // Each count has moved from where its kind begins to where it ends.
    return { kinds: Uint16Array.from(kinds), kindEnds: Uint16Array.from(kinds, (kind) => counts[kind]), order };
  }
}
