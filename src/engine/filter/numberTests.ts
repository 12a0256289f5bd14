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

function inList(numbers: readonly number[]): NumberTest {
  if (numbers.length <= SHORT_LIST) return (value) => numbers.includes(value);
  const set = new Set(numbers);
  return (value) => set.has(value);
}
