import type { EventRow } from '../base/brands';
import { decodeText } from '../base/text';
import { ipv4Text, ipv6Text } from '../format/addressText';
import type { Field, FieldContext, FieldReader } from './field';
import { valueForm } from './fieldType';
import { readField } from './readField';
import { FieldValue } from './value';

/** What stands for a value that is not there. */
export const MISSING_TEXT = '<NA>';

/** Writes fields of rows as text, as sysdig's `-p '*%field'` prints them. */
export class RowText {
  private readonly value = new FieldValue();

  constructor(private readonly context: FieldContext) {}

  /** The field's value for a row, or `<NA>`. Buffers are decoded as UTF-8; fields that mean either end print the source. */
  text(field: Field, row: EventRow): string {
    const value = this.value;
    if (!readField(field, this.context, row, value)) return MISSING_TEXT;
    switch (valueForm(field.type)) {
      case 'number':
        return numberText(field.readers[0], this.context, value.number);
      case 'truth':
        return value.number === 0 ? 'false' : 'true';
      case 'address':
        return (value.end - value.start === 4 ? ipv4Text : ipv6Text)(value.bytes, value.start);
      default:
        return decodeText(value.bytes.subarray(value.start, value.end));
    }
  }
}

function numberText(reader: FieldReader, context: FieldContext, number: number): string {
  const base = reader.domain === 'column' ? reader.base?.(context.trace) : undefined;
  return base === undefined ? String(number) : String(base + BigInt(number));
}
