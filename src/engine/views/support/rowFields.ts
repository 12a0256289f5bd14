import { EMPTY_TEXT, type EventRow, NO_THREAD } from '../../base/brands';
import { FieldPrinter, MISSING_TEXT } from '../../fields/fieldPrinter';
import type { FieldContext } from '../../fields/fieldReader';
import { readWith } from '../../fields/readField';
import { type BoundField, isFieldError, resolveField } from '../../fields/resolveField';
import { FieldValue } from '../../fields/value';
import { HOST } from '../../state/containerId';

/** Fields that a view asks of rows by name. */
export class RowFields {
  private readonly printer: FieldPrinter;
  private readonly value = new FieldValue();

  constructor(private readonly context: FieldContext) {
    this.printer = new FieldPrinter(context);
  }

  /** The field's text; undefined where it has no value. */
  text(field: BoundField, row: EventRow): string | undefined {
    const text = this.printer.text(field, row);
    if (text === undefined && field.name.startsWith('container.') && this.isStranger(row)) return HOST;
    return text;
  }

  /** The same, with `<NA>` where there is no value. */
  shown(field: BoundField, row: EventRow): string {
    return this.text(field, row) ?? MISSING_TEXT;
  }

  /** The number of a numeric field; undefined where it has no value. */
  number(field: BoundField, row: EventRow): number | undefined {
    return readWith(field.printed, this.context, row, this.value) ? this.value.number : undefined;
  }

  /** The bytes of a buffer as UTF-8, whatever they mean to a terminal; undefined where there is none. */
  bytesAsText(field: BoundField, row: EventRow): string | undefined {
    return readWith(field.readers[0], this.context, row, this.value) ? this.value.text : undefined;
  }

  /** Whether what sysdig 0.29.3 does by accident is to be imitated. */
  get imitatesAccidents(): boolean {
    return this.context.textOptions?.imitatesAccidents === true;
  }

  /** Of the thread nothing is known but that it is there: sysdig 0.29.3 counts such ones as the host's. */
  private isStranger(row: EventRow): boolean {
    if (!this.imitatesAccidents) return false;
    const { events, threads } = this.context.trace;
    const thread = events.thread(row);
    return thread !== NO_THREAD && threads.get(thread, 'container') === EMPTY_TEXT;
  }
}

/** A field of the catalogue by its name, with its argument. Throws on a name that is none: for names in our own code. */
export function knownField(name: string): BoundField {
  const field = resolveField(name);
  if (isFieldError(field)) throw new Error(field.message);
  if (field.length !== name.length) throw new Error(`There is no field named '${name}'.`);
  return field;
}
