import type { Comparison } from './operators';

export type NumberTest = (value: number) => boolean;

/** Lists longer than this are looked up in a set. */
const SHORT_LIST = 8;

/**
 * Whether a number satisfies a comparison. `base` is what the numbers lack (see `ColumnReader.base`): it is taken off the
 * operands, so that both sides are exact as long as the numbers are.
 */
export function numberTest(comparison: Comparison, operands: readonly (bigint | number)[], base: bigint): NumberTest {
  const numbers = operands.map((operand) => (typeof operand === 'bigint' ? Number(operand - base) : operand));
  const [first] = numbers;
  switch (comparison) {
    case 'equal':
      return (value) => value === first;
    case 'unequal':
      return (value) => value !== first;
    case 'less':
      return (value) => value < first;
    case 'less-or-equal':
      return (value) => value <= first;
    case 'greater':
      return (value) => value > first;
    case 'greater-or-equal':
      return (value) => value >= first;
    case 'in':
    case 'intersects':
      return inList(numbers);
    default:
      return () => true;
  }
}

/** The same for numbers that may exceed 2^53. */
export function exactTest(comparison: Comparison, operands: readonly (bigint | number)[]): (value: bigint) => boolean {
  const [first] = operands;
  switch (comparison) {
    case 'equal':
      return (value) => value === first;
    case 'unequal':
      return (value) => value !== first;
    case 'less':
      return (value) => value < first;
    case 'less-or-equal':
      return (value) => value <= first;
    case 'greater':
      return (value) => value > first;
    case 'greater-or-equal':
      return (value) => value >= first;
    case 'in':
    case 'intersects': {
      const set = new Set(operands);
      return (value) => set.has(value);
    }
    default:
      return () => true;
  }
}

/** The whole numbers that satisfy a comparison, where they are those from `low` to `high`. */
export interface WholeRange {
  readonly low: number;
  readonly high: number;
}

/** Undefined where they are not, or `operand` is no whole number below 2^53. */
export function wholeRange(comparison: Comparison, operand: bigint | number | undefined): WholeRange | undefined {
  const number = Number(operand);
  if (comparison === 'exists') return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  if (!Number.isSafeInteger(number)) return undefined;
  switch (comparison) {
    case 'equal':
      return { low: number, high: number };
    case 'less':
      return { low: Number.NEGATIVE_INFINITY, high: number - 1 };
    case 'less-or-equal':
      return { low: Number.NEGATIVE_INFINITY, high: number };
    case 'greater':
      return { low: number + 1, high: Number.POSITIVE_INFINITY };
    case 'greater-or-equal':
      return { low: number, high: Number.POSITIVE_INFINITY };
    default:
      return undefined;
  }
}

function inList(numbers: readonly number[]): NumberTest {
  if (numbers.length <= SHORT_LIST) return (value) => numbers.includes(value);
  const set = new Set(numbers);
  return (value) => set.has(value);
}
