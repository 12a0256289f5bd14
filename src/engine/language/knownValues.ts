import { EVENT_TYPES } from '../capture/eventTable';
import { ERROR_NAMES } from '../capture/tables/errors';
import { SYSTEM_CALLS } from '../capture/tables/systemCalls';
import { isEventName } from '../fields/eventName';
import type { BoundField } from '../fields/resolveField';

const NO_VALUES: readonly string[] = [];

const EVENT_NAMES = distinct([
  ...EVENT_TYPES.map(({ name }) => name),
  ...SYSTEM_CALLS.flatMap(([name, before]) => (before === undefined ? [name] : [name, before])),
])
  .filter((name) => isEventName(name) && !name.startsWith('<'))
  .sort();

const RESULTS = ['SUCCESS', ...ERROR_NAMES.values()];

/** Values that people know, of fields that can have others as well or too many to be listed in the catalogue. */
const BY_FIELD: ReadonlyMap<string, readonly string[]> = new Map([
  ['evt.type', EVENT_NAMES],
  ['syscall.type', EVENT_NAMES],
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

const PARAMETERS = distinct(EVENT_TYPES.flatMap(({ parameters }) => parameters.map(({ name }) => name))).sort();

const ARGUMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['evt.arg', PARAMETERS],
  ['evt.rawarg', PARAMETERS],
  ['evt.type.is', EVENT_NAMES],
  ['evt.abspath', ['src', 'dst']],
]);

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
