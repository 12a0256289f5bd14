/** The types that values of fields have. Source: facts/fields.tsv. */
export type FieldType = 'CHARBUF' | 'BYTEBUF' | 'IPADDR' | 'BOOL' | 'INT16' | 'INT64' | 'UINT64' | 'PORT' | 'ABSTIME';

/** What the values of a type are made of: this decides which operators compare them. */
export type ValueForm = 'number' | 'truth' | 'text' | 'bytes' | 'address';

interface TypeFacts {
  readonly form: ValueForm;
  /** How a sentence calls it. */
  readonly noun: string;
  /** Smallest and largest value of a number. */
  readonly range?: readonly [smallest: bigint, largest: bigint];
}

const TYPES: Readonly<Record<FieldType, TypeFacts>> = {
  CHARBUF: { form: 'text', noun: 'a text' },
  BYTEBUF: { form: 'bytes', noun: 'a buffer of bytes' },
  IPADDR: { form: 'address', noun: 'an IP address' },
  BOOL: { form: 'truth', noun: 'true or false' },
  INT16: { form: 'number', noun: 'a number', range: [-(2n ** 15n), 2n ** 15n - 1n] },
  INT64: { form: 'number', noun: 'a number', range: [-(2n ** 63n), 2n ** 63n - 1n] },
  UINT64: { form: 'number', noun: 'a number', range: [0n, 2n ** 64n - 1n] },
  PORT: { form: 'number', noun: 'a port number', range: [0n, 2n ** 16n - 1n] },
  ABSTIME: { form: 'number', noun: 'a time in nanoseconds', range: [0n, 2n ** 64n - 1n] },
};

export function valueForm(type: FieldType): ValueForm {
  return TYPES[type].form;
}

/** A type as a sentence names it: "a number". */
export function typeNoun(type: FieldType): string {
  return TYPES[type].noun;
}

/** The smallest and the largest number of a type; undefined for types that are not numbers. */
export function numberRange(type: FieldType): readonly [smallest: bigint, largest: bigint] | undefined {
  return TYPES[type].range;
}
