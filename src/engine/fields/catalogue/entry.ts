import type { Field } from '../field';
import type { FieldReader, FieldReaders } from '../fieldReader';
import type { FieldType } from '../fieldType';

/** What few fields have. */
export type EntryOptions = Partial<Omit<Field, 'name' | 'type' | 'since' | 'description' | 'example' | 'readers'>>;

/** An entry of the catalogue. `readers` is what reads it without an argument, where it can be asked so. */
export function entry(
  name: string,
  type: FieldType,
  since: string,
  description: string,
  example: string,
  readers: FieldReader | FieldReaders | undefined,
  options: EntryOptions = {},
): Field {
  return { name, type, since, description, example, readers: isOne(readers) ? [readers] : readers, ...options };
}

function isOne(readers: FieldReader | FieldReaders | undefined): readers is FieldReader {
  return readers !== undefined && 'domain' in readers;
}
