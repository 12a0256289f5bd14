import type { ColumnReader } from '../fields/fieldReader';
import type { Trace } from '../trace/trace';
import { AndPredicate, OrPredicate } from './chainPredicates';
import { ColumnPredicate } from './columnPredicate';
import type { Comparison } from './operators';
import type { Predicate } from './predicate';
import type { Scratch } from './scratch';

/**
 * A check on the whole units of a number, or on what is left of them, as checks on the number itself where they say the same:
 * its levels then spare most rows a closer look.
 */
export function unitPredicate(
  trace: Trace,
  reader: ColumnReader,
  { of, unit, part }: NonNullable<ColumnReader['inUnits']>,
  comparison: Comparison,
  operands: readonly (bigint | number)[],
  scratch: Scratch,
): Predicate {
  const plain = new ColumnPredicate(trace, reader, comparison, operands);
  const check = (its: Comparison, operand: number): Predicate => new ColumnPredicate(trace, of, its, [operand]);
  const isBelow = (limit: number): Predicate => check('less', limit);
  const isFrom = (limit: number): Predicate => check('greater-or-equal', limit);
  if (part === 'rest') {
    const isRest = new AndPredicate([isFrom(0), isBelow(unit), new ColumnPredicate(trace, of, comparison, operands)]);
    const isMore = new OrPredicate([isBelow(0), isFrom(unit)], scratch);
    return new OrPredicate([isRest, new AndPredicate([isMore, plain])], scratch);
  }
  const first = Number(operands[0]) * unit;
  const next = first + unit;
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(next)) return plain;
  switch (comparison) {
    case 'equal':
      return new AndPredicate([isFrom(first), isBelow(next)]);
    case 'unequal':
      return new OrPredicate([isBelow(first), isFrom(next)], scratch);
    case 'less':
      return isBelow(first);
    case 'less-or-equal':
      return isBelow(next);
    case 'greater':
      return isFrom(next);
    case 'greater-or-equal':
      return isFrom(first);
    default:
      return plain;
  }
}
