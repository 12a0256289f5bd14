import type { BoundField } from '../fields/resolveField';
import { RESULT_NAMES } from '../fields/resultText';

const NO_VALUES: readonly string[] = [];

/** Values that people know, of fields that can have others as well: those that have no others list them in the catalogue. */
const BY_FIELD: ReadonlyMap<string, readonly string[]> = new Map([['evt.arg.res', RESULT_NAMES]]);

/** The values that a field can have, whatever the capture; empty where nobody can list them. */
export function knownValues({ field, name, type }: BoundField): readonly string[] {
  if (type === 'BOOL') return ['true', 'false'];
  return field.values ?? BY_FIELD.get(name) ?? NO_VALUES;
}
