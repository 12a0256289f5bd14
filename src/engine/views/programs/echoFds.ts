import type { EventRow } from '../../base/brands';
import { COLOUR_PARAMETER, type Colours, coloursFor } from '../support/ansi';
import { wholeData } from '../support/dataContext';
import { FormattedLines } from '../support/lines';
import { knownField, RowFields } from '../support/rowFields';
import { sizeText } from '../support/sizeText';
import type { View, ViewContext, ViewRun } from '../view';

const IS_READ = knownField('evt.is_io_read');
const BYTES_MOVED = knownField('evt.rawres');
const FD_NAME = knownField('fd.name');
const PROCESS = knownField('proc.name');
const CONTAINER_NAME = knownField('container.name');
const CONTAINER_ID = knownField('container.id');

/** What processes read and wrote: a heading and the data for each call. Source: facts/output-format.md §8. */
export const ECHO_FDS: View = {
  name: 'echo_fds',
  description: 'The data that processes read and write',
  parameters: [COLOUR_PARAMETER],
  create: (context, [colour]) => new EchoFds(context, coloursFor(colour)),
};

class EchoFds implements ViewRun {
  readonly filter = 'evt.is_io=true and evt.dir=< and evt.rawres>0';
  private readonly fields: RowFields;
  private readonly data: FormattedLines;

  constructor(
    private readonly context: ViewContext,
    private readonly colours: Colours,
  ) {
    this.fields = new RowFields(context.fields);
    this.data = new FormattedLines('%evt.arg.data', wholeData(context.fields), context.json);
  }

  event(row: EventRow): void {
    this.context.write(`${this.heading(row)}\n${this.data.line(row)}`);
  }

  finish(): void {
    this.context.write(`${this.colours.reset}\n`);
  }

  private heading(row: EventRow): string {
    const { fields } = this;
    const isRead = fields.number(IS_READ, row) === 1;
    const colour = isRead ? this.colours.red : this.colours.blue;
    const action = isRead ? 'Read' : 'Write';
    const direction = isRead ? 'from' : 'to';
    const size = sizeText(fields.number(BYTES_MOVED, row) ?? 0);
    const end = `${colour} ${fields.shown(FD_NAME, row)} (${fields.shown(PROCESS, row)})`;
    return `${colour}------ ${action} ${size} ${direction} ${this.container(row)} ${end}`;
  }

  private container(row: EventRow): string {
    if (!this.context.showsContainers) return '';
    const name = this.fields.shown(CONTAINER_NAME, row);
    const colour = name === 'host' ? this.colours.green : this.colours.cyan;
    return `${colour} [${name}] [${this.fields.shown(CONTAINER_ID, row)}]`;
  }
}
