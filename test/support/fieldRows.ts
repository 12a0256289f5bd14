import type { EventRow } from '../../src/engine/base/brands';
import { FieldPrinter, MISSING_TEXT } from '../../src/engine/fields/fieldPrinter';
import { isFieldError, resolveField } from '../../src/engine/fields/resolveField';
import type { OpenedTrace } from './openedTrace';

/** The fields of the recorded tables, in their order; tables of exit-only captures lack the last. */
export const TABLE_FIELDS = [
  'evt.num',
  'evt.rawtime',
  'evt.cpu',
  'proc.name',
  'proc.pid',
  'thread.tid',
  'evt.dir',
  'evt.type',
  'fd.num',
  'fd.typechar',
  'fd.name',
  'evt.rawres',
  'evt.buflen',
  'container.id',
];

/** The given rows as lines of the recorded tables, with the first `columns` of their fields. */
export function* fieldRows(opened: OpenedTrace, rows: Iterable<EventRow>, columns: number): Generator<string> {
  const fields = TABLE_FIELDS.slice(0, columns).map((name) => {
    const field = resolveField(name);
    if (isFieldError(field)) throw new Error(field.message);
    return field;
  });
  const printer = new FieldPrinter(opened);
  for (const row of rows) yield fields.map((field) => printer.text(field, row) ?? MISSING_TEXT).join('\t');
}
