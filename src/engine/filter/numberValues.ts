import { numberRange } from '../fields/fieldType';
import type { BoundField } from '../fields/resolveField';
import { portOfService } from '../format/portText';
import { shown } from './mistake';
import type { Converted } from './valueMistake';

const INTEGER = /^[+-]?[0-9]+$/;
const FRACTION = /^[+-]?[0-9]+(?:\.[0-9]*)?$/;
/** More digits than any 64-bit number has, leading zeros aside. */
const MOST_DIGITS = 40;
const WITH_UNIT = /^([0-9]{1,15}(?:\.[0-9]{1,9})?)([A-Za-zµμ]{1,12})$/;

/** Nanoseconds. */
const TIME_UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  sec: 1e9,
  m: 60e9,
  min: 60e9,
  h: 3600e9,
  d: 86_400e9,
};

/** Bytes, or just many. */
const SIZE_UNITS: Readonly<Record<string, number>> = {
  b: 1,
  k: 1024,
  kb: 1000,
  kib: 1024,
  m: 1024 ** 2,
  mb: 1e6,
  mib: 1024 ** 2,
  g: 1024 ** 3,
  gb: 1e9,
  gib: 1024 ** 3,
};

/** A whole number in decimal, in the range of the field's type; a port may be the name of a service. */
export function convertNumber(field: BoundField, text: string): Converted<bigint | number> {
  if (field.type === 'DOUBLE') return convertFraction(text);
  if (!INTEGER.test(text) || text.length > MOST_DIGITS) {
    const service = field.type === 'PORT' ? portOfService(text) : undefined;
    return service === undefined ? notANumber(field, text) : { value: BigInt(service) };
  }
  const [smallest, largest] = numberRange(field.type) ?? [0n, 0n];
  const value = BigInt(text.replace(/^\+/, ''));
  if (value >= smallest && value <= largest) return { value };
  const message = `${shown(text)} is out of range: '${field.name}' goes from ${smallest} to ${largest}.`;
  return { code: 'out-of-range', message };
}

function convertFraction(text: string): Converted<number> {
  if (FRACTION.test(text)) return { value: Number(text) };
  return { code: 'bad-number', message: `${shown(text)} is not a valid number.` };
}

function notANumber({ type, name }: BoundField, text: string): Converted<never> {
  const [, amount, unit] = WITH_UNIT.exec(text) ?? [];
  if (amount !== undefined) {
    const isTime = type === 'RELTIME' || type === 'ABSTIME' || name.includes('latency');
    const factor = isTime ? TIME_UNITS[unit.toLowerCase()] : SIZE_UNITS[unit.toLowerCase()];
    if (factor !== undefined) {
      const value = String(Math.round(Number(amount) * factor));
      const what = isTime ? 'nanoseconds' : 'the number itself';
      const message = `Numbers have no units: ${shown(text)} is written ${value}, as ${what}.`;
      return { code: 'unit', message, instead: [value] };
    }
  }
  const message = `${shown(text)} is not a valid number.`;
  const decimal = inDecimal(text);
  return decimal === undefined ? { code: 'bad-number', message } : { code: 'bad-number', message, instead: [decimal] };
}

/** A number that is written in another way, in decimal. */
function inDecimal(text: string): string | undefined {
  if (text.length > MOST_DIGITS) return undefined;
  if (/^0[xX][0-9A-Fa-f]+$/.test(text)) return BigInt(text).toString();
  if (/^[0-9]+(?:[_'][0-9]+)+$/.test(text)) return text.replace(/[_']/g, '');
  const number = Number(text);
  return /^[0-9.]+(?:[eE][+-]?[0-9]{1,2})?$/.test(text) && Number.isFinite(number)
    ? BigInt(Math.round(number)).toString()
    : undefined;
}

/** `true` or `false`, as 1 and 0. */
export function convertTruth(text: string): Converted<bigint> {
  if (text === 'true') return { value: 1n };
  if (text === 'false') return { value: 0n };
  const message = `${shown(text)} is neither 'true' nor 'false'.`;
  const meant = MEANT.get(text.toLowerCase());
  return meant === undefined ? { code: 'bad-truth', message } : { code: 'bad-truth', message, instead: [meant] };
}

const MEANT: ReadonlyMap<string, string> = new Map([
  ['1', 'true'],
  ['yes', 'true'],
  ['on', 'true'],
  ['true', 'true'],
  ['0', 'false'],
  ['no', 'false'],
  ['off', 'false'],
  ['false', 'false'],
]);
