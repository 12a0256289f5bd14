import type { EventRow } from '../base/brands';
import type { FieldContext, FieldReader, FieldReaders } from './fieldReader';
import type { FieldType } from './fieldType';

/** What a field with an argument is read by. */
export interface ArgumentReaders {
  readonly readers: FieldReaders;
  /** Where the argument decides the type. */
  readonly type?: FieldType;
}

/** The argument of a field, such as `res` of `evt.arg.res`. */
export interface FieldArgument {
  /** The field means nothing without it. */
  readonly required: boolean;
  /** What it is, for messages: "name of an event parameter". */
  readonly noun: string;
  /** It can be written `field[argument]`. */
  readonly inBrackets: boolean;
  /** How many characters from `start` on are an argument as in `field.argument`; 0: none. Absent: that form is no form. */
  nameLength?(text: string, start: number): number;
  /** How to read the field with this argument; undefined where it is none. */
  bind(argument: string): ArgumentReaders | undefined;
  /** Arguments that are known whatever the capture; others may be possible, too. */
  readonly values?: readonly string[];
  /** Where a capture names arguments. */
  readonly named?: ArgumentNames;
}

/** How the arguments are found that a capture names. */
export type ArgumentNames = ThreadArgumentNames | RowArgumentNames;

/** Arguments that stand in a text of threads, such as the names of environment variables. */
export interface ThreadArgumentNames {
  /** A text in which each item has its NUL. */
  readonly fact: 'environment' | 'cgroups';
  /** The argument that an item names; empty where it names none. */
  nameOf(item: string): string;
}

/** Arguments that are known for a row, such as the keys of the labels of its pod. Rows of a thread have the same for long. */
export interface RowArgumentNames {
  /** Those of a row, each once. */
  namesAt(context: FieldContext, row: EventRow): Iterable<string>;
}

/** In place of the first version that has a field: other tools do not have it. */
export const OWN_FIELD = 'Scaplens';

/** One field of the language: the only place that knows it. Checker, completion, columns and documentation read this. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** The first version of sysdig or its libraries that has it; or `OWN_FIELD`. */
  readonly since: string;
  /** The last version that has it; undefined where it is still there. */
  readonly until?: string;
  /** One sentence for people. */
  readonly description: string;
  /** A filter that uses the field. */
  readonly example: string;
  /** How it is read without an argument; undefined where it needs one. */
  readonly readers?: FieldReaders;
  readonly argument?: FieldArgument;
  /** What is printed, where that is not what `readers` read first. */
  readonly printed?: FieldReader;
  /** How a number prints, where that is not in decimal: with zeros to nine digits, or hexadecimal. */
  readonly print?: 'nine-digits' | 'hexadecimal';
  /** Its value in JSON, where that is not what is printed. */
  readonly json?: (context: FieldContext, row: EventRow) => string | number | bigint | null;
  /** Where it can be used, if not everywhere. */
  readonly only?: 'filters' | 'formats';
  /** It has a list of values: `in` holds when all of them are in the set, `intersects` when one is. */
  readonly isList?: boolean;
  /** It is a distance that is compared with a limit: `=` means "at most", and is its only comparison. */
  readonly isDistance?: boolean;
  /** Every value that the field can have, where there are few. */
  readonly values?: readonly string[];
  /** Beside `values` it can have numbers: what has no name. */
  readonly orNumbers?: true;
  /** For a text field with a closed set of values: whether a text is one of them. */
  readonly knows?: (value: string) => boolean;
  /** What its values are called, where `knows` is given: "event or system call". */
  readonly valueNoun?: string;
}
