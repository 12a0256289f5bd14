/**
 * The numbers, in ascending order, from which on a comparison of whole numbers with others can answer otherwise; `base` is what the
 * numbers lack (see `numberTest`).
 */
export function turningNumbers(operands: readonly (bigint | number)[], base = 0n): Float64Array {
  const numbers = operands.map((operand) => (typeof operand === 'bigint' ? Number(operand - base) : operand));
  return Float64Array.from(new Set([...numbers, ...numbers.map((number) => number + 1)])).sort();
}

/**
 * Ranges of whole numbers all of which a comparison with other numbers answers alike: only at those, and right behind them, it can
 * begin to answer otherwise.
 */
export class AnswerRanges {
  /** The range that was found last: the whole numbers from `low` to before `high`. */
  low = Number.NEGATIVE_INFINITY;
  high = Number.POSITIVE_INFINITY;
  private readonly bounds: Float64Array;

  constructor(operands: readonly (bigint | number)[], base = 0n) {
    this.bounds = turningNumbers(operands, base);
  }

  /** Finds the range of a number. */
  find(number: number): void {
    const { bounds } = this;
    let low = 0;
    let high = bounds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (bounds[middle] <= number) low = middle + 1;
      else high = middle;
    }
    this.low = low === 0 ? Number.NEGATIVE_INFINITY : bounds[low - 1];
    this.high = low === bounds.length ? Number.POSITIVE_INFINITY : bounds[low];
  }
}
