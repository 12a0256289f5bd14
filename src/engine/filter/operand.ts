import type { Field } from '../fields/field';
import type { FieldReader, FieldReaders } from '../fields/fieldReader';
import type { FieldType } from '../fields/fieldType';
import type { BoundField } from '../fields/resolveField';

/**
 * What transformers and comparisons make of fields, as if it were a field of its own: everything that reads fields reads
 * it, too. `from` is the field that it is about.
 */
export function derivedField(
  from: BoundField,
  name: string,
  type: FieldType,
  isList: boolean,
  reader: FieldReader,
): BoundField {
  const readers: FieldReaders = [reader];
  const { since, description, example } = from.field;
  const field: Field = { name, type, since, description, example, readers, isList };
  return { field, argument: undefined, name, length: name.length, type, isList, readers, printed: reader };
}

/** Fields that no other field can be compared with: either end, or a distance, is meant. */
const NO_RIGHT_SIDE: readonly string[] = [
  'evt.rawarg',
  'evt.around',
  'fd.ip',
  'fd.port',
  'fd.proto',
  'fd.net',
  'fd.cnet',
  'fd.snet',
  'fd.lnet',
  'fd.rnet',
];

/** Fields whose values cannot be passed on: which end, ancestor or distance is meant depends on the comparison. */
const ONLY_COMPARED: ReadonlySet<string> = new Set([
  ...NO_RIGHT_SIDE,
  'proc.apid',
  'proc.aname',
  'proc.aexe',
  'proc.aexepath',
  'proc.acmdline',
  'proc.aenv',
]);

/** Whether transformers can be applied to a field. Source: facts/fields.tsv, column extra. */
export function canBeTransformed({ field }: BoundField): boolean {
  return !ONLY_COMPARED.has(field.name);
}

/** Whether a field can stand to the right of an operator. Source: the same. */
export function canStandRight({ field }: BoundField): boolean {
  return !ONLY_COMPARED.has(field.name) && field.name !== 'fd.types';
}

/** Whether a field can be compared with another one. Source: facts/filter-language.md §5. */
export function canBeComparedWithField({ field }: BoundField): boolean {
  return !NO_RIGHT_SIDE.includes(field.name);
}
