import type { EventRow } from '../../base/brands';
import type { FieldContext } from '../../fields/fieldReader';
import type { BoundField } from '../../fields/resolveField';
import { knownField, RowFields } from '../support/rowFields';
import { type RankedRow, RankedSums } from './rankedSums';
import type { TableDeclaration, TableKey } from './tableDeclaration';

/** How an id of a thread prints that the capture does not tell. */
const UNKNOWN_ID = '-1';

/** A declared table over the events of one trace, as data. */
export class Table {
  /** The keys of the layout. */
  readonly keys: readonly TableKey[];
  private readonly keyFields: readonly BoundField[];
  private readonly valueField: BoundField;
  private readonly fields: RowFields;
  private readonly sums = new RankedSums();

  constructor(
    readonly declaration: TableDeclaration,
    context: FieldContext,
    showsContainers: boolean,
  ) {
    this.keys = (showsContainers ? declaration.containerKeys : undefined) ?? declaration.keys;
    this.keyFields = this.keys.map(({ field }) => knownField(field));
    this.valueField = knownField(declaration.value.field);
    this.fields = new RowFields(context);
  }

  /** Counts an event that passed the declaration's filter. */
  add(row: EventRow): void {
    const { factor = 1, countsZero = false } = this.declaration.value;
    const value = this.fields.number(this.valueField, row);
    if (value === undefined || value < 0 || (value === 0 && !countsZero)) return;
    const keys: string[] = [];
    for (const field of this.keyFields) {
      const key = this.fields.text(field, row);
      if (key === undefined || key === UNKNOWN_ID) return;
      keys.push(key);
    }
    this.sums.add(keys, value * factor);
  }

  /** The rows to be shown, greatest value first; ties in the order of their first events. */
  rows(): RankedRow[] {
    return this.sums.top(this.declaration.rows);
  }
}
