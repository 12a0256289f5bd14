import { decodeText } from '../base/text';
import { valueForm } from '../fields/fieldType';
import type { BoundField } from '../fields/resolveField';
import { convertAddress, convertNetwork } from './addressValues';
import type { Operand } from './boundTree';
import { convertNumber, convertTruth } from './numberValues';
import type { Operator } from './operators';
import { convertText } from './textValues';
import type { Converted, ValueMistake } from './valueMistake';

/** Converts the values of a check to the type of its field. `report` gets the index of each value that is wrong. */
export function convertValues(
  field: BoundField,
  operator: Operator,
  values: readonly Uint8Array[],
  report: (index: number, wrong: ValueMistake) => void,
): Operand {
  const convertAll = <T>(convert: (bytes: Uint8Array) => Converted<T>): T[] => convertEach(values, convert, report);
  switch (valueForm(field.type)) {
    case 'number':
      return { form: 'number', numbers: convertAll((bytes) => convertNumber(field, decodeText(bytes))) };
    case 'network':
      return { form: 'networks', networks: convertAll((bytes) => convertNetwork(decodeText(bytes))) };
    case 'truth':
      return { form: 'number', numbers: convertAll((bytes) => convertTruth(decodeText(bytes))) };
    case 'address':
      return { form: 'bytes', strings: convertAll((bytes) => convertAddress(field, decodeText(bytes))) };
    default:
      return { form: 'bytes', strings: convertAll((bytes) => convertText(field, operator, bytes)) };
  }
}

/** Mistakes of one list that people read. */
const MOST_WRONG = 20;

function convertEach<T>(
  values: readonly Uint8Array[],
  convert: (bytes: Uint8Array) => Converted<T>,
  report: (index: number, wrong: ValueMistake) => void,
): T[] {
  const right: T[] = [];
  let wrong = 0;
  for (let index = 0; index < values.length && wrong < MOST_WRONG; index++) {
    const converted = convert(values[index]);
    if ('value' in converted) {
      right.push(converted.value);
    } else {
      wrong++;
      report(index, converted);
    }
  }
  return right;
}
