import { decodeText } from '../base/text';
import { findField } from '../fields/catalogue';
import { EVENT_NAMES } from '../fields/eventName';
import type { BoundField } from '../fields/resolveField';
import { shown } from './mistake';
import { nearest } from './nearest';
import type { Comparison, Operator } from './operators';
import { regexMistake } from './regexTest';
import type { Converted, ValueMistake } from './valueMistake';

/** The bytes of a text or buffer, as the operator wants them. */
export function convertText(field: BoundField, operator: Operator, value: Uint8Array): Converted<Uint8Array> {
  if (operator.hexadecimal) return convertHexadecimal(decodeText(value));
  if (value.includes(0)) return { code: 'nul-byte', message: 'A value cannot hold a NUL byte.' };
  if (operator.comparison === 'regex') {
    const wrong = regexMistake(decodeText(value));
    if (!wrong) return { value };
    const { message, start, end, instead } = wrong;
    return { code: 'bad-regex', message, part: { start, end }, ...(instead && { instead: [instead] }) };
  }
  const { knows, valueNoun } = field.field;
  const text = knows && NAMES_A_VALUE.has(operator.comparison) ? decodeText(value) : undefined;
  return text === undefined || knows?.(text) ? { value } : unknownValue(valueNoun ?? 'value', text);
}

/** Comparisons with whole values, of which a closed set can say that they never occur. */
export const NAMES_A_VALUE: ReadonlySet<Comparison> = new Set(['equal', 'unequal', 'in', 'intersects']);

function unknownValue(noun: string, text: string): ValueMistake {
  const message = `There is no ${noun} named ${shown(text)}.`;
  const isFdType = findField('fd.type')?.values?.includes(text) ?? false;
  if (isFdType) {
    return { code: 'unknown-value', message: `${message} It is a type of fd.`, otherField: 'fd.type' };
  }
  return { code: 'unknown-value', message, instead: nearest(text, EVENT_NAMES) };
}

function convertHexadecimal(text: string): Converted<Uint8Array> {
  if (/^(?:[0-9A-Fa-f]{2})*$/.test(text)) {
    return { value: Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) };
  }
  const bare = text.replace(/^0[xX]|[ :]|\\x/g, '');
  const message = `${shown(text)} is not made of pairs of hexadecimal digits.`;
  const isMeant = bare !== text && /^(?:[0-9A-Fa-f]{2})+$/.test(bare);
  return isMeant ? { code: 'bad-hexadecimal', message, instead: [bare] } : { code: 'bad-hexadecimal', message };
}
