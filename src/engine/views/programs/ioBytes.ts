import type { EventRow } from '../../base/brands';
import { secondOf } from '../support/captureTime';
import { knownField, RowFields } from '../support/rowFields';
import type { View, ViewContext, ViewRun } from '../view';

const IS_READ = knownField('evt.is_io_read');
const BYTES_MOVED = knownField('evt.rawres');
const TIME_OF_DAY = knownField('evt.time.s');

/** Bytes read and written in each second of the capture. Source: facts/output-format.md §10. */
export const IO_BYTES_VIEWS: readonly View[] = [
  ioBytes('iobytes', 'Bytes read and written, by second', 'evt.is_io=true'),
  ioBytes('iobytes_file', 'Bytes read from and written to files, by second', 'evt.is_io=true and fd.type=file'),
  ioBytes(
    'iobytes_net',
    'Bytes read from and written to the network, by second',
    'evt.is_io=true and (fd.type=ipv4 or fd.type=ipv6)',
  ),
];

function ioBytes(name: string, description: string, filter: string): View {
  return { name, description, parameters: [], create: (context) => new IoBytes(context, filter) };
}

class IoBytes implements ViewRun {
  private readonly fields: RowFields;
  private second: bigint | undefined;
  private read = 0;
  private written = 0;

  constructor(
    private readonly context: ViewContext,
    readonly filter: string,
  ) {
    this.fields = new RowFields(context.fields);
  }

  pass(row: EventRow): void {
    const second = secondOf(this.context.fields.trace, row);
    this.second ??= second;
    if (second === this.second) return;
    const { read, written } = this;
    const at = this.fields.shown(TIME_OF_DAY, row);
    this.context.write(`${at} in:${read} out:${written} tot:${read + written}\n`);
    this.second = second;
    this.read = 0;
    this.written = 0;
  }

  event(row: EventRow): void {
    const bytes = this.fields.number(BYTES_MOVED, row) ?? 0;
    if (bytes <= 0) return;
    if (this.fields.number(IS_READ, row) === 1) this.read += bytes;
    else this.written += bytes;
  }

  finish(): void {}
}
