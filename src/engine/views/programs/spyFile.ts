import type { EventRow } from '../../base/brands';
import { dataMode, wholeData } from '../support/dataContext';
import { FormattedLines } from '../support/lines';
import { knownField, RowFields } from '../support/rowFields';
import { sizeText } from '../support/sizeText';
import type { View, ViewContext, ViewRun } from '../view';

const IS_WRITE = knownField('evt.is_io_write');
const BYTES_MOVED = knownField('evt.rawres');
const DATA = knownField('evt.arg.data');
const FD_NAME = knownField('fd.name');

const FILE_IO = 'fd.type=file and evt.is_io=true and evt.dir=<';

/** Reads and writes of files with their data. Source: facts/output-format.md §10. */
export const SPY_FILE: View = {
  name: 'spy_file',
  description: 'Reads and writes of files with their data',
  parameters: [
    { name: 'read_or_write', description: 'R for reads, W for writes, RW for both.', required: false },
    { name: 'spy_on_file_name', description: 'The name of the only file to look at.', required: false },
  ],
  create: (context, [directions, file]) => new SpyFile(context, spyFilter(directions, file)),
};

function spyFilter(directions: string | undefined, file: string | undefined): string {
  const parts = [FILE_IO];
  if (directions === 'R') parts.push('evt.is_io_read=true');
  if (directions === 'W') parts.push('evt.is_io_write=true');
  if (file !== undefined) parts.push(`fd.name=${JSON.stringify(file)}`);
  return parts.join(' and ');
}

class SpyFile implements ViewRun {
  private readonly fields: RowFields;
  private readonly heading: FormattedLines;

  constructor(
    private readonly context: ViewContext,
    readonly filter: string,
  ) {
    const mode = dataMode(context.fields);
    // Data as text is the default here; JSON leaves it as it is elsewhere.
    this.fields = new RowFields(wholeData(context.fields, mode === 'dots' && !context.json ? 'ascii' : mode));
    this.heading = new FormattedLines('*%evt.time %proc.name(%proc.pid)', context.fields, false);
  }

  event(row: EventRow): void {
    const { fields } = this;
    const size = fields.number(BYTES_MOVED, row) ?? -1;
    if (size < 0) return;
    const heading = this.heading.line(row).trimEnd();
    const direction = fields.number(IS_WRITE, row) === 1 ? 'W' : 'R';
    const data = fields.text(DATA, row) ?? (fields.imitatesAccidents ? 'nil' : '');
    this.context.write(`${heading} ${direction} ${sizeText(size)} ${fields.shown(FD_NAME, row)} ${data}\n`);
  }

  finish(): void {}
}
