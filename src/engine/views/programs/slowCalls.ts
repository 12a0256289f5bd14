import type { EventRow } from '../../base/brands';
import { COLOUR_PARAMETER, type Colours, coloursFor } from '../support/ansi';
import { fitted } from '../support/cells';
import { knownField, RowFields } from '../support/rowFields';
import type { View, ViewContext, ViewRun } from '../view';
import { numberArgument } from '../viewArguments';

const DATE_AND_TIME = knownField('evt.datetime');
const CONTAINER_ID = knownField('container.id');
const CONTAINER_NAME = knownField('container.name');
const PROCESS = knownField('proc.name');
const TYPE = knownField('evt.type');
const LATENCY = knownField('evt.latency');
const FD_NAME = knownField('fd.name');

/** A column of such a log: title, width of its underline, and what it says of a row. */
interface Column {
  readonly title: string;
  readonly width: number;
  text(fields: RowFields, row: EventRow, milliseconds: number): string;
}

interface SlowLog {
  readonly filter: string | undefined;
  readonly columns: readonly Column[];
  readonly containerColumns: readonly Column[];
  /** Leaves out fds whose names begin so. */
  readonly leavesOut?: string;
}

function aligned(title: string, width: number, text: (fields: RowFields, row: EventRow) => string): Column {
  return { title, width, text: (fields, row) => fitted(text(fields, row), width) };
}

const WHEN = aligned('evt.datetime', 23, (fields, row) => fields.shown(DATE_AND_TIME, row));
const CONTAINER: readonly Column[] = [
  aligned('container.id', 20, (fields, row) => fields.shown(CONTAINER_ID, row)),
  aligned('container.name', 20, (fields, row) => fields.shown(CONTAINER_NAME, row)),
];
const ON_FD: readonly Column[] = [
  aligned('proc.name', 12, (fields, row) => fields.shown(PROCESS, row)),
  { title: 'evt.type', width: 8, text: (fields, row) => fields.shown(TYPE, row).padEnd(8) },
  {
    title: 'LATENCY(ms)',
    width: 12,
    text: (_fields, _row, milliseconds) => `${Math.floor(milliseconds)}`.padStart(12),
  },
  { title: 'fd.name', width: 41, text: (fields, row) => fields.shown(FD_NAME, row) },
];
const ON_CALL: readonly Column[] = [
  aligned('proc.name', 23, (fields, row) => fields.shown(PROCESS, row)),
  {
    title: 'LATENCY(ms)',
    width: 20,
    // As many digits as C's %.14g.
    text: (_fields, _row, milliseconds) => `${Number(milliseconds.toPrecision(14))}`.padEnd(20),
  },
  { title: 'evt.type', width: 20, text: (fields, row) => fields.shown(TYPE, row) },
];

const ON_FDS = { columns: [WHEN, ...ON_FD], containerColumns: [WHEN, ...CONTAINER, ...ON_FD] };

/** Slow calls on files, devices left out. Source: facts/output-format.md §10. */
export const FILESLOWER: View = slowView('fileslower', 'Reads and writes of files that took long', {
  ...ON_FDS,
  filter: 'evt.is_io=true and fd.type=file',
  leavesOut: '/dev/',
});

/** Slow calls on sockets. */
export const NETLOWER: View = slowView('netlower', 'Network reads and writes that took long', {
  ...ON_FDS,
  filter: 'evt.is_io=true and (fd.type=ipv4 or fd.type=ipv6)',
});

/** Slow calls of any kind. */
export const SCALLSLOWER: View = slowView('scallslower', 'System calls that took long', {
  filter: undefined,
  columns: [WHEN, ...ON_CALL],
  // The first container title has one blank too many, as sysdig prints it.
  containerColumns: [WHEN, { ...CONTAINER[0], title: 'container.id'.padEnd(21) }, CONTAINER[1], ...ON_CALL],
});

function slowView(name: string, description: string, log: SlowLog): View {
  return {
    name,
    description,
    parameters: [
      { name: 'min_ms', description: 'Shows calls that took longer, in milliseconds.', required: true },
      COLOUR_PARAMETER,
    ],
    create: (context, [limit, colour]) =>
      new SlowCalls(context, log, numberArgument(name, 'min_ms', limit), coloursFor(colour)),
  };
}

class SlowCalls implements ViewRun {
  readonly filter: string | undefined;
  private readonly fields: RowFields;
  private readonly columns: readonly Column[];

  constructor(
    private readonly context: ViewContext,
    private readonly log: SlowLog,
    private readonly limit: number,
    private readonly colours: Colours,
  ) {
    this.filter = log.filter;
    this.fields = new RowFields(context.fields);
    this.columns = context.showsContainers ? log.containerColumns : log.columns;
    context.write(`${this.columns.map(({ title, width }, index) => this.title(title, width, index)).join(' ')}\n`);
    context.write(`${this.columns.map(({ width }) => '-'.repeat(width)).join(' ')}\n`);
  }

  event(row: EventRow): void {
    const { fields, log } = this;
    const milliseconds = (fields.number(LATENCY, row) ?? 0) / 1e6;
    if (milliseconds <= this.limit) return;
    if (log.leavesOut !== undefined && fields.shown(FD_NAME, row).startsWith(log.leavesOut)) return;
    const colour = fields.shown(CONTAINER_NAME, row) === 'host' ? this.colours.green : this.colours.blue;
    this.context.write(`${colour}${this.columns.map((column) => column.text(fields, row, milliseconds)).join(' ')}\n`);
  }

  finish(): void {}

  /** The last title has no blanks after it. */
  private title(title: string, width: number, index: number): string {
    return index === this.columns.length - 1 ? title : title.padEnd(width);
  }
}
