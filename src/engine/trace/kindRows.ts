import type { EventChunk } from './eventColumns';
import { EVENT_KEYS, eventKey, isExit } from './eventKeys';
import { BLOCK_ROWS, BLOCK_WORDS, flip, type RowBits } from './rowBits';

/** From so many rows on, those of a kind are kept as bits: that takes no more room, and is put together faster. */
const DENSE_ROWS = 2 * BLOCK_WORDS;

/** What putting the rows of such a kind into a set costs, in rows that are put one by one. */
const DENSE_COST = BLOCK_WORDS >> 1;

/** The rows of a block by kind of event (`eventKey`). Rows are counted from the block's first. */
export interface KindRows {
  /** Each kind once: those that are no exits first. */
  readonly keys: Int32Array;
  /** How many of `keys` are no exits. */
  readonly firstExit: number;
  /** For each kind, how many rows it has; for a frequent one, the number that it costs as much as. */
  readonly costs: Uint16Array;
  /** For each kind, where its part of `rows` begins; or for a frequent one, the complement of where that of `bits` does. */
  readonly starts: Int16Array;
  /** Rows in ascending order, kind after kind. */
  readonly rows: Uint16Array;
  /** Sets of rows, kind after kind. */
  readonly bits: Int32Array;
}

const counts = new Uint16Array(EVENT_KEYS);
const kindsOfRows = new Uint16Array(BLOCK_ROWS);
/** Where the next row of each kind goes. */
const places = new Int16Array(EVENT_KEYS);

/** Sorts the rows of a block, which begins at `first` of a chunk and has so many, by counting. */
export function groupKinds(chunk: EventChunk, first: number, length: number): KindRows {
  counts.fill(0);
  for (let row = 0; row < length; row++) {
    const kind = eventKey(chunk.type[first + row], chunk.result[first + row]);
    kindsOfRows[row] = kind;
    counts[kind]++;
  }
  const others: number[] = [];
  const exits: number[] = [];
  for (let kind = 0; kind < EVENT_KEYS; kind++) if (counts[kind] > 0) (isExit(kind) ? exits : others).push(kind);
  const keys = Int32Array.from([...others, ...exits]);
  let listed = 0;
  let dense = 0;
  const starts = Int16Array.from(keys, (kind) => {
    const isDense = counts[kind] >= DENSE_ROWS;
    places[kind] = isDense ? ~(BLOCK_WORDS * dense++) : listed;
    if (!isDense) listed += counts[kind];
    return places[kind];
  });
  const rows = new Uint16Array(listed);
  const bits = new Int32Array(dense * BLOCK_WORDS);
  for (let row = 0; row < length; row++) {
    const place = places[kindsOfRows[row]];
    if (place < 0) bits[~place + (row >> 5)] |= 1 << (row & 31);
    else rows[places[kindsOfRows[row]]++] = row;
  }
  const costs = Uint16Array.from(keys, (kind) => (counts[kind] >= DENSE_ROWS ? DENSE_COST : counts[kind]));
  return { keys, firstExit: others.length, costs, starts, rows, bits };
}

/** Puts the rows of a kind, by its place in `keys`, into a set where they are not in it, and takes them out where they are. */
export function flipKind({ costs, starts, rows, bits }: KindRows, place: number, set: RowBits): void {
  const start = starts[place];
  if (start >= 0) {
    flip(set, rows, start, start + costs[place]);
    return;
  }
  for (let at = 0, from = ~start; at < BLOCK_WORDS; at += 4, from += 4) {
    set[at] ^= bits[from];
    set[at + 1] ^= bits[from + 1];
    set[at + 2] ^= bits[from + 2];
    set[at + 3] ^= bits[from + 3];
  }
}
