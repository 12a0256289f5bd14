import { CONTAINER_FIELDS } from './catalogue/container';
import { EVENT_FIELDS } from './catalogue/event';
import { FD_FIELDS } from './catalogue/fd';
import { PROCESS_FIELDS } from './catalogue/process';
import type { Field } from './field';

/** Every field, in the order in which the documentation shows them. */
export const FIELDS: readonly Field[] = [...EVENT_FIELDS, ...PROCESS_FIELDS, ...FD_FIELDS, ...CONTAINER_FIELDS];

const BY_NAME: ReadonlyMap<string, Field> = new Map(FIELDS.map((field) => [field.name, field]));

/** The field of this exact name. */
export function findField(name: string): Field | undefined {
  return BY_NAME.get(name);
}
