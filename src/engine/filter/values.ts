import { decodeText } from '../base/text';
import { numberRange, valueForm } from '../fields/fieldType';
import type { BoundField } from '../fields/resolveField';
import { portOfService } from '../format/portText';
import { parseAddress } from './address';
import type { BoundCheck, Operand } from './boundTree';
import { type Network, parseNetwork } from './network';
import type { Operator } from './operators';

/** A value converted to a field's type, or what is wrong with it. */
type Converted<T> = { readonly value: T } | { readonly message: string };

const INTEGER = /^[+-]?[0-9]+$/;
const FRACTION = /^[+-]?[0-9]+(?:\.[0-9]*)?$/;
/** More digits than any 64-bit number has, leading zeros aside. */
const MOST_DIGITS = 40;

/** Converts the values of a check to the type of its field. `report` gets the index of each value that is wrong. */
export function convertValues(
  field: BoundField,
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
    case 'network':
      return { form: 'networks', networks: convertAll((bytes) => convertNetwork(decodeText(bytes))) };
    case 'truth':
      return { form: 'number', numbers: convertAll((bytes) => convertTruth(decodeText(bytes))) };
    case 'address':
      return { form: 'bytes', strings: convertAll((bytes) => convertAddress(decodeText(bytes))) };
    default:
      return { form: 'bytes', strings: convertAll((bytes) => convertText(field, operator, bytes)) };
  }
}

function convertNumber(field: BoundField, text: string): Converted<bigint | number> {
  if (field.type === 'DOUBLE') return convertFraction(text);
  if (!INTEGER.test(text) || text.length > MOST_DIGITS) {
    const service = field.type === 'PORT' ? portOfService(text) : undefined;
    return service === undefined ? { message: `${shown(text)} is not a valid number.` } : { value: BigInt(service) };
  }
  const [smallest, largest] = numberRange(field.type) ?? [0n, 0n];
  const value = BigInt(text.replace(/^\+/, ''));
  if (value >= smallest && value <= largest) return { value };
  return { message: `${shown(text)} is out of range: '${field.name}' goes from ${smallest} to ${largest}.` };
}

function convertFraction(text: string): Converted<number> {
  return FRACTION.test(text) ? { value: Number(text) } : { message: `${shown(text)} is not a valid number.` };
}

function convertNetwork(text: string): Converted<Network> {
  const value = parseNetwork(text);
  return value ? { value } : { message: `${shown(text)} is not a network such as 10.0.0.0/8.` };
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

function convertText(field: BoundField, operator: Operator, value: Uint8Array): Converted<Uint8Array> {
  if (operator.hexadecimal) return convertHexadecimal(decodeText(value));
  if (value.includes(0)) return { message: 'A value cannot hold a NUL byte.' };
  const { knows, valueNoun } = field.field;
  const text = knows && NAMES_A_VALUE.has(operator.comparison) ? decodeText(value) : undefined;
  if (text === undefined || knows?.(text)) return { value };
  return { message: `There is no ${valueNoun ?? 'value'} named ${shown(text)}.` };
}

function convertHexadecimal(text: string): Converted<Uint8Array> {
  if (!/^(?:[0-9A-Fa-f]{2})*$/.test(text))
    return { message: `${shown(text)} is not made of pairs of hexadecimal digits.` };
  return { value: Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) };
}

/** Comparisons with whole values, of which a closed set can say that they never occur. */
const NAMES_A_VALUE: ReadonlySet<BoundCheck['operator']['comparison']> = new Set([
  'equal',
  'unequal',
  'in',
  'intersects',
]);

const LONGEST_SHOWN = 60;

function shown(text: string): string {
  return text.length > LONGEST_SHOWN ? `'${text.slice(0, LONGEST_SHOWN)}…'` : `'${text}'`;
}
