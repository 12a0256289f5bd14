import type { ValueForm } from '../fields/fieldType';

/** What stands to the right of an operator. */
export type OperandCount = 'none' | 'one' | 'list';

/** What an operator means; aliases share a meaning. */
export type Comparison =
  | 'exists'
  | 'equal'
  | 'unequal'
  | 'less'
  | 'less-or-equal'
  | 'greater'
  | 'greater-or-equal'
  | 'in'
  | 'intersects'
  | 'under-path'
  | 'contains'
  | 'contains-any-case'
  | 'starts-with'
  | 'ends-with'
  | 'glob'
  | 'glob-any-case'
  | 'regex';

/** One operator of the language: the only place that knows it, besides the tests of its meaning. */
export interface Operator {
  readonly name: string;
  readonly comparison: Comparison;
  readonly operands: OperandCount;
  /** What it compares. */
  readonly forms: readonly ValueForm[];
  /** The last version that does not have it, where one is known: see `versions.ts`. */
  readonly notIn?: string;
  /** Its values are bytes in hexadecimal digits. */
  readonly hexadecimal?: boolean;
  /** One sentence for people. */
  readonly description: string;
}

const ALL: readonly ValueForm[] = ['number', 'truth', 'text', 'bytes', 'address', 'network'];
const ORDERED: readonly ValueForm[] = ['number', 'text'];
const TEXT: readonly ValueForm[] = ['text'];
const TEXT_AND_BYTES: readonly ValueForm[] = ['text', 'bytes'];
const BYTES: readonly ValueForm[] = ['bytes'];

const OLD = 'sysdig 0.29.3';

/** Every operator. Source: facts/filter-language.md §1, §3. */
export const OPERATORS: readonly Operator[] = [
  operator('=', 'equal', 'one', ALL, 'The value is this one.'),
  { ...operator('==', 'equal', 'one', ALL, 'The value is this one.'), notIn: OLD },
  operator('!=', 'unequal', 'one', ALL, 'There is a value, and it is another one.'),
  operator('<', 'less', 'one', ORDERED, 'The value is smaller; texts compare byte by byte.'),
  operator('<=', 'less-or-equal', 'one', ORDERED, 'The value is smaller or equal; texts compare byte by byte.'),
  operator('>', 'greater', 'one', ORDERED, 'The value is larger; texts compare byte by byte.'),
  operator('>=', 'greater-or-equal', 'one', ORDERED, 'The value is larger or equal; texts compare byte by byte.'),
  operator('in', 'in', 'list', ALL, 'The value is one of the list.'),
  { ...operator('intersects', 'intersects', 'list', ALL, 'One of the values is one of the list.'), notIn: OLD },
  operator(
    'pmatch',
    'under-path',
    'list',
    TEXT,
    'The value is one of these paths, or lies below one; a part of a path may be a pattern.',
  ),
  operator('exists', 'exists', 'none', ALL, 'There is a value.'),
  operator('contains', 'contains', 'one', TEXT_AND_BYTES, 'The value has this text in it.'),
  operator('icontains', 'contains-any-case', 'one', TEXT, 'The same, whatever the case of ASCII letters.'),
  operator('startswith', 'starts-with', 'one', TEXT_AND_BYTES, 'The value begins with this text.'),
  operator('endswith', 'ends-with', 'one', TEXT_AND_BYTES, 'The value ends with this text.'),
  {
    name: 'bcontains',
    comparison: 'contains',
    operands: 'one',
    forms: BYTES,
    hexadecimal: true,
    notIn: OLD,
    description: 'The value has these bytes in it, given as hexadecimal digits.',
  },
  {
    name: 'bstartswith',
    comparison: 'starts-with',
    operands: 'one',
    forms: BYTES,
    hexadecimal: true,
    notIn: OLD,
    description: 'The value begins with these bytes, given as hexadecimal digits.',
  },
  operator(
    'glob',
    'glob',
    'one',
    TEXT,
    'The whole value matches the pattern: * any text, ? one byte, [a-z] one of these.',
  ),
  { ...operator('iglob', 'glob-any-case', 'one', TEXT, 'The same, whatever the case of ASCII letters.'), notIn: OLD },
  {
    ...operator(
      'regex',
      'regex',
      'one',
      TEXT,
      'The whole value matches the regular expression, in the syntax of egrep as RE2 reads it.',
    ),
    notIn: 'libs 0.15.1',
  },
];

const BY_NAME: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((each) => [each.name, each]));

/** The operator of this exact name. */
export function findOperator(name: string): Operator | undefined {
  return BY_NAME.get(name);
}

/** What checks of truth values that we make ourselves compare with. */
export const TRUE_OPERATOR: Operator = operator('=', 'equal', 'one', ALL, 'The value is this one.');

export const EXISTS_OPERATOR: Operator = operator('exists', 'exists', 'none', ALL, 'There is a value.');

/** Whether a field can stand to the right. Source: facts/filter-language.md §5. */
export function comparesFields({ comparison, operands }: Operator): boolean {
  return operands !== 'none' && comparison !== 'under-path' && comparison !== 'regex';
}

function operator(
  name: string,
  comparison: Comparison,
  operands: OperandCount,
  forms: readonly ValueForm[],
  description: string,
): Operator {
  return { name, comparison, operands, forms, description };
}
