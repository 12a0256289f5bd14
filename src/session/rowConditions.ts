import type { EventRow } from '../engine/base/brands';
import { encodeText } from '../engine/base/text';
import { FieldPrinter } from '../engine/fields/fieldPrinter';
import type { FieldContext } from '../engine/fields/fieldReader';
import { valueForm } from '../engine/fields/fieldType';
import { isFieldError, resolveField } from '../engine/fields/resolveField';
import { quoteValue } from '../engine/filter/quoting';

/** Longest value that a condition is made of, in characters: nobody would read a longer one. */
const LONGEST_VALUE = 512;

/** Writes filters that keep the events which have the same value as a row. */
export class RowConditions {
  private readonly printer: FieldPrinter;

  constructor(context: FieldContext) {
    this.printer = new FieldPrinter(context);
  }

  /** `field=value` for a row's own value; undefined where it has none, or one that no filter can name. */
  same(field: string, row: EventRow): string | undefined {
    const bound = resolveField(field);
    if (isFieldError(bound) || bound.length !== field.length || valueForm(bound.type) === 'bytes') return undefined;
    const text = this.printer.text(bound, row);
    // U+FFFD stands for bytes that are no UTF-8.
    if (text === undefined || text === '' || text.length > LONGEST_VALUE || /[\ufffd\0]/.test(text)) return undefined;
    return `${field}=${quoteValue(encodeText(text))}`;
  }

  /** All of the conditions in one; undefined where one of them is missing. */
  all(fields: readonly string[], row: EventRow): string | undefined {
    const conditions = fields.flatMap((field) => this.same(field, row) ?? []);
    return conditions.length === fields.length ? conditions.join(' and ') : undefined;
  }
}
