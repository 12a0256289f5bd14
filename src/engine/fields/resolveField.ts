import { FIELDS, findField } from './catalogue';
import type { Field } from './field';
import type { FieldReader, FieldReaders } from './fieldReader';
import type { FieldType } from './fieldType';

/** A field as it was named, with its argument: what is asked of rows. */
export interface BoundField {
  readonly field: Field;
  /** The text after the dot or between the brackets; undefined without one. */
  readonly argument: string | undefined;
  /** The whole reference as it was written, such as `evt.arg.res` or `proc.aname[2]`. */
  readonly name: string;
  /** How many characters of the text it takes. */
  readonly length: number;
  readonly type: FieldType;
  /** It has a list of values; one chosen by an argument is none. */
  readonly isList: boolean;
  readonly readers: FieldReaders;
  /** What is printed. */
  readonly printed: FieldReader;
}

/** Why a text names no field, and where: offsets into it, `end` exclusive. */
export interface FieldError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

const NAME = /[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*/y;
const IN_BRACKETS = /\[(?:"([^"\]]*)"|'([^'\]]*)'|([^\]["']+))\]/y;

/** The length of the longest name: what is written may be of any length. */
const LONGEST_NAME = Math.max(...FIELDS.map((field) => field.name.length));

/**
 * The field that is named at `start` of a text: the longest known name there, and its argument. What follows is the
 * caller's: text in an output format, a mistake in a filter. Source: facts/filter-language.md §2.
 */
export function resolveField(text: string, start = 0): BoundField | FieldError {
  NAME.lastIndex = start;
  const end = NAME.test(text) ? NAME.lastIndex : start;
  const field = longestName(text.slice(start, end));
  if (!field) return { message: `There is no field named '${text.slice(start, end)}'.`, start, end };
  return withArgument(field, text, start);
}

/** The same for a name that has to be all of `name`, and an argument that stood in brackets. Places count in `name`. */
export function resolveReference(name: string, inBrackets: string | undefined): BoundField | FieldError {
  const unknown: FieldError = { message: `There is no field named '${name}'.`, start: 0, end: name.length };
  if (inBrackets === undefined) {
    const resolved = resolveField(name);
    return isFieldError(resolved) || resolved.length === name.length ? resolved : unknown;
  }
  const field = findField(name);
  if (!field) return unknown;
  const whole = `${name}[${inBrackets}]`;
  if (field.argument?.inBrackets) return bindArgument(field, whole, 0, whole.length, inBrackets);
  return { message: `The field '${name}' takes no argument in brackets.`, start: name.length, end: whole.length };
}

/** Whether a resolution failed. */
export function isFieldError(resolved: BoundField | FieldError): resolved is FieldError {
  return 'message' in resolved;
}

function longestName(written: string): Field | undefined {
  for (let length = Math.min(written.length, LONGEST_NAME); length > 0; length--) {
    const field = findField(written.slice(0, length));
    if (field) return field;
  }
  return undefined;
}

function withArgument(field: Field, text: string, start: number): BoundField | FieldError {
  const after = start + field.name.length;
  const { argument } = field;
  const dotted = text[after] === '.' ? (argument?.nameLength?.(text, after + 1) ?? 0) : 0;
  if (argument && dotted > 0) {
    return bindArgument(field, text, start, after + 1 + dotted, text.slice(after + 1, after + 1 + dotted));
  }
  IN_BRACKETS.lastIndex = after;
  const bracket = argument?.inBrackets ? IN_BRACKETS.exec(text) : null;
  if (bracket) {
    const inner = bracket[1] ?? bracket[2] ?? bracket[3] ?? '';
    return bindArgument(field, text, start, after + bracket[0].length, inner);
  }
  if (!argument?.required) {
    if (!field.readers) throw new Error(`The field '${field.name}' has no readers.`);
    return bound(field, undefined, field.name, { readers: field.readers });
  }
  const written = /^[.[][^\s=<>!(),]*/.exec(text.slice(after))?.[0];
  const message =
    written === undefined
      ? `The field '${field.name}' needs the ${argument.noun}.`
      : `'${written.replace(/^[.[]|\]$/g, '')}' is no ${argument.noun}.`;
  return { message, start: written === undefined ? start : after, end: after + (written?.length ?? 0) };
}

function bindArgument(
  field: Field,
  text: string,
  start: number,
  end: number,
  argument: string,
): BoundField | FieldError {
  const readers = field.argument?.bind(argument);
  if (readers) return bound(field, argument, text.slice(start, end), readers);
  const message = `'${argument}' is no ${field.argument?.noun ?? 'argument'}.`;
  return { message, start: start + field.name.length, end };
}

function bound(
  field: Field,
  argument: string | undefined,
  name: string,
  { readers, type }: { readonly readers: FieldReaders; readonly type?: FieldType },
): BoundField {
  const printed = argument === undefined ? (field.printed ?? readers[0]) : readers[0];
  const isList = argument === undefined && (field.isList ?? false);
  return { field, argument, name, length: name.length, type: type ?? field.type, isList, readers, printed };
}
