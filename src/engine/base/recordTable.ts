/**
 * Records of a fixed number of 32-bit words, one behind another in one array that grows by doubling. What is written and read as
 * a whole lies together: a record takes one look at the array's length and a line or two of the processor's cache, where a column
 * for each field takes as many as there are fields. The arrays are replaced when the table grows: keep the table, not its arrays.
 */
export class RecordTable {
  /** Number of records. */
  length = 0;
  /** The same memory as words, bytes and doubles; a record begins at `width` words times its number. */
  words: Int32Array;
  bytes: Uint8Array;
  doubles: Float64Array;

  /** `width`: words of a record, even where doubles are kept in it. */
  constructor(private readonly width: number) {
    this.words = new Int32Array(width * FIRST_RECORDS);
    this.bytes = new Uint8Array(this.words.buffer);
    this.doubles = new Float64Array(this.words.buffer);
  }

  /** Appends a record of zeros and returns its number. */
  add(): number {
    if (this.width * (this.length + 1) > this.words.length) this.grow();
    return this.length++;
  }

  /** Appends a copy of a record and returns its number. */
  copy(record: number): number {
    const { width } = this;
    const copy = this.add();
    this.words.copyWithin(width * copy, width * record, width * (record + 1));
    return copy;
  }

  private grow(): void {
    const larger = new Int32Array(2 * this.words.length);
    larger.set(this.words);
    this.words = larger;
    this.bytes = new Uint8Array(larger.buffer);
    this.doubles = new Float64Array(larger.buffer);
  }
}

/** Records there is room for from the beginning. Even, so that doubles fill the memory. */
const FIRST_RECORDS = 64;
