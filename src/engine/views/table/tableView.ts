import type { EventRow } from '../../base/brands';
import { captureDuration, lastSecond } from '../support/captureTime';
import type { View, ViewContext, ViewParameter, ViewRun } from '../view';
import { Table } from './table';
import type { TableDeclaration } from './tableDeclaration';
import { tableJson } from './tableJson';
import { tableHeading, tableRow, valueText } from './tableText';

/** A view that is a table. */
export interface TableView extends View {
  /** What the table is made of. Throws a `ViewArgumentError`. */
  declare(args: readonly string[]): TableDeclaration;
}

/** Makes a view of a declared table. `declare` gets the view's arguments. */
export function tableView(
  name: string,
  description: string,
  declare: (args: readonly string[]) => TableDeclaration,
  parameters: readonly ViewParameter[] = [],
): TableView {
  return { name, description, parameters, declare, create: (context, args) => new TableRun(declare(args), context) };
}

class TableRun implements ViewRun {
  readonly filter: string | undefined;
  private readonly table: Table;

  constructor(
    private readonly declaration: TableDeclaration,
    private readonly context: ViewContext,
  ) {
    this.filter = declaration.filter;
    this.table = new Table(declaration, context.fields, context.showsContainers);
  }

  event(row: EventRow): void {
    this.table.add(row);
  }

  finish(): void {
    this.context.write(this.context.json ? this.json() : this.text());
  }

  private text(): string {
    const { table, declaration } = this;
    const { title, unit } = declaration.value;
    const duration = captureDuration(this.context.fields.trace);
    const rows = table.rows().map((row) => tableRow(valueText(unit, row, duration), row.keys));
    return `${tableHeading(title, keyTitles(table))}${rows.join('')}`;
  }

  private json(): string {
    const { table, declaration } = this;
    const { value } = declaration;
    const keys = table.keys.map(({ field, title }) => ({ name: field, title }));
    const name = value.jsonName ?? value.field;
    return tableJson(table.rows(), keys, { name, title: value.title }, lastSecond(this.context.fields.trace));
  }
}

function keyTitles({ keys }: Table): string[] {
  return keys.map(({ title }) => title);
}
