import type { FieldType } from '../fields/fieldType';
import type { FieldValue } from '../fields/value';
import { decodeBase64 } from './base64';
import { lowerCase, upperCase } from './bytes';
import type { Change } from './derivedReaders';

/*
 * What transformers make of one value, in its place. Everything works on bytes: letters are those of ASCII.
 * Source: facts/filter-language.md §6.
 */

export const lower: Change = (value) => put(value, bytesOf(value).map(lowerCase));

export const upper: Change = (value) => put(value, bytesOf(value).map(upperCase));

/** What stands behind the last slash. */
export const basename: Change = (value) => {
  const { bytes, start, end } = value;
  const slash = bytes.subarray(start, end).lastIndexOf(SLASH);
  value.setBytes(bytes, start + slash + 1, end);
  return true;
};

export const decoded: Change = (value) => {
  const result = decodeBase64(bytesOf(value));
  return result !== undefined && put(value, result);
};

/** The number of bytes; a text ends at its first NUL. */
export function lengthOf(type: FieldType): Change {
  return (value) => {
    const bytes = bytesOf(value);
    const nul = type === 'CHARBUF' ? bytes.indexOf(0) : -1;
    value.number = nul < 0 ? bytes.length : nul;
    return true;
  };
}

const SLASH = 0x2f;

function bytesOf(value: FieldValue): Uint8Array {
  const { bytes, start, end } = value;
  return bytes.subarray(start, end);
}

function put(value: FieldValue, bytes: Uint8Array): boolean {
  value.setText(bytes);
  return true;
}
