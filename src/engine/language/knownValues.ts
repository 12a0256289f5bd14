import { ERROR_NAMES } from '../capture/tables/errors';
import type { BoundField } from '../fields/resolveField';

const NO_VALUES: readonly string[] = [];

const RESULTS = ['SUCCESS', ...ERROR_NAMES.values()];

/** Values that people know, of fields that can have others as well: those that have no others list them in the catalogue. */
const BY_FIELD: ReadonlyMap<string, readonly string[]> = new Map([
  ['evt.res', RESULTS],
  ['evt.arg.res', RESULTS],
]);

/** The values that a field can have, whatever the capture; empty where nobody can list them. */
export function knownValues({ field, name, type }: BoundField): readonly string[] {
  if (type === 'BOOL') return ['true', 'false'];
  return field.values ?? BY_FIELD.get(name) ?? NO_VALUES;
}
