import { type EventRow, NO_FD } from '../../base/brands';
import { cell } from '../support/cells';
import { knownField, RowFields } from '../support/rowFields';
import { sizeText } from '../support/sizeText';
import type { View, ViewContext, ViewRun } from '../view';
import { Snapshot, type Subject } from './snapshot';
import { stateFilter } from './stateFilter';

/** A column of a table of the state. */
export interface StateColumn {
  readonly title: string;
  /** How wide it is; the last one shows its texts in full. */
  readonly width: number;
  text(fields: RowFields, row: EventRow): string;
}

/** A table of what there is at one event: a row for each thread, or for each of its open fds. */
export interface StateTable {
  readonly name: string;
  readonly description: string;
  readonly subjects: 'threads' | 'fds';
  /** Which fds, beside the user's filter. */
  readonly filter?: string;
  readonly columns: readonly StateColumn[];
}

/** A column that shows a field. */
export function fieldColumn(title: string, width: number, name: string): StateColumn {
  const field = knownField(name);
  return { title, width, text: (fields, row) => fields.shown(field, row) };
}

/** A column that shows a number of KiB as a size. */
export function memoryColumn(title: string, width: number, name: string): StateColumn {
  const field = knownField(name);
  return { title, width, text: (fields, row) => sizeText((fields.number(field, row) ?? 0) * 1024) };
}

/**
 * Makes a view of a table of the state: as it is after the first event that passes the filter, and then it is done. Its
 * argument is a filter over threads and fds. Source: facts/output-format.md §10.
 */
export function stateView(table: StateTable): View {
  const { name, description } = table;
  const parameter = { name: 'filter', description: 'Which threads and fds to show.', required: false, isFilter: true };
  return {
    name,
    description,
    parameters: [parameter],
    create: (context, [filter]) => new StateRun(table, context, filter),
  };
}

class StateRun implements ViewRun {
  done = false;

  constructor(
    private readonly table: StateTable,
    private readonly context: ViewContext,
    private readonly userFilter: string | undefined,
  ) {
    // Asked here, so that a mistake is told before the capture is read.
    if (userFilter !== undefined) stateFilter(table.name, userFilter, context.fields);
  }

  event(row: EventRow): void {
    this.done = true;
    this.context.write(`${this.table.columns.map(({ title }, index) => this.column(title, index)).join('')}\n`);
    const snapshot = new Snapshot(this.context.fields, row);
    const fields = new RowFields(snapshot.context);
    for (const subject of this.subjects(snapshot)) {
      snapshot.turnTo(subject);
      const texts = this.table.columns.map((column, index) => this.column(column.text(fields, row), index));
      this.context.write(`${texts.join('')}\n`);
    }
  }

  finish(): void {
    if (!this.done) this.context.write('empty capture or no event matching the filter\n');
  }

  /** A thread is shown where the filter holds for it with one of its fds, or alone where it has none. */
  private *subjects(snapshot: Snapshot): Generator<Subject> {
    const filters = [this.table.filter, this.userFilter].flatMap((text) =>
      text === undefined ? [] : stateFilter(this.table.name, text, snapshot.context),
    );
    const isWanted = (subject: Subject): boolean => {
      snapshot.turnTo(subject);
      return filters.every((filter) => filter.satisfies(snapshot.row));
    };
    for (const thread of snapshot.threads()) {
      const fds = snapshot.fds(thread).map((fd) => ({ thread, fd }));
      if (this.table.subjects === 'fds') {
        yield* fds.filter(isWanted);
      } else {
        const alone = { thread, fd: NO_FD };
        if (fds.length === 0 ? isWanted(alone) : fds.some(isWanted)) yield alone;
      }
    }
  }

  private column(text: string, index: number): string {
    const { columns } = this.table;
    return index === columns.length - 1 ? text : cell(text, columns[index].width);
  }
}
