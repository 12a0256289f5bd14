/**
 * Columns of one length in one array that grows by doubling: first those of doubles, then those of words. One look at the length
 * appends to all of them, and a column is contiguous, so that asking many rows for one value reads little memory. The arrays are
 * replaced when the table grows: keep the table, not its arrays.
 */
export class ColumnTable {
  /** Number of rows. */
  length = 0;
  /** Rows there is room for: a column begins at `capacity` times its number. */
  capacity = FIRST_ROWS;
  /** The columns of doubles. */
  doubles: Float64Array;
  /** The columns of words, numbered from 0, too. */
  words: Int32Array;

  constructor(
    private readonly doubleColumns: number,
    private readonly wordColumns: number,
  ) {
    this.doubles = new Float64Array(doubleColumns * FIRST_ROWS);
    this.words = new Int32Array(wordColumns * FIRST_ROWS);
  }

  /** Bytes of a row. */
  get rowBytes(): number {
    return 8 * this.doubleColumns + 4 * this.wordColumns;
  }

  /** Appends a row of zeros and returns its number. */
  add(): number {
    if (this.length === this.capacity) this.grow();
    return this.length++;
  }

  /** Appends a copy of a row and returns its number. */
  copy(row: number): number {
    const copy = this.add();
    const { capacity, doubles, words } = this;
    for (let at = 0; at < doubles.length; at += capacity) doubles[at + copy] = doubles[at + row];
    for (let at = 0; at < words.length; at += capacity) words[at + copy] = words[at + row];
    return copy;
  }

  private grow(): void {
    const { capacity } = this;
    this.doubles = spread(this.doubles, capacity, new Float64Array(2 * this.doubles.length));
    this.words = spread(this.words, capacity, new Int32Array(2 * this.words.length));
    this.capacity = 2 * capacity;
  }
}

/** Rows there is room for from the beginning. */
const FIRST_ROWS = 64;

/** Moves columns of `capacity` rows to where they have room for twice as many. */
function spread<A extends Float64Array | Int32Array>(from: A, capacity: number, to: A): A {
  for (let at = 0; at < from.length; at += capacity) to.set(from.subarray(at, at + capacity), 2 * at);
  return to;
}
