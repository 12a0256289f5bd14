import type { EventRow } from '../../base/brands';
import type { FieldContext } from '../../fields/fieldReader';
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

/** The events that are echoed. */
export const ECHO_FILTER = 'evt.is_io=true and evt.dir=< and evt.rawres>0';

/** What processes read and wrote: a heading and the data for each call. Source: facts/output-format.md §8. */
export const ECHO_FDS: View = {
  name: 'echo_fds',
  description: 'The data that processes read and write',
  parameters: [COLOUR_PARAMETER],
  create: (context, [colour]) => new EchoFds(context, coloursFor(colour)),
};

/** A call as it is echoed. */
export interface EchoedCall {
  readonly isRead: boolean;
  /** How many bytes were moved, as `1.95KB`. */
  readonly size: string;
  readonly containerName: string;
  readonly containerId: string;
  readonly fd: string;
  readonly process: string;
  /** The data in the mode that is set, with its line end; empty where the event has none. */
  readonly data: string;
}

/** Reads calls as they are echoed: rows that `ECHO_FILTER` keeps. */
export class EchoedCalls {
  private readonly fields: RowFields;
  private readonly data: FormattedLines;

  /** `json`: the data is written as JSON. */
  constructor(context: FieldContext, json = false) {
    this.fields = new RowFields(context);
    this.data = new FormattedLines('%evt.arg.data', wholeData(context), json);
  }

  at(row: EventRow): EchoedCall {
    const { fields } = this;
    return {
      isRead: fields.number(IS_READ, row) === 1,
      size: sizeText(fields.number(BYTES_MOVED, row) ?? 0),
      containerName: fields.shown(CONTAINER_NAME, row),
      containerId: fields.shown(CONTAINER_ID, row),
      fd: fields.shown(FD_NAME, row),
      process: fields.shown(PROCESS, row),
      data: this.data.line(row),
    };
  }
}

class EchoFds implements ViewRun {
  readonly filter = ECHO_FILTER;
  private readonly calls: EchoedCalls;

  constructor(
    private readonly context: ViewContext,
    private readonly colours: Colours,
  ) {
    this.calls = new EchoedCalls(context.fields, context.json);
  }

  event(row: EventRow): void {
    const call = this.calls.at(row);
    this.context.write(`${this.heading(call)}\n${call.data}`);
  }

  finish(): void {
    this.context.write(`${this.colours.reset}\n`);
  }

  private heading(call: EchoedCall): string {
    const { isRead, size, fd, process } = call;
    const colour = isRead ? this.colours.red : this.colours.blue;
    const action = isRead ? 'Read' : 'Write';
    const direction = isRead ? 'from' : 'to';
    return `${colour}------ ${action} ${size} ${direction} ${this.container(call)} ${colour} ${fd} (${process})`;
  }

  private container({ containerName, containerId }: EchoedCall): string {
    if (!this.context.showsContainers) return '';
    const colour = containerName === 'host' ? this.colours.green : this.colours.cyan;
    return `${colour} [${containerName}] [${containerId}]`;
  }
}
