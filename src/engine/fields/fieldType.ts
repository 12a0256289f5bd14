/** The types that values of fields have. Source: facts/fields.tsv. */
export type FieldType =
  | 'CHARBUF'
  | 'BYTEBUF'
  | 'IPADDR'
  | 'IPNET'
  | 'BOOL'
  | 'INT16'
  | 'INT32'
  | 'INT64'
  | 'UINT32'
  | 'UINT64'
  | 'DOUBLE'
  | 'PORT'
  | 'RELTIME'
  | 'ABSTIME';

/** What the values of a type are made of: this decides which operators compare them. */
export type ValueForm = 'number' | 'truth' | 'text' | 'bytes' | 'address' | 'network';

interface TypeFacts {
  readonly form: ValueForm;
  /** How a sentence calls it. */
  readonly noun: string;
  /** Smallest and largest value of a whole number. */
  readonly range?: readonly [smallest: bigint, largest: bigint];
}

const UNSIGNED_32: TypeFacts['range'] = [0n, 2n ** 32n - 1n];
const UNSIGNED_64: TypeFacts['range'] = [0n, 2n ** 64n - 1n];

const TYPES: Readonly<Record<FieldType, TypeFacts>> = {
  CHARBUF: { form: 'text', noun: 'a text' },
  BYTEBUF: { form: 'bytes', noun: 'a buffer of bytes' },
  IPADDR: { form: 'address', noun: 'an IP address' },
  IPNET: { form: 'network', noun: 'an IP address that is compared with networks' },
  BOOL: { form: 'truth', noun: 'true or false' },
  INT16: { form: 'number', noun: 'a number', range: [-(2n ** 15n), 2n ** 15n - 1n] },
  INT32: { form: 'number', noun: 'a number', range: [-(2n ** 31n), 2n ** 31n - 1n] },
  INT64: { form: 'number', noun: 'a number', range: [-(2n ** 63n), 2n ** 63n - 1n] },
  UINT32: { form: 'number', noun: 'a number', range: UNSIGNED_32 },
  UINT64: { form: 'number', noun: 'a number', range: UNSIGNED_64 },
  DOUBLE: { form: 'number', noun: 'a number' },
  PORT: { form: 'number', noun: 'a port number', range: [0n, 2n ** 16n - 1n] },
  RELTIME: { form: 'number', noun: 'a time span in nanoseconds', range: UNSIGNED_64 },
  ABSTIME: { form: 'number', noun: 'a time in nanoseconds', range: UNSIGNED_64 },
};

export function valueForm(type: FieldType): ValueForm {
  return TYPES[type].form;
}

/** A type as a sentence names it: "a number". */
export function typeNoun(type: FieldType): string {
  return TYPES[type].noun;
}

/** The smallest and the largest number of a type; undefined for types that are no whole numbers. */
export function numberRange(type: FieldType): readonly [smallest: bigint, largest: bigint] | undefined {
  return TYPES[type].range;
}
