import type { EventRow } from '../base/brands';
import { CHUNK_BITS, CHUNK_ROWS, type EventColumns } from './eventColumns';
import {
  BLOCK_BITS,
  BLOCK_ROWS,
  BLOCK_WORDS,
  bitCount,
  countRows,
  dropHidden,
  isEmpty,
  makeRowBits,
  type RowBits,
  setRange,
} from './rowBits';

/**
 * Rows of a trace in ascending order, which grow as rows arrive: one bit for each row of the trace, however many are
 * selected, and for each block the number of those before it.
 */
export class Selection {
  private words: Int32Array;
  /** How many rows are selected before each block, for the first `blocks`. */
  private before: Int32Array;
  private blocks = 0;
  private length = 0;
  /** The selected rows of the block that was asked last, counted from `listedRow`: those with indices `[from, to)`. */
  private listed: Uint16Array | undefined;
  private listedRow = 0;
  private listedFrom = 0;
  private listedTo = 0;

  /** Has room for the rows of a trace that is so long by now; where it grows, so does this. */
  constructor(length = 0) {
    const blocks = Math.ceil(length / BLOCK_ROWS);
    this.words = new Int32Array(blocks * BLOCK_WORDS);
    this.before = new Int32Array(blocks);
  }

  /** How many rows are selected. */
  get count(): number {
    return this.length;
  }

  /** Adds a row, which has to be larger than all before it. */
  add(row: EventRow): void {
    this.begin(row >> BLOCK_BITS);
    this.words[row >> 5] |= 1 << (row & 31);
    this.length++;
  }

  /** Adds rows of a block, all of which have to be larger than those before. */
  addBits(block: number, bits: RowBits): void {
    if (isEmpty(bits)) return;
    const isNew = block >= this.blocks;
    this.begin(block);
    const { words } = this;
    const start = block * BLOCK_WORDS;
    if (isNew) words.set(bits, start);
    else for (let at = 0; at < BLOCK_WORDS; at++) words[start + at] |= bits[at];
    this.length += countRows(bits);
  }

  /** Adds the rows `[from, to)` that two others both have; all of them have to be larger than those before. */
  addShared(one: Selection, other: Selection, from: number, to: number): void {
    const bits = makeRowBits();
    for (let row = from; row < to; ) {
      const block = row >> BLOCK_BITS;
      const first = block << BLOCK_BITS;
      const end = Math.min(first + BLOCK_ROWS, to);
      if (block >= one.blocks || block >= other.blocks) return;
      setRange(bits, row - first, end - first);
      const start = block * BLOCK_WORDS;
      for (let at = 0; at < BLOCK_WORDS; at++) bits[at] &= one.words[start + at] & other.words[start + at];
      this.addBits(block, bits);
      row = end;
    }
  }

  /** The row at an index, from 0 to `count - 1`. */
  rowAt(index: number): EventRow {
    if (index < this.listedFrom || index >= this.listedTo) this.list(index);
    return (this.listedRow + (this.listed?.[index - this.listedFrom] ?? 0)) as EventRow;
  }

  /** Whether a row is selected. */
  has(row: number): boolean {
    return row >= 0 && row >> BLOCK_BITS < this.blocks && (this.words[row >> 5] & (1 << (row & 31))) !== 0;
  }

  /** Index of the first selected row that is not before `row`; `count` where there is none. */
  indexFrom(row: number): number {
    if (row <= 0) return 0;
    const block = row >> BLOCK_BITS;
    if (block >= this.blocks) return this.length;
    const { words } = this;
    const last = row >> 5;
    let index = this.before[block];
    for (let at = block * BLOCK_WORDS; at < last; at++) index += bitCount(words[at]);
    return index + bitCount(words[last] & ~(-1 << (row & 31)));
  }

  /** Index of a row, or of the nearest later one, or else of the last; -1 where the selection is empty. */
  nearestIndex(row: number): number {
    return Math.min(this.indexFrom(row), this.count - 1);
  }

  /** Makes room up to a block, and notes what is selected before it. */
  private begin(block: number): void {
    if (block < this.blocks) return;
    if (block >= this.before.length) {
      const capacity = Math.max(block + 1, 2 * this.before.length);
      this.words = longer(this.words, capacity * BLOCK_WORDS);
      this.before = longer(this.before, capacity);
    }
    this.before.fill(this.length, this.blocks, block + 1);
    this.blocks = block + 1;
  }

  /** Lists the rows of the block in which an index lies. */
  private list(index: number): void {
    const { words } = this;
    this.listed ??= new Uint16Array(BLOCK_ROWS);
    const block = this.blockOf(index);
    let count = 0;
    for (let at = 0; at < BLOCK_WORDS; at++) {
      for (let left = words[block * BLOCK_WORDS + at]; left !== 0; left &= left - 1) {
        this.listed[count++] = 32 * at + 31 - Math.clz32(left & -left);
      }
    }
    this.listedRow = block << BLOCK_BITS;
    this.listedFrom = this.before[block];
    this.listedTo = this.listedFrom + count;
  }

  /** The last block with no more than `index` rows before it. */
  private blockOf(index: number): number {
    let low = 0;
    let high = this.blocks;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.before[middle] <= index) low = middle;
      else high = middle;
    }
    return low;
  }
}

function longer(array: Int32Array, length: number): Int32Array {
  const result = new Int32Array(length);
  result.set(array);
  return result;
}

/** Adds the rows `[from, to)` that are shown without a filter. */
export function selectShown(events: EventColumns, from: number, to: number, into: Selection): void {
  const bits = makeRowBits();
  for (let row = from; row < to; ) {
    const block = row >> BLOCK_BITS;
    const first = block << BLOCK_BITS;
    const end = Math.min(first + BLOCK_ROWS, to);
    setRange(bits, row - first, end - first);
    dropHidden(bits, events.chunk(row >> CHUNK_BITS), first & (CHUNK_ROWS - 1));
    into.addBits(block, bits);
    row = end;
  }
}
