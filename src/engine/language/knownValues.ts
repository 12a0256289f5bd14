import { EVENT_TYPES } from '../capture/eventTable';
import { ERROR_NAMES } from '../capture/tables/errors';
import { EVENT_NAMES } from '../fields/eventName';
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

/** Names that stand behind a dot of a field, as its argument; empty where nobody can list them. */
export function knownArguments(field: string): readonly string[] {
  return ARGUMENTS.get(field) ?? NO_VALUES;
}

const PARAMETERS = [...new Set(EVENT_TYPES.flatMap(({ parameters }) => parameters.map(({ name }) => name)))].sort();

const ARGUMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['evt.arg', PARAMETERS],
  ['evt.rawarg', PARAMETERS],
  ['evt.type.is', EVENT_NAMES],
  ['evt.abspath', ['src', 'dst']],
]);
