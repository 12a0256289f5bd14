import type { IndexedBlock } from '../trace/blockIndex';
import { BLOCK_BITS, BLOCK_ROWS, BLOCK_WORDS } from '../trace/rowBits';
import type { Trace } from '../trace/trace';

/** Says of rows up to which one the times stay within bounds. They rise in a capture, but only nearly. */
export class TimesAhead {
  private indexed: IndexedBlock | undefined;
  /** By word of the block: the latest time up to it, and the earliest from it on. */
  private readonly latest = new Float64Array(BLOCK_WORDS);
  private readonly earliest = new Float64Array(BLOCK_WORDS);

  constructor(private readonly trace: Trace) {}

  /**
   * A row behind another one, in its block or the first behind that: those before it, from the other one on, have times from
   * `from` to before `until`, as that one has.
   */
  endOf(row: number, from: number, until: number): number {
    const block = row >> BLOCK_BITS;
    const indexed = this.trace.index.block(block);
    if (!indexed) return row + 1;
    if (indexed !== this.indexed) this.turnTo(indexed);
    const word = (row & (BLOCK_ROWS - 1)) >> 5;
    const isInOrder = this.earliest[word] >= from && this.latest[word] < until;
    const end = isInOrder ? this.firstFrom(until, word) : firstOutside(indexed, word, from, until);
    return end === word ? row + 1 : (block << BLOCK_BITS) + 32 * end;
  }

  /** The first word behind one that has a time from `until` on. */
  private firstFrom(until: number, word: number): number {
    const { latest } = this;
    let low = word + 1;
    let high = BLOCK_WORDS;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (latest[middle] < until) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private turnTo(indexed: IndexedBlock): void {
    const { latest, earliest } = this;
    const { latestOfWords, earliestOfWords } = indexed;
    let most = Number.NEGATIVE_INFINITY;
    for (let word = 0; word < BLOCK_WORDS; word++) {
      if (latestOfWords[word] > most) most = latestOfWords[word];
      latest[word] = most;
    }
    let least = Number.POSITIVE_INFINITY;
    for (let word = BLOCK_WORDS - 1; word >= 0; word--) {
      if (earliestOfWords[word] < least) least = earliestOfWords[word];
      earliest[word] = least;
    }
    this.indexed = indexed;
  }
}

/** The first word from one on that has a time before `from`, or from `until` on. */
function firstOutside(
  { earliestOfWords, latestOfWords }: IndexedBlock,
  word: number,
  from: number,
  until: number,
): number {
  let end = word;
  while (end < BLOCK_WORDS && earliestOfWords[end] >= from && latestOfWords[end] < until) end++;
  return end;
}
