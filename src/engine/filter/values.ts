import { decodeText } from '../base/text';
import type { Field } from '../fields/field';
import { numberRange, valueForm } from '../fields/fieldType';
import { parseAddress } from './address';
import type { BoundCheck, Operand } from './boundTree';
import type { Operator } from './operators';
import { findService } from './tables/services';

/** A value converted to a field's type, or what is wrong with it. */
type Converted<T> = { readonly value: T } | { readonly message: string };

const INTEGER = /^[+-]?[0-9]+$/;
/** More digits than any 64-bit number has, leading zeros aside. */
const MOST_DIGITS = 40;

/** Converts the values of a check to the type of its field. `report` gets the index of each value that is wrong. */
export function convertValues(
  field: Field,
  operator: Operator,
  values: readonly Uint8Array[],
  report: (index: number, message: string) => void,
): Operand {
  const convertAll = <T>(convert: (bytes: Uint8Array) => Converted<T>): T[] =>
    values.flatMap((bytes, index) => {
      const converted = convert(bytes);
      if ('value' in converted) return [converted.value];
      report(index, converted.message);
      return [];
    });
  switch (valueForm(field.type)) {
    case 'number':
      return { form: 'number', numbers: convertAll((bytes) => convertNumber(field, decodeText(bytes))) };
    case 'truth':
      return { form: 'number', numbers: convertAll((bytes) => convertTruth(decodeText(bytes))) };
    case 'address':
      return { form: 'bytes', strings: convertAll((bytes) => convertAddress(decodeText(bytes))) };
    default:
      return { form: 'bytes', strings: convertAll((bytes) => convertText(field, operator, bytes)) };
  }
}

function convertNumber(field: Field, text: string): Converted<bigint> {
  if (!INTEGER.test(text) || text.length > MOST_DIGITS) {
    const service = field.type === 'PORT' ? findService(text) : undefined;
    return service === undefined ? { message: `${shown(text)} is not a valid number.` } : { value: BigInt(service) };
  }
  const [smallest, largest] = numberRange(field.type) ?? [0n, 0n];
  const value = BigInt(text.replace(/^\+/, ''));
  if (value >= smallest && value <= largest) return { value };
  return { message: `${shown(text)} is out of range: '${field.name}' goes from ${smallest} to ${largest}.` };
}

function convertTruth(text: string): Converted<bigint> {
  if (text === 'true') return { value: 1n };
  if (text === 'false') return { value: 0n };
  return { message: `${shown(text)} is neither 'true' nor 'false'.` };
}

function convertAddress(text: string): Converted<Uint8Array> {
  const value = parseAddress(text);
  return value ? { value } : { message: `${shown(text)} is not an IPv4 or IPv6 address.` };
}

function convertText(field: Field, operator: Operator, value: Uint8Array): Converted<Uint8Array> {
  if (value.includes(0)) return { message: 'A value cannot hold a NUL byte.' };
  const text = field.knows && NAMES_A_VALUE.has(operator.comparison) ? decodeText(value) : undefined;
  if (text === undefined || field.knows?.(text)) return { value };
  return { message: `There is no ${field.valueNoun ?? 'value'} named ${shown(text)}.` };
}

/** Comparisons with whole values, of which a closed set can say that they never occur. */
const NAMES_A_VALUE: ReadonlySet<BoundCheck['operator']['comparison']> = new Set(['equal', 'unequal', 'in']);

const LONGEST_SHOWN = 60;

function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `'${text.slice(0, LONGEST_SHOWN)}…'` : `'${text}'`;
}
