import type { EventRow } from '../../base/brands';
import { knownField, RowFields } from '../support/rowFields';
import type { View, ViewContext, ViewRun } from '../view';

const DATA = knownField('evt.buffer');

/** What a terminal would obey: control characters but for tab and line ends. What is printed was captured from anybody. */
const CONTROLS = /(?![\t\n\r])\p{Cc}/gu;

/** What processes wrote to their standard output. Source: facts/output-format.md §10. */
export const STDOUT: View = {
  name: 'stdout',
  description: 'What processes write to their standard output',
  parameters: [],
  create: (context) => new Stdout(context),
};

class Stdout implements ViewRun {
  readonly filter = 'fd.num=1 and evt.is_io=true';
  private readonly fields: RowFields;

  constructor(private readonly context: ViewContext) {
    this.fields = new RowFields(context.fields);
  }

  event(row: EventRow): void {
    const data = this.fields.bytesAsText(DATA, row);
    if (data !== undefined && data !== '') this.context.write(`${data.replace(CONTROLS, '')}\n`);
  }

  finish(): void {}
}
