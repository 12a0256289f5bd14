import type { EventRow } from '../../base/brands';
import { COLOUR_PARAMETER, type Colours, coloursFor } from '../support/ansi';
import { wholeData } from '../support/dataContext';
import { knownField, RowFields } from '../support/rowFields';
import { sizeText } from '../support/sizeText';
import type { View, ViewContext, ViewRun } from '../view';

const IS_READ = knownField('evt.is_io_read');
const BYTES_MOVED = knownField('evt.rawres');
const DATA = knownField('evt.arg.data');

const ON_SOCKETS = 'evt.is_io=true and (fd.type=ipv4 or fd.type=ipv6)';

/** The data exchanged over sockets with a port at either end. Source: facts/output-format.md §10. */
export const SPY_PORT: View = {
  name: 'spy_port',
  description: 'The data exchanged over a port',
  parameters: [{ name: 'host_port', description: 'The port at either end.', required: true }, COLOUR_PARAMETER],
  create: (context, [port, colour]) =>
    new SpySocket(context, `${ON_SOCKETS} and fd.port=${port}`, 'Write', coloursFor(colour)),
};

/** The same by address. sysdig heads what is written with "Read" there, too. */
export const SPY_IP: View = {
  name: 'spy_ip',
  description: 'The data exchanged with an address',
  parameters: [{ name: 'host_ip', description: 'The address at either end.', required: true }, COLOUR_PARAMETER],
  create: (context, [address, colour]) =>
    new SpySocket(context, `${ON_SOCKETS} and fd.ip=${address}`, 'Read', coloursFor(colour)),
};

class SpySocket implements ViewRun {
  private readonly fields: RowFields;
  private wasRead: boolean | undefined;
  private heading = '';

  constructor(
    private readonly context: ViewContext,
    readonly filter: string,
    private readonly writeWord: string,
    private readonly colours: Colours,
  ) {
    this.fields = new RowFields(wholeData(context.fields));
  }

  event(row: EventRow): void {
    const data = this.fields.text(DATA, row);
    const size = this.fields.number(BYTES_MOVED, row) ?? 0;
    if (data === undefined || size <= 0) return;
    this.turn(this.fields.number(IS_READ, row) === 1, size);
    this.context.write(`${this.heading}\n${data}\n`);
  }

  finish(): void {
    this.context.write(`${this.colours.reset}\n`);
  }

  /** Data in the direction of the data before it keeps its heading, as sysdig prints it: with the old size. */
  private turn(isRead: boolean, size: number): void {
    if (isRead === this.wasRead) return;
    this.wasRead = isRead;
    this.heading = isRead
      ? `${this.colours.red}------ Read ${sizeText(size)}`
      : `${this.colours.blue}------ ${this.writeWord} ${sizeText(size)}`;
  }
}
