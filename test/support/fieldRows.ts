import type { EventRow } from '../../src/engine/base/brands';
import { findField } from '../../src/engine/fields/catalogue';
import { RowText } from '../../src/engine/fields/rowText';
import type { OpenedTrace } from './openedTrace';

/** The fields of the recorded tables, in their order; tables of exit-only captures lack the last. */
const TABLE_FIELDS = [
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
    const field = findField(name);
    if (!field) throw new Error(`There is no field ${name}`);
    return field;
  });
  const text = new RowText(opened);
  for (const row of rows) yield fields.map((field) => text.text(field, row)).join('\t');
}
